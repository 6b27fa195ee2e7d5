import type { DownloadCall } from '../engine/ports.ts';
import type { OpenAnswer } from './exchange.ts';

type Have = NonNullable<DownloadCall['have']>;

/** Headers that ask for the rest of a file. None without a strong validator: a weak one may stand for other bytes. */
export function rangeHeaders(have: Have | undefined): Readonly<Record<string, string>> {
  if (have === undefined || have.bytes <= 0 || strongEtag(have.etag) === undefined) return {};
  return { range: `bytes=${String(have.bytes)}-`, 'if-range': have.etag };
}

/** An entity tag that stands for exactly these bytes; undefined for a weak or malformed one. */
export function strongEtag(etag: string | undefined): string | undefined {
  return etag !== undefined && /^"[\x21\x23-\x7e]*"$/.test(etag) ? etag : undefined;
}

/** Which bytes of a file an answer holds. */
export interface Span {
  readonly start: number;
  /** Behind the last one; undefined: to the end. */
  readonly end?: number;
  /** Size of the whole file, where it is said. */
  readonly totalBytes?: number;
}

/**
 * By the range that the answer names, whatever its status: servers answer a part with 200, and the whole with 206. Where
 * none is named the whole is meant. Undefined where what is named makes no sense.
 */
export function spanOf(answer: OpenAnswer): Span | undefined {
  const named = answer.header('content-range')?.trim() ?? '';
  if (named === '') {
    // A part has the length of a part.
    const totalBytes = answer.httpStatus === 200 ? lengthOf(answer) : undefined;
    return { start: 0, ...(totalBytes === undefined ? {} : { totalBytes }) };
  }
  const [, first, last, total] =
    /^bytes[\s=:]*(\d{1,15})\s*-\s*(\d{1,15})\s*\/\s*(\d{1,15}|\*)$/i.exec(named) ?? [];
  if (first === undefined || last === undefined || total === undefined) return undefined;
  const [start, end] = [Number(first), Number(last) + 1];
  if (end <= start) return undefined;
  if (total === '*') return { start, end };
  return end > Number(total) ? undefined : { start, end, totalBytes: Number(total) };
}

/** The part that continues what is here; undefined where it does not. */
export function continuation(answer: OpenAnswer, have: Have): Span | undefined {
  const span = spanOf(answer);
  return span?.start === have.bytes && answer.header('etag') === have.etag ? span : undefined;
}

function lengthOf(answer: OpenAnswer): number | undefined {
  const length = answer.header('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}
