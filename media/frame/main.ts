import type { FrameMessage, FrameOrder } from '../../src/protocol/frame.ts';
import { videoFrame } from './videoFrame.ts';

declare function acquireVsCodeApi(): { postMessage(message: FrameMessage): void };

const api = acquireVsCodeApi();
// The host wrote it into the document itself.
const { src, text, ...frame } = JSON.parse(
  document.getElementById('data')?.textContent ?? '{}',
) as FrameOrder;

const reading = document.createElement('p');
reading.className = 'reading';
reading.setAttribute('role', 'status');
reading.textContent = text;
document.body.append(reading);

try {
  api.postMessage({ kind: 'frame', data: await videoFrame(src, frame) });
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  api.postMessage({ kind: 'failed', reason: reason.slice(0, 2_000) });
}
