import { lineIndexAt, lineRange } from './lines.ts';
import type { ProblemCode, PromptProblem } from './problem.ts';
import type { FixMaker, ProblemFix } from './problemFix.ts';
import type { OptionBlock, PromptFile } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import type { TextEdit } from './textEdit.ts';
import { withPlainMarks } from './yamlMistakes.ts';
import { flowText, quotedText } from './yamlText.ts';

/** Fixes in the YAML of options. */
export const fixesInValues: Readonly<Partial<Record<ProblemCode, FixMaker>>> = {
  'yaml.tab': respace,
  'yaml.indentSpace': respace,
  'yaml.colon': (_, { range }) => [write(range, ': ')],
  'yaml.noSpace': (_, { range }) => [write(range, ': ')],
  'yaml.endMark': (file, problem) => {
    const { range } = problem;
    const isLast =
      written(file, { start: range.end, end: blockOf(file, range)?.content.end ?? range.end }).trim() === '';
    return isLast ? [erase(problem)] : [write(range, '---')];
  },
  'yaml.character': replaceMarks,
  'yaml.indent': lineUp,
  'yaml.quote': quoteValue,
  'yaml.anchor': quoteValue,
  'yaml.alias': quoteValue,
  'yaml.tag': quoteValue,
  'yaml.comment': quoteValue,
  'value.hash': (file, problem) => [
    ...quoteValue(file, problem),
    ...moveComment(file, problem),
    erase(problem),
  ],
  'value.comment': (file, problem) => [...quoteValue(file, problem), ...moveComment(file, problem)],
  'yaml.remark': (file, problem) => [
    write(problem.range, `# ${written(file, problem.range).replace(/^#(?!#)/, '')}`),
    erase(problem),
  ],
  'yaml.openQuote': (file, { range: { start, end } }) => [
    { words: 'close', edits: [{ start: end, end, text: file.text.charAt(start) }] },
  ],
  'yaml.brackets': closeBrackets,
  'yaml.line': indentLine,
  'value.flag': (file, { range }) => {
    const isNo = /^["']?(?:n|f|off|0|falsch|aus)/i.test(written(file, range));
    return (isNo ? ['false', 'true'] : ['true', 'false']).map((text) => write(range, text));
  },
  'value.number': (file, { range }) => {
    const [number] = /-?\d+(?:\.\d+)?/.exec(written(file, range).normalize('NFKC')) ?? [];
    return number === undefined ? [] : [write(range, number)];
  },
  'value.text': (file, { range }) => [
    { words: 'quote', edits: [{ ...range, text: quotedText(written(file, range)) }] },
  ],
  'value.quotes': (file, { range }) => [write(range, flowText(written(file, range).slice(1, -1)))],
  'value.comma': (file, { range }) => [
    write(range, withPlainMarks(written(file, range)).replace(/,(?=\S)/g, ', ')),
  ],
  'value.list': (file, { range }) => {
    const items = withPlainMarks(written(file, range));
    return [{ words: 'list', edits: [{ ...range, text: `[${items}]` }] }];
  },
  'value.one': oneOfList,
  'value.oneOrMatrix': oneOfList,
  'value.missing': (file, problem) => [...quoteValue(file, problem), ...removeKey(file, problem)],
  'key.invisible': (_, { range, args }) => [write(range, String(args.key))],
  'key.unknown': removeKey,
  'key.duplicate': removeKey,
  'key.forFileOnly': removeKey,
  'matrix.over': removeKey,
};

function written({ text }: PromptFile, { start, end }: TextRange): string {
  return text.slice(start, end);
}

function write(range: TextRange, text: string): ProblemFix {
  return { words: 'write', args: { text }, edits: [{ ...range, text }] };
}

function erase({ range }: PromptProblem): ProblemFix {
  return { words: 'remove', edits: [{ ...range, text: '' }] };
}

function respace(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const indent = written(file, range);
  const same = indent.replace(/[^ \u00a0]/gu, '  ').replaceAll('\u00a0', ' ');
  return ['', same, '  ', '    ']
    .map((text) => ({ words: 'plainSpaces', edits: [{ ...range, text }] }) as const)
    .toSorted((one, other) => rank(file, one.edits) - rank(file, other.edits));

  function rank({ text, lineStarts }: PromptFile, [edit]: readonly TextEdit[]): number {
    // As the line above, else below it.
    const index = lineIndexAt(lineStarts, range.start);
    const above = lineRange(text, lineStarts, Math.max(index - 1, 0));
    const line = text.slice(above.start, above.end);
    const depth = line.length - line.trimStart().length;
    const wanted = /:\s*$/.test(line) ? depth + 2 : /^\s*---/.test(line) ? 0 : depth;
    return Math.abs((edit?.text.length ?? 0) - wanted);
  }
}

function lineOf({ text, lineStarts }: PromptFile, offset: number): TextRange {
  return lineRange(text, lineStarts, lineIndexAt(lineStarts, offset));
}

function replaceMarks(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const line = lineOf(file, range.start);
  const text = withPlainMarks(written(file, line));
  return [{ words: 'plainMarks', edits: [{ ...line, text }] }, ...quoteLine(file, line, line.end)];
}

function lineUp(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const line = lineOf(file, range.start);
  const block = blockOf(file, range);
  const inside = block === undefined ? '' : written(file, block.content);
  const [, first = ''] = /^(?:[ \t]*(?:#.*)?(?:\r\n?|\n))*([ ]*)/.exec(inside) ?? [];
  const indent = written(file, line).length - written(file, line).trimStart().length;
  return [{ words: 'lineUp', edits: [{ start: line.start, end: line.start + indent, text: first }] }];
}

function blockOf({ frontMatter, shots }: PromptFile, { start, end }: TextRange): OptionBlock | undefined {
  const blocks = [frontMatter, ...shots.map(({ block }) => block)];
  return blocks.find((one) => one !== undefined && one.range.start <= start && end <= one.range.end);
}

/** The value that a problem is in, from behind its key to the end of the problem's line, in quotation marks. */
function quoteValue(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const { text, lineStarts } = file;
  const block = blockOf(file, range);
  const last = lineOf(file, range.end);
  let index = lineIndexAt(lineStarts, range.start);
  while (index > 0) {
    const line = lineRange(text, lineStarts, index);
    if (line.start < (block?.content.start ?? 0)) return [];
    if (/^\s*(?:- +|[A-Za-z]\w*\s*:(?=\s|$))/.test(text.slice(line.start, line.end)))
      return quoteLine(file, line, last.end);
    index -= 1;
  }
  return [];
}

function quoteLine(file: PromptFile, line: TextRange, end: number): readonly ProblemFix[] {
  const [, before = '', gap = ''] =
    /^(\s*(?:- +)?(?:[A-Za-z]\w*\s*:(?=\s|$))?)([ \t]*)/.exec(written(file, line)) ?? [];
  const start = line.start + before.length;
  const words = written(file, { start: start + gap.length, end })
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim();
  if (before.trim() === '' || words === '' || /^[|>][-+\d]*(?:\s|$)/.test(words)) return [];
  const space = before.endsWith(' ') ? '' : ' ';
  const [, inner, rest = ''] = /^"((?:[^"\\]|\\.)*)"(\s+#.*)$/.exec(words) ?? [];
  const text = inner === undefined ? quotedText(words) : `"${inner}${quotedText(rest).slice(1)}`;
  return [{ words: 'quote', edits: [{ start, end, text: `${space}${text}` }] }];
}

