import { exactIntegers } from './exactIntegers.ts';
import type { OpenAnswer } from './exchange.ts';
import type { NetworkLimits } from './limits.ts';

/** How the body ended: complete, longer than allowed, not in time, or with the connection. */
export type ReplyEnd = 'whole' | 'tooLarge' | 'silent' | 'broken';

/** An answer of the API, as far as it was received. */
export interface Reply {
  readonly httpStatus: number;
  readonly retryAfter?: string;
  /** From a header; the one inside the message is preferred. */
  readonly requestId?: string;
  readonly text: string;
  readonly end: ReplyEnd;
}

/** Reads the body of an answer into memory, within the limits. Never throws; an abort ends it as `broken`. */
export async function readReply(answer: OpenAnswer, limits: NetworkLimits): Promise<Reply> {
  const { text, end } = await readText(answer, limits);
  const retryAfter = answer.header('retry-after');
  const requestId = answer.header('x-request-id') ?? answer.header('x-oneapi-request-id');
  return {
    httpStatus: answer.httpStatus,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId === undefined ? {} : { requestId }),
    text,
    end,
  };
}

async function readText(
  { body }: OpenAnswer,
  limits: NetworkLimits,
): Promise<{ text: string; end: ReplyEnd }> {
  const decoder = new TextDecoder();
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    body.destroy();
  }, limits.answerMs);
  let text = '';
  let room = limits.answerBytes;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk.subarray(0, room), { stream: true });
      room -= chunk.byteLength;
      // Leaving the loop closes the connection.
      if (room < 0) return { text, end: 'tooLarge' };
    }
    return { text: text + decoder.decode(), end: 'whole' };
  } catch {
    return { text, end: late.signal.aborted ? 'silent' : 'broken' };
  } finally {
    clearTimeout(timer);
  }
}

/** The JSON of a text, or undefined where it is none. Whole numbers that a double cannot hold come as texts. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(exactIntegers(text)) as unknown;
  } catch {
    return undefined;
  }
}
