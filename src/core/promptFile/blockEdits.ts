import type { FieldName } from './fields.ts';
import { lineIndexAt, lineRange, startOfText } from './lines.ts';
import type { OptionBlock, OptionEntry, PromptFile, PromptShot } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import type { TextEdit } from './textEdit.ts';
import { entryLines, flowText, type YamlData } from './yamlText.ts';

/** In the order of the table of fields. */
export type OrderedChanges = readonly (readonly [FieldName, YamlData | undefined])[];

/** A new front matter, or a new block below a shot's heading. */
export function createBlock(
  file: PromptFile,
  shot: PromptShot | undefined,
  changes: OrderedChanges,
): readonly TextEdit[] {
  const { text, lineStarts, eol } = file;
  const lines = changes.flatMap(([key, data]) =>
    data === undefined ? [] : linesOf(key, data, shot !== undefined),
  );
  if (lines.length === 0) return [];
  if (shot === undefined) {
    const start = startOfText(text);
    const gap = isBlankLineAt(text, start) ? [] : [''];
    return [{ start, end: start, text: ['---', ...lines, '---', ...gap, ''].join(eol) }];
  }
  const start = startBehindHeading(file, shot);
  const gap = isBlankLineAt(text, start) ? [] : [''];
  const isLineStart = lineStarts[lineIndexAt(lineStarts, start)] === start;
  const block = [...(isLineStart ? [] : ['']), '', '```yaml', ...lines, '```', ...gap, ''].join(eol);
  return [{ start, end: start, text: block }];
}

/** The first line below a heading that does not start in a comment. */
function startBehindHeading(
  { text, lineStarts, comments }: PromptFile,
  { heading, range }: PromptShot,
): number {
  const end = heading?.range.end ?? range.start;
  const lineEnd = lineStarts[lineIndexAt(lineStarts, end) + 1] ?? text.length;
  const comment = comments.find((one) => one.start < lineEnd && one.end > lineEnd);
  if (comment === undefined) return lineEnd;
  return lineStarts[lineIndexAt(lineStarts, comment.end) + 1] ?? text.length;
}

/** The end of a block of which nothing would be left; undefined where something would. */
export function removeBlock(
  file: PromptFile,
  block: OptionBlock,
  changes: OrderedChanges,
): readonly TextEdit[] | undefined {
  const { text, lineStarts } = file;
  const removed = new Map(changes);
  const isEmptied =
    block.style === 'lines' &&
    block.entries.length > 0 &&
    changes.every(([, data]) => data === undefined) &&
    block.entries.every(({ key }) => new Map<string, unknown>(removed).has(key));
  if (!isEmptied) return undefined;
  let rest = '';
  let at = block.content.start;
  for (const entry of block.entries) {
    const lines = wholeLines(file, entry.range);
    rest += text.slice(at, lines.start);
    at = lines.end;
  }
  if ((rest + text.slice(at, block.content.end)).trim() !== '') return undefined;
  const { start, end } = wholeLines(file, block.range);
  const next = lineIndexAt(lineStarts, end);
  const isGap = end < text.length && isBlankLineAt(text, end);
  return [{ start, end: isGap ? (lineStarts[next + 1] ?? text.length) : end, text: '' }];
}

/** The changes inside a block. */
export function changeBlock(
  file: PromptFile,
  block: OptionBlock,
  isFenced: boolean,
  changes: OrderedChanges,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const added: (readonly [FieldName, YamlData])[] = [];
  for (const [key, data] of changes) {
    const entry = block.entries.find((one) => one.key === key);
    if (data !== undefined && entry === undefined) added.push([key, data]);
    else if (entry !== undefined) {
      edits.push(
        data !== undefined
          ? replaceValue(file, entry, data, block.style === 'flow')
          : block.style === 'flow'
            ? removeInFlow(block, entry)
            : { ...wholeLines(file, entry.range), text: '' },
      );
    }
  }
  if (added.length === 0) return edits;
  const last = block.entries.at(-1);
  if (block.style === 'flow') {
    if (last === undefined) return undefined;
    const text = added.map(([key, data]) => `, ${key}: ${flowText(data)}`).join('');
    return [...edits, { start: last.range.end, end: last.range.end, text }];
  }
  const indent = indentOf(file, block);
  const lines = added.flatMap(([key, data]) => linesOf(key, data, isFenced));
  const text = lines.map((line) => (line === '' ? '' : indent + line) + file.eol).join('');
  const { end } = block.content;
  return [...edits, { start: end, end, text }];
}

