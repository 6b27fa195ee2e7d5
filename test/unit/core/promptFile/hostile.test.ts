import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linksOf } from '../../../../src/core/promptFile/links.ts';
import { maxPromptFileBytes } from '../../../../src/core/promptFile/maxPromptFileBytes.ts';
import { movePaths } from '../../../../src/core/promptFile/movePaths.ts';
import { describeProblem } from '../../../../src/core/promptFile/problem.ts';
import type { PromptFile } from '../../../../src/core/promptFile/promptFile.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../../src/core/promptFile/resolvePromptFile.ts';
import { assertGrowsStraight } from '../../../support/growth.ts';
import { anyFile, anywhere } from './makeFile.ts';

const uri = 'file:///w/boat.video.md';

/** Every range anywhere in what was read. */
function rangesIn(value: unknown): readonly { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(rangesIn);
  return 'start' in value && 'end' in value ? [value as { start: number; end: number }, ...inside] : inside;
}

function assertSound(file: PromptFile): void {
  const { text, ...parts } = file;
  for (const { start, end } of rangesIn(parts)) {
    assert.ok(start >= 0 && start <= end && end <= text.length, `${String(start)} to ${String(end)}`);
  }
  for (const { line, column, range } of file.problems) {
    assert.equal((file.lineStarts[line - 1] ?? NaN) + column - 1, range.start);
  }
  for (const problem of file.problems) assert.doesNotMatch(describeProblem(problem), /\{\w+\}/);
}

const codes = (text: string) => readPromptFile(text).problems.map(({ code }) => code);
const inFront = (yaml: string) => `---\n${yaml}\n---\n`;

/** Reads it, and says the code. */
function refused(text: string, code: string): void {
  const file = readPromptFile(text);
  assertSound(file);
  assert.ok(
    file.problems.some((one) => one.code === code),
    `${JSON.stringify(text.slice(0, 20))}: ${code}, not ${file.problems.map((one) => one.code).join(', ')}`,
  );
}

