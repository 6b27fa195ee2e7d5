import { fieldNames } from './fields.ts';
import { lineRange } from './lines.ts';
import type { TextRange } from './textRange.ts';

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

const maxLines = 200;
const outerMark = /^[\s\p{Cf}]*(?:-{2,}|[–—]+-*|\+{3,}|\.{3})[\s\p{Cf}]*$/u;
const keyLine = new RegExp(`^[\\s\\p{Cf}]*["']?(?:${fieldNames.join('|')})["']?\\s*[:：=]`, 'u');
const yamlLine = /^\s*(?:#.*|[-\w"'“]+\s*[:：=].*|-\s.*|[\]}].*)?$/u;

/**
 * Options between marks that stand where no front matter can: below empty lines, comments or headings, or with marks of
 * another form. From the first mark to behind the last, else to the end of the options.
 */
export function strayFrontMatter(text: string, lineStarts: readonly number[]): TextRange | undefined {
  const lines = Array.from({ length: Math.min(maxLines, lineStarts.length) }, (_, index) =>
    lineRange(text, lineStarts, index),
  );
  const words = lines.map(({ start, end }) => text.slice(start, end));
  let isComment = false;
  for (const [index, line] of words.entries()) {
    if (!isComment && outerMark.test(line)) {
      const range = optionsFrom(words, index);
      const [first, last] = [lines[index], lines[range?.end ?? -1]];
      if (first !== undefined && last !== undefined) return { start: first.start, end: last.end };
    }
    const isPassed = isComment || /^[\s\p{Cf}]*(?:<!--.*|#{1,6}(?:\s.*)?)?$/u.test(line);
    if (!isPassed) return undefined;
    if (line.includes('<!--')) isComment = true;
    if (line.includes('-->')) isComment = false;
  }
  return undefined;
}

/** The last line of options that begin below a mark. */
function optionsFrom(words: readonly string[], mark: number): { readonly end: number } | undefined {
  let end = mark;
  let hasKey = false;
  for (let index = mark + 1; index < words.length; index += 1) {
    const line = words[index] ?? '';
    if (outerMark.test(line)) return hasKey ? { end: index } : undefined;
    if (!yamlLine.test(line) && !/^[ \t]+\S/.test(line)) break;
    hasKey ||= keyLine.test(line);
    if (line.trim() !== '') end = index;
    else if (hasKey && !keyLine.test(words[index + 1] ?? '') && !outerMark.test(words[index + 1] ?? ''))
      break;
  }
  return hasKey ? { end } : undefined;
}
