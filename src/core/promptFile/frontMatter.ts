import { lineRange } from './lines.ts';
import type { TextRange } from './promptFile.ts';

export interface FrontMatter {
  /** With the lines of hyphens, without the last line's end. */
  readonly range: TextRange;
  /** The YAML between them. */
  readonly content: TextRange;
  readonly isClosed: boolean;
  /** The first line behind it. */
  readonly nextLine: number;
}

/** The front matter that a text starts with; one without an end takes all of it. */
export function findFrontMatter(text: string, lineStarts: readonly number[]): FrontMatter | undefined {
  const { start, end: firstEnd } = lineRange(text, lineStarts, 0);
  if (!isMark(text.slice(start, firstEnd))) return undefined;
  const contentStart = lineStarts[1] ?? text.length;
  for (let index = 1; index < lineStarts.length; index += 1) {
    const line = lineRange(text, lineStarts, index);
    if (isMark(text.slice(line.start, line.end))) {
      const content = { start: contentStart, end: line.start };
      return { range: { start, end: line.end }, content, isClosed: true, nextLine: index + 1 };
    }
  }
  const end = text.length;
  const content = { start: contentStart, end };
  return { range: { start, end }, content, isClosed: false, nextLine: lineStarts.length };
}

function isMark(line: string): boolean {
  return /^---[ \t]*$/.test(line);
}
