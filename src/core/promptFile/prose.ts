import type { Prose } from './promptFile.ts';
import type { TextRange } from './textRange.ts';

/**
 * What ranges of a text leave for a prompt, joined by an empty line. A comment takes its line with it where it stands
 * alone, and leaves no more than one empty line.
 */
export function proseOf(text: string, ranges: readonly TextRange[], comments: readonly TextRange[]): Prose {
  const parts = ranges.map((range) => proseOfRange(text, range, comments));
  return {
    range: { start: ranges[0]?.start ?? 0, end: ranges.at(-1)?.end ?? 0 },
    text: joinProse(parts.map((part) => part.text)),
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

/** Texts with one empty line between them; empty ones do not count. */
export function joinProse(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function proseOfRange(text: string, range: TextRange, comments: readonly TextRange[]): Prose {
  const pieces: TextRange[] = [];
  let at = range.start;
  /** The kept text ends with an empty line, or there is none yet. */
  let isApart = true as boolean;
  const keep = (end: number) => {
    if (end <= at) return;
    pieces.push({ start: at, end });
    isApart = isBlankLine(text, range.start, end);
  };
  for (let index = firstBehind(comments, range.start); index < comments.length; index += 1) {
    const comment = comments[index];
    if (comment === undefined || comment.start >= range.end) break;
    const end = Math.min(comment.end, range.end);
    if (end <= at) continue;
    const from = startOfBlank(text, Math.max(at, comment.start), at);
    const to = endOfBlank(text, end, range.end);
    if ((from === range.start || isLineEnd(text, from - 1)) && (to === range.end || isLineEnd(text, to))) {
      keep(from);
      at = Math.min(behindLineEnd(text, to), range.end);
      if (isApart) at = behindBlankLines(text, at, range.end);
    } else {
      keep(comment.start);
      const isDouble = isBlank(text, end) && isBlank(text, comment.start - 1);
      at = isDouble ? Math.min(end + 1, range.end) : end;
    }
  }
  keep(range.end);
  const written = pieces.map(({ start, end }) => text.slice(start, end)).join('');
  return { range, text: written.replace(/\r\n?/g, '\n').trim(), pieces };
}

/** The index of the first comment that ends behind a place. */
function firstBehind(comments: readonly TextRange[], at: number): number {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isBlank(text: string, index: number): boolean {
  const character = text.charAt(index);
  return character === ' ' || character === '\t';
}

function isLineEnd(text: string, index: number): boolean {
  const character = text.charAt(index);
  return character === '\n' || character === '\r';
}

function startOfBlank(text: string, index: number, least: number): number {
  let start = index;
  while (start > least && isBlank(text, start - 1)) start -= 1;
  return start;
}

function endOfBlank(text: string, index: number, most: number): number {
  let end = index;
  while (end < most && isBlank(text, end)) end += 1;
  return end;
}

function behindLineEnd(text: string, index: number): number {
  if (text.startsWith('\r\n', index)) return index + 2;
  return isLineEnd(text, index) ? index + 1 : index;
}

/** Whether the line that ends before `end` is empty. */
function isBlankLine(text: string, start: number, end: number): boolean {
  if (!isLineEnd(text, end - 1)) return false;
  const lineEnd = text.endsWith('\r\n', end) ? end - 2 : end - 1;
  const lineStart = startOfBlank(text, lineEnd, start);
  return lineStart === start || isLineEnd(text, lineStart - 1);
}

function behindBlankLines(text: string, index: number, most: number): number {
  let at = index;
  for (;;) {
    const end = endOfBlank(text, at, most);
    if (end >= most || !isLineEnd(text, end)) return at;
    at = Math.min(behindLineEnd(text, end), most);
  }
}
