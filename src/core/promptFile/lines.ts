import type { TextRange } from './textRange.ts';

const lineFeed = 10;
const carriageReturn = 13;

/** Where each line starts; lines end with LF, CRLF or CR, as editors count them. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

/** Behind the byte order mark, which is no part of the text. */
export function startOfText(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

/** The line, counted from 0, that holds an offset. */
export function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line and column, both counted from 1; the column in UTF-16 units. */
export function positionAt(
  lineStarts: readonly number[],
  offset: number,
): { readonly line: number; readonly column: number } {
  const index = lineIndexAt(lineStarts, offset);
  return { line: index + 1, column: offset - (lineStarts[index] ?? 0) + 1 };
}

/** A line without its end and the byte order mark. */
export function lineRange(text: string, lineStarts: readonly number[], index: number): TextRange {
  const start = index === 0 ? startOfText(text) : (lineStarts[index] ?? text.length);
  let end = lineStarts[index + 1] ?? text.length;
  if (index + 1 < lineStarts.length) {
    if (text.charCodeAt(end - 1) === lineFeed) end -= 1;
    if (end > start && text.charCodeAt(end - 1) === carriageReturn) end -= 1;
  }
  return { start, end };
}

/** Both ends included: a cursor behind the last character is still there. */
export function holds({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
