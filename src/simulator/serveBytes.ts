import { sha256 } from './clip.ts';
import type { Exchange, SimulatorContext } from './context.ts';
import type { Task } from './task.ts';

/** The bytes of a clip, with ranges, or broken as the task's script wants it. */
export function serveBytes(
  { counter, served }: SimulatorContext,
  { request, response }: Exchange,
  { id, script }: Task,
  clip: Buffer,
): void {
  const digest = sha256(clip);
  const etag = `"${digest.slice(0, 32)}"`;
  const from = rangeStart(request.headers.range, headerOf(request.headers['if-range']), etag, clip.length);
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes', etag };
  if (from >= clip.length) {
    response.writeHead(416, { 'content-range': `bytes */${String(clip.length)}` }).end();
    return;
  }
  const isHead = request.method === 'HEAD';
  if (!isHead && counter.takes(script, 'truncated', id, 1)) {
    const half = clip.subarray(0, clip.length >> 1);
    response.writeHead(200, { ...headers, 'content-length': String(half.length) }).end(half);
    return;
  }
  const body = clip.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    ...headers,
    'content-length': String(body.length),
    ...(from > 0
      ? { 'content-range': `bytes ${String(from)}-${String(clip.length - 1)}/${String(clip.length)}` }
      : {}),
  });
  if (isHead) response.end();
  else if (counter.takes(script, 'cut', id, 1))
    response.write(body.subarray(0, body.length >> 1), () => request.socket.destroy());
  else {
    served(digest);
    response.end(body);
  }
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** Where to begin: only an open range is known (`bytes=100-`), and only for the very same bytes. */
function rangeStart(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  length: number,
): number {
  const start = /^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1];
  if (start === undefined || (ifRange !== undefined && ifRange !== etag)) return 0;
  return Math.min(Number(start), length);
}
