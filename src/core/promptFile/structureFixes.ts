import { editPromptFile } from './editPromptFile.ts';
import { imageFields } from './fields.ts';
import { strayFrontMatter } from './frontMatter.ts';
import { lineIndexAt, lineRange, startOfText } from './lines.ts';
import type { ProblemCode, PromptProblem } from './problem.ts';
import type { FixMaker, ProblemFix } from './problemFix.ts';
import type { PromptFile, PromptShot } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import type { TextEdit } from './textEdit.ts';

/** Fixes of what stands around and between the options. */
export const fixesOfStructure: Readonly<Partial<Record<ProblemCode, FixMaker>>> = {
  'frontMatter.place': moveFrontMatter,
  'frontMatter.unclosed': closeFrontMatter,
  'yaml.documents': (file, { range }) => [write(range, '---'), removeLine(file, range)],
  'heading.underlined': (file, problem) => [...asHeading(file, problem), ...apart(file, problem)],
  'heading.paragraph': (file, problem) => [...apart(file, problem), ...asHeading(file, problem)],
  'heading.level': (file, { range }) => [
    ...hide(file, range),
    ...(written(file, range).startsWith('=')
      ? [removeLine(file, range)]
      : [write(range, written(file, range).replace(/^#+/, '##'))]),
  ],
  'heading.nested': (file, { range }) => {
    const [name = ''] = /##(?:[ \t].*)?$/.exec(written(file, range)) ?? [];
    const line = lineOf(file, range.start);
    return [write(line, name, file.eol + name), ...hide(file, range)];
  },
  'heading.noSpace': (_, { range }) => [write(range, '## ')],
  'block.shared': moveBlock,
  'block.second': moveBlock,
  'block.nested': moveBlock,
  'block.info': (file, { range }) => [
    { words: 'ownLine', edits: [{ ...range, text: file.eol + written(file, range) }] },
    erase(range),
  ],
  'option.inText': moveLine,
  'text.image': nameImage,
  'text.definition': (file, { range }) => hide(file, range),
  'text.lineEnd': (file, { range }) => [{ words: 'lineEnd', edits: [{ ...range, text: file.eol }] }],
  'text.control': (_, problem) => [erase(problem.range)],
  'comment.text': (file, { range }) => [erase(range), removeLine(file, range)],
  'comment.loose': (file, { range: { start } }) => [
    { words: 'ownLine', edits: [{ start, end: start, text: file.eol }] },
  ],
  'comment.unclosed': (file, { range }) => {
    const { end } = lineOf(file, range.start);
    return [{ words: 'close', edits: [{ start: end, end, text: ' -->' }] }];
  },
  'block.unclosed': closeFence,
  'fence.unclosed': closeFence,
  'shot.duplicate': renameShot,
  'shot.empty': (file, { range }) => {
    const shot = shotAt(file, range.start);
    const { end } = lineOf(file, (shot?.heading?.range ?? range).end);
    const title = shot?.heading?.title ?? '';
    const text = `${file.eol}${file.eol}${title}`;
    return title === '' ? [] : [{ words: 'titleBelow', edits: [{ start: end, end, text }] }];
  },
  'prompt.twice': (file, { range }) => {
    const shot = shotAt(file, range.start);
    const edits = editPromptFile(file, shot?.block === undefined ? 'file' : shot.index, {
      prompt: undefined,
    });
    return edits === undefined ? [] : [{ words: 'removeKey', args: { key: 'prompt' }, edits }];
  },
};

function written({ text }: PromptFile, { start, end }: TextRange): string {
  return text.slice(start, end);
}

function write(range: TextRange, words: string, text = words): ProblemFix {
  return { words: 'write', args: { text: words }, edits: [{ ...range, text }] };
}

function erase(range: TextRange): ProblemFix {
  return { words: 'remove', edits: [{ ...range, text: '' }] };
}

function lineOf({ text, lineStarts }: PromptFile, offset: number): TextRange {
  return lineRange(text, lineStarts, lineIndexAt(lineStarts, offset));
}

function wholeLines({ text, lineStarts }: PromptFile, { start, end }: TextRange): TextRange {
  return {
    start: Math.max(lineStarts[lineIndexAt(lineStarts, start)] ?? 0, startOfText(text)),
    end: lineStarts[lineIndexAt(lineStarts, end) + 1] ?? text.length,
  };
}

function removeLine(file: PromptFile, range: TextRange): ProblemFix {
  return erase(wholeLines(file, range));
}

function hide(file: PromptFile, range: TextRange): readonly ProblemFix[] {
  const words = written(file, range);
  return words.includes('--') ? [] : [{ words: 'hide', edits: [{ ...range, text: `<!-- ${words} -->` }] }];
}

function shotAt({ shots }: PromptFile, offset: number): PromptShot | undefined {
  return shots.find(
    ({ heading, range }) => heading !== undefined && range.start <= offset && offset < range.end,
  );
}

/** To the first line, between three hyphens. */
function moveFrontMatter(file: PromptFile): readonly ProblemFix[] {
  const { text, lineStarts, eol } = file;
  const range = strayFrontMatter(text, lineStarts);
  if (range === undefined) return [];
  const lines = written(file, range)
    .split(/\r\n?|\n/)
    .slice(1);
  if (/^[^\p{L}\p{N}]*$/u.test(lines.at(-1) ?? '')) lines.pop();
  const inside = lines.map((line) =>
    line.replace(/^(\s*[\w-]+)\s*[=：]\s*/u, (_, key: string) => `${key}: `),
  );
  const start = startOfText(text);
  const gap = range.start === start ? '' : eol;
  const block = ['---', ...inside, '---', ''].join(eol) + gap;
  const old = wholeLines(file, range);
  const words = 'moveUp';
  if (text.slice(start, old.start).trim() === '')
    return [{ words, edits: [{ start, end: old.end, text: block }] }];
  return [
    {
      words,
      edits: [
        { start, end: start, text: block },
        { ...old, text: '' },
      ],
    },
  ];
}

/** By three hyphens in place of another mark, or below the last line that has a key. */
function closeFrontMatter(file: PromptFile): readonly ProblemFix[] {
  const { text, lineStarts, eol } = file;
  let last = 0;
  for (let index = 1; index < lineStarts.length; index += 1) {
    const line = lineRange(text, lineStarts, index);
    const words = written(file, line);
    if (/^\s*(?:-{2,}|\.{3,}|[–—]+-*|\+{3,}|={3,}|_{3,}|\*{3,})\s*$/.test(words)) {
      return [{ words: 'close', edits: [{ ...line, text: '---' }] }];
    }
    if (/^(?:["']?[\w-]+["']?\s*[:：](?:\s|$)|[ \t]+\S|-\s|#[^#])/.test(words)) last = index;
    else if (words.trim() !== '') break;
  }
  const { end } = lineRange(text, lineStarts, last);
  return [{ words: 'close', edits: [{ start: end, end, text: `${eol}---` }] }];
}

function headingAt({ shots }: PromptFile, { start }: TextRange): TextRange | undefined {
  return shots.find(
    ({ heading }) => heading !== undefined && heading.range.start <= start && start < heading.range.end,
  )?.heading?.range;
}

function asHeading(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const heading = headingAt(file, range);
  if (heading === undefined) return [];
  const name = written(file, heading)
    .split(/\r\n?|\n/)
    .slice(0, -1)
    .map((line) => line.trim())
    .join(' ');
  return [write(heading, `## ${name}`.slice(0, 60), `## ${name}`)];
}

function apart(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const heading = headingAt(file, range);
  if (heading === undefined) return [];
  const { start } = lineOf(file, heading.end);
  return [{ words: 'emptyLine', edits: [{ start, end: start, text: file.eol }] }];
}

/** A block that is part of the prompt goes to the options of its shot, else of the file. */
function moveBlock(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const { text, lineStarts } = file;
  const first = lineIndexAt(lineStarts, range.start);
  for (let index = first + 1; index < lineStarts.length; index += 1) {
    const line = lineRange(text, lineStarts, index);
    if (!/^[\s>]*(?:`{3,}|~{3,})\s*$/.test(written(file, line))) continue;
    const inside = { start: lineStarts[first + 1] ?? line.start, end: line.start };
    const lines = written(file, inside)
      .split(/\r\n?|\n/)
      .filter((one) => one.trim() !== '');
    return moveOptions(file, { start: range.start, end: line.end }, unquoted(lines));
  }
  return [];
}

function moveLine(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const words = written(file, range).replace(/^(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+|>)*/, '');
  return moveOptions(file, range, [
    words.replace(/^(["']?[\w-]+["']?)\s*[:：]\s*/u, (_, key: string) => `${key}: `),
  ]);
}

/** Without the marks and spaces that all of them begin with. */
function unquoted(lines: readonly string[]): readonly string[] {
  const bare = lines.map((line) => line.replace(/^(?:\s*>)+ ?/, ''));
  const depth = Math.min(...bare.map((line) => line.length - line.trimStart().length));
  return bare.map((line) => line.slice(depth));
}

function moveOptions(file: PromptFile, from: TextRange, lines: readonly string[]): readonly ProblemFix[] {
  if (lines.length === 0) return [];
  const { text, eol } = file;
  const shot = shotAt(file, from.start);
  const block = shot === undefined ? file.frontMatter : shot.block;
  const removal = { ...wholeLines(file, from), text: '' };
  const inside = lines.map((line) => line + eol).join('');
  const edits: TextEdit[] = [];
  if (block?.style === 'lines')
    edits.push({ start: block.content.end, end: block.content.end, text: inside });
  else if (block !== undefined) return [];
  else if (shot === undefined) {
    const start = startOfText(text);
    edits.push({ start, end: start, text: `---${eol}${inside}---${eol}${eol}` });
  } else {
    const { end } = lineOf(file, shot.heading?.range.end ?? shot.range.start);
    edits.push({ start: end, end, text: `${eol}${eol}\`\`\`yaml${eol}${inside}\`\`\`${eol}` });
  }
  return [{ words: 'moveOptions', edits: [...edits, removal] }];
}

/** Takes a picture out of the text and names it as an image of the request. */
function nameImage(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const words = written(file, range);
  const removal = { ...range, text: '' };
  const [, inMarkdown, inHtml] =
    /^!\[[^\]]*\]\(\s*<?([^\s>)]+)|^<img\s[^>]*?src\s*=\s*["']?([^\s"'>]+)/i.exec(words) ?? [];
  const path = inMarkdown ?? inHtml;
  const shot = shotAt(file, range.start);
  const values = (shot === undefined ? file.frontMatter : shot.block)?.values ?? {};
  const hasImages = imageFields.some((name) => values[name] !== undefined);
  if (path === undefined || hasImages) return [erase(range)];
  const named = (['first', 'references'] as const).flatMap((key): readonly ProblemFix[] => {
    const data = key === 'first' ? path : [path];
    const edits = editPromptFile(file, shot === undefined ? 'file' : shot.index, { [key]: data });
    return edits === undefined
      ? []
      : [{ words: key === 'first' ? 'firstFrame' : 'reference', edits: [...edits, removal] }];
  });
  return [...named, erase(range)];
}

/** Below the last line that can belong to it. */
function closeFence(file: PromptFile, { code, range }: PromptProblem): readonly ProblemFix[] {
  const { text, lineStarts, eol } = file;
  const [mark = '```'] = /`{3,}|~{3,}/.exec(written(file, range)) ?? [];
  const first = lineIndexAt(lineStarts, range.start);
  let last = first;
  for (let index = first + 1; index < lineStarts.length; index += 1) {
    const words = written(file, lineRange(text, lineStarts, index));
    const isInside =
      code === 'block.unclosed'
        ? /^(?:[\w-]+\s*:|[ \t]+\S|-\s|#[^#])/.test(words)
        : !/^ {0,3}##(?:\s|$)/.test(words);
    if (!isInside) break;
    if (words.trim() !== '') last = index;
  }
  const { end } = lineRange(text, lineStarts, last);
  return [{ words: 'close', edits: [{ start: end, end, text: eol + mark }] }];
}

function renameShot(file: PromptFile, { range }: PromptProblem): readonly ProblemFix[] {
  const { end } = lineOf(file, range.start);
  const line = file.text.slice(range.start, end).trimEnd();
  return [2, 3, 4, 5, 6, 7, 8, 9].map((count) => {
    const name = `${line.replace(/\s+#+$/, '')} ${String(count)}`;
    return write({ start: range.start, end }, name);
  });
}
