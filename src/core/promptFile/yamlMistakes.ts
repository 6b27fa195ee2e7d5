import type { YAMLError } from 'yaml';
import { shownText } from '../shownText.ts';
import { isFieldName } from './fields.ts';
import { nearestKey } from './nearestKey.ts';
import type { ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';

const maxMistakes = 3;
const maxLines = 50;

/** What looks like a mark of YAML and is none, and what was meant. */
const plainMarks: Readonly<Record<string, string>> = {
  '：': ':',
  '︰': ':',
  '﹕': ':',
  '꞉': ':',
  '∶': ':',
  '，': ',',
  '、': ',',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '｛': '{',
  '｝': '}',
  '＂': '"',
  '＇': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '＃': '#',
  '－': '-',
  '｜': '|',
};
const wideMark = new RegExp(`[${Object.keys(plainMarks).join('')}]`, 'gu');

/** The text as it would be with marks that YAML knows. */
export function withPlainMarks(text: string): string {
  return text.replace(wideMark, (mark) => plainMarks[mark] ?? mark);
}

interface YamlLine {
  /** Of the line in the file, without its end. */
  readonly range: TextRange;
  readonly text: string;
}

/** Tells in our words what the library found: which mistake it was, at its place. Tells nothing of text without keys. */
export function reportMistakes(
  text: string,
  content: TextRange,
  errors: readonly Pick<YAMLError, 'code' | 'pos'>[],
  report: ReportProblem,
): void {
  const told = new Set<number>();
  for (const error of errors) {
    if (told.size >= maxMistakes) return;
    const lines = linesAt(text, content, error.pos);
    const [first] = lines;
    if (first === undefined || lines.some(({ range }) => told.has(range.start))) continue;
    const next = lineBehind(text, content, lines.at(-1) ?? first);
    const line = [...lines, ...next].find((one) => reportLine(one, text, content, report));
    if (line === undefined) reportByCode(error, lines, content, text, report);
    told.add((line ?? first).range.start);
  }
}

/** A line that a person took for a key with a value. True: it was told. */
export function reportLines(text: string, content: TextRange, report: ReportProblem): boolean {
  const lines = linesAt(text, content, [0, content.end - content.start]);
  return lines.filter((line) => reportLine(line, text, content, report)).length > 0;
}

function linesAt(text: string, content: TextRange, [from, to]: YAMLError['pos']): readonly YamlLine[] {
  const lines: YamlLine[] = [];
  let at = content.start + Math.min(from, content.end - content.start);
  // An error at the end of the text is about its last line.
  while (at > content.start && at >= content.end && isLineEnd(text, at - 1)) at -= 1;
  while (at > content.start && !isLineEnd(text, at - 1)) at -= 1;
  const end = Math.min(content.start + Math.max(to, from + 1), content.end);
  while (at < content.end && (lines.length === 0 || at < end) && lines.length < maxLines) {
    let lineEnd = at;
    while (lineEnd < content.end && !isLineEnd(text, lineEnd)) lineEnd += 1;
    const line = text.slice(at, lineEnd);
    if (line.trim() !== '') lines.push({ range: { start: at, end: lineEnd }, text: line });
    at = lineEnd + 1;
  }
  return lines;
}

/** A value that cannot be read may be followed by what was to be a key of its own. */
function lineBehind(text: string, content: TextRange, { range: { end } }: YamlLine): readonly YamlLine[] {
  const [line] =
    end < content.end ? linesAt(text, content, [end + 1 - content.start, end + 2 - content.start]) : [];
  return line !== undefined && indentOf(line.text) > 0 && isFieldName(keyOf(line.text)) ? [line] : [];
}

function isLineEnd(text: string, index: number): boolean {
  return text[index] === '\n' || text[index] === '\r';
}

/** What is wrong with a line, whatever the library says about it. */
function reportLine(
  { range: { start }, text: line }: YamlLine,
  text: string,
  content: TextRange,
  report: ReportProblem,
): boolean {
  const at = (from: number, length: number): TextRange => ({
    start: start + from,
    end: start + from + length,
  });
  const [indent = ''] = /^\s*/u.exec(line) ?? [];
  if (indent.includes('\t')) {
    report('yaml.tab', at(0, indent.length), {});
    return true;
  }
  if (/[^ \r]/.test(indent)) {
    report('yaml.indentSpace', at(0, indent.length), {});
    return true;
  }
  const [, before = '', name = '', mark = ''] =
    /^(\s*(?:- +)?)["']?([A-Za-z][\w-]*)["']?(\s*[：︰﹕꞉∶=][ \t]*|:(?=[^\s/]))/u.exec(line) ?? [];
  if (mark !== '' && isMeant(name)) {
    const from = line.indexOf(mark, before.length + name.length);
    const shown = shownText(name);
    if (mark === ':') report('yaml.noSpace', at(from, 1), { key: shown });
    else report('yaml.colon', at(from, mark.length), { key: shown, character: mark.trim() });
    return true;
  }
  if (/^\s*(?:-{4,}|-{2}|[–—]+|={3,}|\+{3,}|~{3,}|\*{3,})\s*$/.test(line)) {
    report('yaml.endMark', at(indent.length, line.trim().length), { mark: shownText(line.trim()) });
    return true;
  }
  const found = new RegExp(wideMark).exec(line);
  if (found !== null) {
    const [character] = found;
    const args = { character, plain: plainMarks[character] ?? '' };
    report('yaml.character', at(found.index, character.length), args);
    return true;
  }
  const key = keyOf(line);
  if (isFieldName(key) && isOutOfLine(indent, start, text, content)) {
    report('yaml.indent', at(0, indent.length + key.length), { key });
    return true;
  }
  return false;
}

function isMeant(key: string): boolean {
  return isFieldName(key) || nearestKey(key) !== undefined;
}

function keyOf(line: string): string {
  return /^\s*([A-Za-z]\w*):/.exec(line)?.[1] ?? '';
}

/** A key farther left than the first one, or farther right below a key that has its value already. */
function isOutOfLine(indent: string, lineStart: number, text: string, content: TextRange): boolean {
  const before = text.slice(content.start, lineStart).split(/\r\n?|\n/);
  const isWords = (line: string) => /^\s*[^\s#]/.test(line);
  const first = before.find(isWords);
  const last = before.findLast(isWords);
  if (first === undefined || last === undefined) return false;
  if (indent.length < indentOf(first)) return true;
  return indent.length > indentOf(last) && /^\s*[A-Za-z]\w*:\s+[^\s#|>&]/.test(last);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function reportByCode(
  { code }: Pick<YAMLError, 'code'>,
  lines: readonly YamlLine[],
  content: TextRange,
  text: string,
  report: ReportProblem,
): void {
  const [first] = lines;
  if (first === undefined) return;
  const value = valueOf(first);
  const open = openBrackets(text, content, first, code === 'BAD_INDENT' ? 2 : 1);
  if (value !== undefined && isInQuotes(first, value)) {
    report('yaml.openQuote', value, {});
  } else if (open !== undefined) {
    report('yaml.brackets', open, {});
  } else if (value !== undefined && code !== 'MISSING_CHAR' && code !== 'MULTILINE_IMPLICIT_KEY') {
    report('yaml.quote', value, { key: shownText(keyOf(first.text)) });
  } else if (value === undefined && isBehindComment(first, text, content)) {
    report('yaml.comment', trimmed(first), {});
  } else if (value === undefined && (code === 'MISSING_CHAR' || code === 'MULTILINE_IMPLICIT_KEY')) {
    report('yaml.line', trimmed(first), {});
  } else {
    report('yaml.syntax', trimmed(first), {});
  }
}

function isBehindComment({ range: { start } }: YamlLine, text: string, content: TextRange): boolean {
  const last =
    text
      .slice(content.start, start)
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? '';
  return /(?:^|\s)#/.test(last);
}

/** Behind the colon of a line; undefined where it has no key. */
function valueOf({ range, text: line }: YamlLine): TextRange | undefined {
  const [, before, value] = /^(\s*(?:- +)?[A-Za-z]\w*\s*:[ \t]+)(\S.*?)\s*$/.exec(line) ?? [];
  if (before === undefined || value === undefined) return undefined;
  const start = range.start + before.length;
  return { start, end: start + value.length };
}

function trimmed({ range, text: line }: YamlLine): TextRange {
  const start = range.start + line.length - line.trimStart().length;
  return { start, end: start + line.trim().length };
}

/** A value that begins with a quotation mark which is the only one. */
function isInQuotes({ range, text: line }: YamlLine, { start, end }: TextRange): boolean {
  const value = line.slice(start - range.start, end - range.start);
  const mark = value.charAt(0);
  return (mark === '"' || mark === "'") && !value.slice(1).includes(mark);
}

/** A value in brackets that is not closed, on a line or the last one above it with a value. */
function openBrackets(
  text: string,
  content: TextRange,
  { range: { end } }: YamlLine,
  values: number,
): TextRange | undefined {
  let left = values;
  let start = end;
  for (const line of text
    .slice(content.start, end)
    .split(/(?<=[\r\n])/)
    .slice(-maxLines)
    .toReversed()) {
    start -= line.length;
    const value = valueOf({ range: { start, end: start + line.length }, text: line.trimEnd() });
    if (value === undefined) continue;
    const written = text.slice(value.start, value.end).replace(/\s#.*/, '');
    const count = (marks: RegExp) => written.match(marks)?.length ?? 0;
    if (/^[[{]/.test(written) && count(/[[{]/g) > count(/[\]}]/g)) return value;
    left -= 1;
    if (left === 0) return undefined;
  }
  return undefined;
}
