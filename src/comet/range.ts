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

/** Where a partial answer starts, and the file's size; undefined where it does not continue what is here. */
export function continuation(answer: OpenAnswer, have: Have): { readonly totalBytes?: number } | undefined {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.header('content-range') ?? '');
  const [, start, end, total] = range ?? [];
  if (start === undefined || end === undefined || total === undefined) return undefined;
  if (Number(start) !== have.bytes || answer.header('etag') !== have.etag) return undefined;
  if (total === '*') return {};
  // A part that stops short of the end would look like a broken connection.
  return Number(end) + 1 === Number(total) ? { totalBytes: Number(total) } : undefined;
}

/** The size that a complete answer announces. */
export function wholeSize(answer: OpenAnswer): number | undefined {
  const length = answer.header('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}
