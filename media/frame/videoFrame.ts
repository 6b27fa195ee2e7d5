import type { FrameOrder } from '../../src/protocol/frame.ts';

/** Long enough for a large file on a slow disk. */
const patienceMs = 30_000;
const jpegQuality = 0.9;
/** Behind the end of every clip: the player stops at the end. */
const beyondSeconds = 1e6;

/** A frame of a clip as an image. Rejects where the clip cannot be decoded or read here. */
export async function videoFrame(
  src: string,
  { moment, type, maxWidth = Infinity }: Pick<FrameOrder, 'moment' | 'type' | 'maxWidth'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const video = document.createElement('video');
  // Asked for with CORS, so that the canvas may be read.
  Object.assign(video, { crossOrigin: 'anonymous', muted: true, preload: 'auto', src });
  const over = AbortSignal.timeout(patienceMs);
  try {
    await heard(video, 'loadedmetadata', over);
    const frame = heard(video, 'seeked', over);
    video.currentTime = moment === 'first' ? 0 : endOf(video);
    await frame;
    const scale = Math.min(1, maxWidth / video.videoWidth);
    const width = Math.round(video.videoWidth * scale);
    const height = Math.round(video.videoHeight * scale);
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d')?.drawImage(video, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, jpegQuality));
    if (blob === null || width === 0) throw new Error('The clip has no picture.');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

/** At the very end some files have no picture; a fragmented file may not say where its end is. */
function endOf({ duration }: HTMLVideoElement): number {
  return Number.isFinite(duration) ? Math.max(0, duration - 0.001) : beyondSeconds;
}

async function heard(video: HTMLVideoElement, name: string, over: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const failed = () =>
      reject(new Error(`The clip cannot be read: ${video.error?.message ?? 'no answer'}.`));
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener('error', failed, { once: true });
    over.addEventListener('abort', failed, { once: true });
  });
}
