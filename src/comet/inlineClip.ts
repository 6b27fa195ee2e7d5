import { headBytes, videoStart } from '../core/mp4/containers.ts';
import type { DownloadCall, DownloadOutcome } from '../engine/ports.ts';
import { throwIfAborted } from './abort.ts';
import { dialects } from './dialects/registry.ts';
import { download } from './download.ts';
import { type Asked, failure } from './failures.ts';
import type { Transport } from './transport.ts';

/** Whether a link is the clip itself. */
export function isInline(link: string | undefined): link is string {
  return link !== undefined && /^data:/i.test(link);
}

/**
 * The bytes of a clip that came inside the status answer: from the content endpoint, which can be continued and is not
 * bounded by what an answer may hold; where there is none, or it has nothing, from the text itself. A text that is no
 * video leads nowhere, and nothing is asked for it.
 */
export async function downloadInline(
  transport: Transport,
  now: () => number,
  { link, ...call }: DownloadCall & { readonly link: string },
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  const text = base64In(link);
  const head = Buffer.from(text.slice(0, stepCharacters), 'base64').subarray(0, headBytes);
  if (videoStart(head, Math.floor((text.length * 3) / 4)) === undefined) {
    const asked: Asked = { call: 'download', key: call.endpoint.key, nowMs: now(), charged: 'yes' };
    return { kind: 'dead', failure: failure(asked, 'provider-fault', 'download.unsafeLink') };
  }
  if (dialects[call.dialect].contentPath !== undefined) {
    const outcome = await download(transport, now, call, signal);
    if (outcome.kind === 'bytes') return outcome;
  }
  return { kind: 'bytes', from: 0, body: bytesIn(text, signal) };
}

/** A multiple of four characters, which is a whole number of bytes. */
const stepCharacters = 256 * 1024;

function base64In(link: string): string {
  const written = link.slice(link.indexOf(',') + 1);
  if (!/[\s%]/.test(written)) return written;
  return written
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\s+/g, '');
}

// eslint-disable-next-line @typescript-eslint/require-await -- what a body is: an asynchronous sequence
async function* bytesIn(text: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += stepCharacters) {
    throwIfAborted(signal);
    yield Buffer.from(text.slice(at, at + stepCharacters), 'base64');
  }
}
