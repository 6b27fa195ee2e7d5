import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PromptFile } from '../../../../src/core/promptFile/promptFile.ts';
import type { TextRange } from '../../../../src/core/promptFile/textRange.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../../src/core/promptFile/resolvePromptFile.ts';
import { anywhere, brokenFile, promptLikeText } from './makeFile.ts';

/** Words that are found again wherever they go. */
const word = /zq\d+z/g;

const places = [
  (w: string) => `A ${w} cat\n`,
  (w: string) => `${w}\n`,
  (w: string) => `## ${w}\n`,
  (w: string) => `### ${w} ##\n`,
  (w: string) => `##${w}\n`,
  (w: string) => `${w}\n---\n`,
  (w: string) => `${w}\n===\n`,
  (w: string) => `- ${w}\n`,
  (w: string) => `> ${w}\n`,
  (w: string) => `    ${w}\n`,
  (w: string) => `<!-- ${w} -->\n`,
  (w: string) => `a <!-- ${w}\n\n${w} --> b\n`,
  (w: string) => `\`<!-- ${w} -->\`\n`,
  (w: string) => `\\<!-- ${w} -->\n`,
  (w: string) => `<!-- ${w}\n`,
  (w: string) => `![${w}](${w}.png)\n`,
  (w: string) => `[${w}]: http://x\n`,
  (w: string) => `[^1]: ${w}\n`,
  (w: string) => `<div>\n## ${w}\n</div>\n`,
  (w: string) => `\`\`\`yaml\nnegativePrompt: ${w}\n\`\`\`\n`,
  (w: string) => `\`\`\`yaml\nprompt: a #${w}\n\`\`\`\n`,
  (w: string) => `\`\`\`\n${w}\n\`\`\`\n`,
  (w: string) => `- \`\`\`yaml\n  mode: ${w}\n  \`\`\`\n`,
  (w: string) => `---\nmode: ${w}\n---\n`,
  (w: string) => `----\nmode: ${w}\n----\n`,
  (w: string) => `---\nmode: ${w}\n...\n`,
  (w: string) => `mode: ${w}\n`,
  (w: string) => `mode：${w}\n`,
  (w: string) => `prompt: A cat #${w}\n`,
  (w: string) => `prompt: "a" ${w}\n`,
  (w: string) => `prompt: &${w} a\n`,
  (w: string) => `prompt: |\n${w}\n`,
  (w: string) => `negativePrompt:\n  #${w}\n  a\n`,
  (w: string) => `${w}: 1\n`,
  (w: string) => `first: a.png #${w}\n`,
  (w: string) => `references: [a.png，${w}.png]\n`,
  (w: string) => `references: [a.png, #${w}\n  b.png] ##${w}\n`,
  (w: string) => `first: { #${w}\n  clip: ./a }\n`,
  (w: string) => `matrix: { mode: [a, b] } #${w}\n`,
  (w: string) => `images: [{ path: a.png, ${w}: b }]\n`,
  (w: string) => `matrix: { mode: [a, ${w}] }\n`,
  (w: string) => `seed: 1\nseed: ${w}\n`,
  (w: string) => `<<: *${w}\n`,
  (w: string) => `## A\u2028${w}\n`,
  () => '\n',
  () => '---\n',
  () => '```\n',
  () => '```yaml\n',
  () => '\uFEFF',
  () => ' ',
  () => '\t',
];

const files = fc
  .tuple(
    fc.constantFrom('', '---\n', '---\nmodel: a\n---\n', '\n'),
    fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([start, parts, eol]) =>
    (start + parts.map((part, index) => part(`zq${String(index)}z`)).join('')).replaceAll('\n', () => eol),
  );

/** The mutated files with a word of their own in each line. */
const marked = fc.oneof(promptLikeText, brokenFile).map((text) => {
  let count = 0;
  return text.replace(/[a-zA-Z]{4,}(?=[ \r\n]|$)/g, (found) => `${found} zq${String((count += 1))}z`);
});