/** From behind a value to a line of its own above the key. */
function moveComment(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const line = lineOf(file, range.start);
  const before = file.text.slice(line.start, range.start);
  const [, indent] = /^( *)[A-Za-z]\w*\s*:/.exec(before) ?? [];
  if (indent === undefined) return [];
  const start = line.start + before.trimEnd().length;
  const comment = `${indent}${written(file, range)}${file.eol}`;
  return [
    {
      words: 'commentAbove',
      edits: [
        { start: line.start, end: line.start, text: comment },
        { start, end: range.end, text: '' },
      ],
    },
  ];
}

function closeBrackets(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  let open = '';
  for (const mark of written(file, range)) {
    if (mark === '[') open = `]${open}`;
    else if (mark === '{') open = `}${open}`;
    else if (open.startsWith(mark)) open = open.slice(1);
  }
  const { end } = range;
  return [
    { words: 'close', edits: [{ start: end, end, text: open }] },
    ...quoteValue(file, { range } as PromptProblem),
  ];
}

function indentLine(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const { start } = range;
  const [, comment] = /^<!--(.*)-->$/.exec(written(file, range)) ?? [];
  if (comment !== undefined) return [write(range, `# ${comment.trim()}`)];
  const { text, lineStarts } = file;
  const above = lineRange(text, lineStarts, Math.max(lineIndexAt(lineStarts, start) - 1, 0));
  const [indent = ''] = /^ */.exec(text.slice(above.start, above.end)) ?? [];
  const at = lineOf(file, start).start;
  return [indent, `${indent}  `, '  '].map(
    (one) => ({ words: 'indent', edits: [{ start: at, end: at, text: one }] }) as const,
  );
}

function oneOfList(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const [, inside = ''] = /^\[(.*)\]$/s.exec(written(file, range)) ?? [];
  if (/[[\]{}"']/.test(inside)) return [];
  return inside.split(',').flatMap((item) => (item.trim() === '' ? [] : [write(range, item.trim())]));
}

/** A key of its own lines, with its value. */
function removeKey(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const { text, lineStarts } = file;
  const block = blockOf(file, range);
  const isSame = (one: TextRange) => one.start <= range.start && range.end <= one.end;
  const entry = block?.entries.find((one) => isSame(one.range));
  if (block?.style !== 'lines' || entry === undefined) return [];
  const start = lineStarts[lineIndexAt(lineStarts, entry.range.start)] ?? 0;
  const end = lineStarts[lineIndexAt(lineStarts, entry.range.end) + 1] ?? text.length;
  return [{ words: 'removeKey', args: { key: entry.key.slice(0, 40) }, edits: [{ start, end, text: '' }] }];
}
