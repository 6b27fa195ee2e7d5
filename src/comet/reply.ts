import { UndecodableBody } from './contentCoding.ts';
import { exactIntegers } from './exactIntegers.ts';
import type { OpenAnswer } from './exchange.ts';
import type { NetworkLimits } from './limits.ts';
import { takeAll, takeLongTexts, type Taking } from './taking.ts';

/** How the body ended: complete, longer than allowed, not in time, with the connection, or in bytes that cannot be decoded. */
export type ReplyEnd = 'whole' | 'tooLarge' | 'silent' | 'broken' | 'undecodable';

/** An answer of the API, as far as it was received. */
export interface Reply {
  readonly httpStatus: number;
  readonly retryAfter?: string;
  /** From a header; the one inside the message is preferred. */
  readonly requestId?: string;
  readonly text: string;
  readonly end: ReplyEnd;
}

/**
 * Reads the body of an answer into memory, within the limits. Never throws; an abort ends it as `broken`.
 * `hasLongTexts`: one text inside may be as large as a clip.
 */
export async function readReply(
  answer: OpenAnswer,
  limits: NetworkLimits,
  hasLongTexts = false,
): Promise<Reply> {
  const taking = hasLongTexts ? takeLongTexts(limits) : takeAll(limits.answerBytes);
  const end = await readInto(taking, answer, limits);
  const retryAfter = answer.header('retry-after');
  const requestId = answer.header('x-request-id') ?? answer.header('x-oneapi-request-id');
  return {
    httpStatus: answer.httpStatus,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId === undefined ? {} : { requestId }),
    text: taking.text(),
    end,
  };
}

const progressBytes = 1024 * 1024;

async function readInto(
  taking: Taking,
  { body }: OpenAnswer,
  { answerMs }: NetworkLimits,
): Promise<ReplyEnd> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    body.destroy();
  }, answerMs);
  let sinceProgress = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      // Leaving the loop closes the connection.
      if (!taking.take(chunk)) return 'tooLarge';
      sinceProgress += chunk.byteLength;
      if (sinceProgress < progressBytes) continue;
      sinceProgress = 0;
      timer.refresh();
    }
    return 'whole';
  } catch (error) {
    if (error instanceof UndecodableBody) return 'undecodable';
    return late.signal.aborted ? 'silent' : 'broken';
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