/** The words of a file that no request has, that are in no comment and no name of a shot, and that nothing marks. */
async function lostWords(text: string): Promise<readonly string[]> {
  const file = readPromptFile(text);
  const resolved = await resolvePromptFile(
    file,
    'file:///w/a.video.md',
    anywhere(() => ({ reason: 'none' })),
  );
  const sent = JSON.stringify([
    resolved.shots.map(({ cells, prompt }) => [prompt, cells.map(({ draft, images }) => [draft, images])]),
    // What a nearer one takes the place of.
    [file.frontMatter, ...file.shots.map(({ block }) => block)].map((block) => block?.values),
  ]);
  const isCovered = (at: number) =>
    file.comments.some(holds(at)) ||
    file.shots.some(
      ({ heading }) => heading !== undefined && holds(at)(heading.range) && isName(text, heading.range),
    ) ||
    isInYamlComment(file, at) ||
    resolved.problems.some(({ range, severity, code }) => covers(file, range, severity, code, at));
  return [...text.matchAll(word)]
    .filter(({ 0: found, index }) => !sent.includes(found) && !isCovered(index))
    .map(([found]) => found);
}

const holds =
  (at: number) =>
  ({ start, end }: TextRange) =>
    start <= at && at < end;

/** `## Name` alone is known to be no part of the prompt. */
function isName(text: string, { start, end }: TextRange): boolean {
  return /^ {0,3}##(?:[ \t]+[^\r\n\u2028]*)?$/.test(text.slice(start, end));
}

/** A `#` with nothing but options before it on its line: documented as a comment. */
function isInYamlComment({ text, frontMatter, shots }: PromptFile, at: number): boolean {
  return [frontMatter, ...shots.map(({ block }) => block)].some((block) => {
    if (block === undefined || !holds(at)(block.content)) return false;
    const line =
      text
        .slice(block.content.start, at)
        .split(/[\r\n]/)
        .at(-1) ?? '';
    return /^\uFEFF?#|^\s*(?:#\s|##)|^(?!\s*(?:prompt|negativePrompt))(?:[^#"']|"[^"]*"|'[^']*')*\s#\s|^(?:model|mode|seconds|aspectRatio|resolution|seed|audio): \S+ #/.test(
      line,
    );
  });
}

/** A mark on the line; an error, or the end that is missing, stands for the block that it makes unreadable. */
function covers(file: PromptFile, range: TextRange, severity: string, code: string, at: number): boolean {
  const { text, frontMatter, shots } = file;
  const lineStart =
    Math.max(text.lastIndexOf('\n', range.start - 1), text.lastIndexOf('\r', range.start - 1)) + 1;
  const rest = text.slice(range.end).search(/[\r\n]/);
  if (lineStart <= at && (rest < 0 || at <= range.end + rest)) return true;
  if (code === 'prompt.twice' || code === 'heading.paragraph') return at > range.start;
  if (severity !== 'error') return false;
  const blocks = [frontMatter, ...shots.map(({ block }) => block)];
  return blocks.some(
    (block) => block !== undefined && holds(range.start)(block.range) && holds(at)(block.range),
  );
}

describe('every word of a prompt file', () => {
  it('is sent, a comment, the name of a shot, or has a mark', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (text) =>
        assert.deepEqual(await lostWords(text), [], JSON.stringify(text)),
      ),
      { numRuns: 2_000 },
    );
  });

  it('is not lost behind a bracket, a quoted mark or an anchor', async () => {
    for (const options of [
      'first: { ## Shot zq1z\n}',
      'first: { clip: ./a } #zq1z',
      'references: [ #zq1z\n a.png]',
      'references:\n  - "#a.png" # zq1z',
      '&a ## Shot zq1z',
    ]) {
      assert.deepEqual(await lostWords(`---\n${options}\n---\nA cat\n`), [], options);
      assert.deepEqual(await lostWords(`## A\n\`\`\`yaml\n${options}\n\`\`\`\nA cat\n`), [], options);
    }
  });

  it('is not lost where a file is broken', async () => {
    await fc.assert(
      fc.asyncProperty(marked, async (text) =>
        assert.deepEqual(await lostWords(text), [], JSON.stringify(text)),
      ),
      { numRuns: 500 },
    );
  });
});
