import { Readable } from 'node:stream';
import { headBytes, isText } from '../core/mp4/containers.ts';
import type { OpenAnswer } from './exchange.ts';

/** An answer of which the first bytes were looked at; its body still has them all. */
export interface Begun {
  readonly answer: OpenAnswer;
  /** A text stands where a video should: a page, an error. */
  readonly isMessage: boolean;
}

/**
 * Looks at the first bytes, since labels are wrong both ways: videos come as `text/plain`, errors as `video/mp4`. Waits for
 * no more of them than it takes to tell, and after a silence decides by what is there. Never throws: what is broken is
 * found when it is read.
 */
export async function begin(answer: OpenAnswer, silenceMs: number, signal: AbortSignal): Promise<Begun> {
  const { body } = answer;
  const chunks: Buffer[] = [];
  let head = Buffer.alloc(0);
  while (head.length < headBytes && isText(head)) {
    const chunk = body.read() as Buffer | null;
    if (chunk === null) {
      if (!(await hasMore(body, silenceMs, signal))) break;
      continue;
    }
    chunks.push(chunk);
    head = Buffer.concat(chunks);
  }
  // What broke before it told what it is breaks the reader, too.
  if (body.destroyed && !body.readableEnded) return { answer, isMessage: false };
  const isMessage = isText(head.subarray(0, headBytes));
  if (head.length === 0) return { answer, isMessage: isMessage && body.readableEnded };
  if (!body.readableEnded) {
    body.unshift(head);
    return { answer, isMessage };
  }
  return { answer: { ...answer, body: Readable.from([head], { objectMode: false }) }, isMessage };
}

/** False at the end, when it breaks, and after a silence. */
function hasMore(body: Readable, silenceMs: number, signal: AbortSignal): Promise<boolean> {
  if (body.readableEnded || body.destroyed || signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (isMore: boolean) => {
      clearTimeout(timer);
      body.off('readable', more).off('end', over).off('close', over).off('error', over);
      signal.removeEventListener('abort', over);
      resolve(isMore);
    };
    const more = () => settle(true);
    const over = () => settle(false);
    const timer = setTimeout(over, silenceMs);
    body.on('end', over).on('close', over).on('error', over).on('readable', more);
    signal.addEventListener('abort', over);
  });
}
