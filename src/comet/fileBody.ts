import type { Readable } from 'node:stream';
import { BrokenBody } from '../engine/ports.ts';
import type { OpenAnswer } from './exchange.ts';
import { type Span, strongEtag } from './range.ts';
import { videoBody } from './videoBody.ts';

/** What is asked for the part behind another; undefined where there is none to be had. */
type AskNext = (
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly answer: OpenAnswer; readonly span: Span } | undefined>;

interface FileBodyOptions {
  readonly answer: OpenAnswer;
  readonly span: Span;
  readonly next: AskNext;
  /** The longest silence, in milliseconds. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/**
 * The bytes from a span on to the end of the file. Some servers give a large file in parts only: each is asked for when
 * the one before it has come. Throws {@link BrokenBody}, or the abort. Leaving early closes the connection, also before
 * the first byte was wanted.
 */
export function fileBody(options: FileBodyOptions): AsyncIterable<Uint8Array> {
  const current: { body: Readable } = { body: options.answer.body };
  return {
    [Symbol.asyncIterator]: () => {
      const bytes = parts(options, current);
      return {
        next: () => bytes.next(),
        return: async () => {
          current.body.destroy();
          return await bytes.return(undefined);
        },
      };
    },
  };
}

async function* parts(
  { answer: first, span: firstSpan, next, silenceMs, signal }: FileBodyOptions,
  current: { body: Readable },
): AsyncGenerator<Uint8Array, undefined> {
  let [answer, span] = [first, firstSpan];
  for (;;) {
    let at = span.start;
    for await (const chunk of videoBody(answer.body, silenceMs, signal)) {
      at += chunk.byteLength;
      yield chunk;
    }
    const { end, totalBytes } = span;
    if (end === undefined || totalBytes === undefined || (end === totalBytes && at >= end)) return undefined;
    if (at !== end) throw new BrokenBody(new Error(`A part ended at ${at} instead of ${end}.`));
    const etag = strongEtag(first.header('etag'));
    const following = await next({
      range: `bytes=${String(end)}-`,
      ...(etag === undefined ? {} : { 'if-range': etag }),
    });
    if (following === undefined) throw new BrokenBody(new Error('The next part could not be had.'));
    current.body = following.answer.body;
    if (!isOfSameFile(following, first, end, totalBytes)) {
      current.body.on('error', () => undefined).destroy();
      throw new BrokenBody(new Error('The next part is of another file.'));
    }
    ({ answer, span } = following);
  }
}

function isOfSameFile(
  { answer, span }: { readonly answer: OpenAnswer; readonly span: Span },
  first: OpenAnswer,
  start: number,
  totalBytes: number,
): boolean {
  const isSame = (name: string) => answer.header(name) === first.header(name);
  return span.start === start && span.totalBytes === totalBytes && isSame('etag') && isSame('last-modified');
}