function removeInFlow({ entries }: OptionBlock, entry: OptionEntry): TextEdit {
  const index = entries.indexOf(entry);
  const [before, behind] = [entries[index - 1], entries[index + 1]];
  const { range } = entry;
  if (behind !== undefined) return { start: range.start, end: behind.range.start, text: '' };
  return { start: before?.range.end ?? range.start, end: range.end, text: '' };
}

/** Another value for a key; a comment beside the old one stays. */
function replaceValue(
  { text, lineStarts, eol }: PromptFile,
  { keyRange, valueRange, range }: OptionEntry,
  data: YamlData,
  isFlow: boolean,
): TextEdit {
  const value = flowText(data);
  if (valueRange === undefined) {
    const colon = text.startsWith(':', keyRange.end) ? keyRange.end + 1 : keyRange.end;
    return { start: colon, end: colon, text: colon === keyRange.end ? `: ${value}` : ` ${value}` };
  }
  const before = text.slice(keyRange.end, valueRange.start);
  const lineEnd = lineRange(text, lineStarts, lineIndexAt(lineStarts, range.end)).end;
  const isLast = text.slice(range.end, lineEnd).trim() === '';
  const isInLines = /[\r\n]/.test(before + text.slice(valueRange.start, valueRange.end));
  if (isFlow || (!isInLines && !(typeof data === 'string' && data.includes('\n')))) {
    return { ...valueRange, text: value };
  }
  const [comment = ''] = /#[^\r\n]*/.exec(before) ?? [];
  if (comment !== '' || !isLast) {
    return { start: keyRange.end, end: range.end, text: `: ${value}${comment === '' ? '' : ` ${comment}`}` };
  }
  const lineStart = lineStarts[lineIndexAt(lineStarts, keyRange.start)] ?? 0;
  const indent = text.slice(lineStart, keyRange.start);
  const [first = '', ...lines] = entryLines('', data);
  const written = [first, ...lines.map((line) => (line === '' ? '' : indent + line))];
  return { start: keyRange.end, end: range.end, text: written.join(eol) };
}

/** The lines of an entry; in a fenced block none that would end it. */
function linesOf(key: FieldName, data: YamlData, isFenced: boolean): readonly string[] {
  const lines = entryLines(key, data);
  const endsFence = isFenced && lines.some((line) => /^ *(?:`{3}|~{3})/.test(line));
  return endsFence ? [`${key}: ${flowText(data)}`] : lines;
}

/** Whole lines with their ends. */
function wholeLines({ text, lineStarts }: PromptFile, { start, end }: TextRange): TextRange {
  return {
    start: Math.max(lineStarts[lineIndexAt(lineStarts, start)] ?? 0, startOfText(text)),
    end: lineStarts[lineIndexAt(lineStarts, end) + 1] ?? text.length,
  };
}

function indentOf({ text, lineStarts }: PromptFile, { entries }: OptionBlock): string {
  const start = entries[0]?.range.start;
  return start === undefined ? '' : text.slice(lineStarts[lineIndexAt(lineStarts, start)], start);
}

/** True at the end of the text as well. */
function isBlankLineAt(text: string, start: number): boolean {
  let at = start;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at >= text.length || text.charAt(at) === '\n' || text.charAt(at) === '\r';
}