describe('a hostile prompt file', () => {
  it('never makes the reader throw, and all its places lie in the text', () => {
    fc.assert(
      fc.property(anyFile, (text) => assertSound(readPromptFile(text))),
      { numRuns: 3_000 },
    );
  });

  it('never makes the resolver reject, whatever it extends', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, async (text, base) => {
        const file = readPromptFile(text);
        const resolved = await resolvePromptFile(
          file,
          uri,
          anywhere(() => ({ text: base })),
        );
        const { file: _file, shots, ...parts } = resolved;
        const cells = shots.flatMap((shot) => shot.cells);
        for (const { start, end } of rangesIn([parts, cells, shots.map(({ places }) => places)])) {
          assert.ok(start >= 0 && start <= end && end <= text.length);
        }
        assert.ok(new Set(resolved.order).size === resolved.order.length);
        for (const link of linksOf(file, uri)) assert.ok(link.range.end <= text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not followed into depth, repetition or length without end', () => {
    refused(inFront('['.repeat(100_000)), 'yaml.tooDeep');
    refused(inFront('{a: '.repeat(100_000)), 'yaml.tooDeep');
    refused(inFront('- '.repeat(100_000)), 'yaml.tooDeep');
    refused(inFront('? '.repeat(100_000)), 'yaml.tooDeep');
    for (const part of ['k: 1\n', '"', "'a' ", '&a ', '[a]\n', '# \n', '- a\n', 'a: [\n', '[]\n', '}\n']) {
      refused(inFront(part.repeat(Math.floor(900_000 / part.length))), 'yaml.tooLong');
    }
    refused(inFront(`[${'a, '.repeat(300_000)}]`), 'yaml.tooLong');
    refused(
      inFront(Array.from({ length: 90_000 }, (_, index) => `k${String(index)}: 1`).join('\n')),
      'yaml.tooLong',
    );
    const keys = '# a\n'.repeat(100);
    const shots = Array.from(
      { length: 900 },
      (_, index) => `## ${String(index)}\n\`\`\`yaml\n${keys}\`\`\`\n`,
    );
    refused(shots.join(''), 'yaml.tooLong');
  });

  it('has a thousand shots at most, whatever it is made of', () => {
    for (const part of ['## A\n', 'a\n---\n', '## A\n```yaml\n```\n', '##\n']) {
      const { shots, problems } = readPromptFile(part.repeat(20_000));
      assert.equal(shots.length, 1_000);
      assert.ok(problems.some(({ code }) => code === 'shot.tooMany'));
      const last = problems.find(({ code }) => code === 'shot.tooMany');
      assert.equal(last?.range.start, 1_000 * part.length);
    }
    const { shots, problems } = readPromptFile(
      Array.from({ length: 1_000 }, (_, index) => `## ${String(index)}\n`).join(''),
    );
    assert.deepEqual([shots.length, problems], [1_000, []]);
  });

  it('takes time by its length, not by the square of it, where it is long and dull', () => {
    for (const part of [
      '<!--',
      '<!-- -->',
      '## \n',
      '## A\n',
      '## A <!-- a -->\n<!-- b -->\n',
      'a\n---\n',
      '```\n',
      '~~~yaml\n',
      '> ',
      '- ',
      '\t',
      ' ',
      '#',
      '`',
      '-',
      '\r',
      '* ',
      '1. a\n',
      '\ufeff',
      ' \n',
      'a <!-- b\n --> c\n',
      'a<!-- -->',
      '`<!-- -->',
      '\\<!-- -->',
      '![',
      '![]',
      '<b ',
      '<div>\n',
      '<b a="" ',
      '[a]: b\n',
      'model: a\n',
      '##a\n',
      '> ## a\n',
      '\u2028',
      '\0',
      '===\n',
    ]) {
      const length = new TextEncoder().encode(part).length;
      const read = (bytes: number) => void readPromptFile(part.repeat(Math.floor(bytes / length)));
      assertGrowsStraight(read, 60_000, JSON.stringify(part));
    }
  });

  it('has no use for bombs of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? 'a0: &a0 x'
        : `a${String(index)}: &a${String(index)} [${Array(9)
            .fill(`*a${String(index - 1)}`)
            .join(', ')}]`,
    );
    refused(inFront(levels.join('\n')), 'yaml.aliases');
    assertSound(readPromptFile(inFront('images: &a [*a, *a]')));
    assertSound(readPromptFile(inFront('images: &a [{ path: *a }]')));
    assert.deepEqual(codes(inFront('first: *nobody')), ['yaml.alias']);
  });

  it('is refused over the limit of bytes, not of characters', () => {
    assert.deepEqual(codes('a'.repeat(maxPromptFileBytes)), []);
    assert.deepEqual(codes('a'.repeat(maxPromptFileBytes + 1)), ['file.tooLarge']);
    assert.deepEqual(codes('猫'.repeat(maxPromptFileBytes / 3 + 1)), ['file.tooLarge']);
    assert.deepEqual(readPromptFile('a'.repeat(maxPromptFileBytes + 1)).shots, []);
  });

  it('reaches no prototype', () => {
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    for (const key of keys) {
      const file = readPromptFile(
        inFront(
          `${key}: { model: evil }\nremixOf: { ${key}: a, taskId: b, origin: c }\nmatrix: { ${key}: [1] }\nfirst: { ${key}: x, path: a.png }`,
        ),
      );
      assert.deepEqual(
        file.problems.map(({ code }) => code),
        ['key.unknown', 'key.unknown', 'matrix.key', 'key.unknown'],
      );
      assert.equal(file.frontMatter?.values.model, undefined);
    }
    assert.equal(({} as { model?: string }).model, undefined);
  });

  it('keeps no error from being counted by a crowd of warnings', () => {
    const warnings = '## A\n```yaml\n```\n' + '```yaml\n```\n'.repeat(500);
    const { problems } = readPromptFile(`${warnings}## B\n\`\`\`yaml\nsecond: 8\n\`\`\`\n`);
    assert.ok(problems.some(({ severity }) => severity === 'error'));
    assert.ok(problems.length <= 200);
  });

  it('leaves a moved path as it is rather than breaking anything', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const file = readPromptFile(text);
        const edits = movePaths(file, { fileUri: uri, moved: (old) => `${old}%20'%22%3A%20%23.png` });
        for (const { start, end } of edits) assert.ok(start >= 0 && start <= end && end <= text.length);
      }),
      { numRuns: 500 },
    );
  });
});
