import { createHmac } from 'node:crypto';

const lifetimeMs = 3_600_000;
/** Links outlive the simulator that signed them, as its tasks do. */
const secret = 'simulator links guard nothing';

/** A result link: temporary and signed. `generation` tells a renewed link from the first. */
export function signLink(origin: string, taskId: string, now: number, generation: number): string {
  const expires = String(now + lifetimeMs);
  const signature = sign(taskId, expires, generation);
  return `${origin}/files/${taskId}.mp4?expires=${expires}&generation=${String(generation)}&signature=${signature}`;
}

export interface Link {
  readonly taskId: string;
  readonly generation: number;
}

/** Undefined for a link that was not signed here or has expired. */
export function readLink(url: URL, now: number): Link | undefined {
  const taskId = /^\/files\/([A-Za-z0-9_-]{1,200})\.mp4$/.exec(url.pathname)?.[1];
  const expires = url.searchParams.get('expires') ?? '';
  const generation = Number(url.searchParams.get('generation'));
  if (taskId === undefined || !(Number(expires) > now)) return undefined;
  return url.searchParams.get('signature') === sign(taskId, expires, generation)
    ? { taskId, generation }
    : undefined;
}

function sign(taskId: string, expires: string, generation: number): string {
  return createHmac('sha256', secret)
    .update(`${taskId} ${expires} ${String(generation)}`)
    .digest('hex')
    .slice(0, 32);
}
