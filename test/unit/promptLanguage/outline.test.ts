import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { foldingsOf } from '../../../src/promptLanguage/foldings.ts';
import { type OutlineEntry, outlineOf } from '../../../src/promptLanguage/outline.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { checkText } from './checkText.ts';

const text =
  '---\nmodel: veo3.1-fast\nseconds: 4\n---\nShared.\n\n## One\n\nA.\n\n## Two **bold**\n\n```yaml\nmatrix: { seconds: [4, 8] }\n```\n\nB.\n';

describe('the outline of a prompt file', () => {
  it('has the shots, and below each the clips of its matrix', async () => {
    const shown = (entry: OutlineEntry): unknown => [
      entry.kind,
      entry.name,
      entry.detail,
      text.slice(entry.selection.start, entry.selection.end).split('\n')[0],
      entry.children.map(shown),
    ];
    assert.deepEqual(outlineOf(await checkText(text)).map(shown), [
      ['shot', 'One', 'veo3.1-fast · 4 s · 16:9 720p', '## One', []],
      [
        'shot',
        'Two **bold**',
        '',
        '## Two **bold**',
        [
          ['clip', '4s', 'veo3.1-fast · 4 s · 16:9 720p', '```yaml', []],
          ['clip', '8s', 'veo3.1-fast · 8 s · 16:9 720p', '```yaml', []],
        ],
      ],
    ]);
  });

  it('is empty without headings', async () => {
    assert.deepEqual(outlineOf(await checkText('A boat.\n')), []);
  });

  it('selects what lies within an entry, in any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (any) => {
        for (const { range, selection, children } of outlineOf(await checkText(any))) {
          for (const { start, end } of [selection, ...children.map((child) => child.selection)])
            assert.ok(range.start <= start && start <= end && end <= range.end);
          assert.ok(range.end <= any.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the foldings of a prompt file', () => {
  it('are the front matter, the shots and their options, without empty lines at the end', () => {
    assert.deepEqual(
      foldingsOf(readPromptFile(text)).map(({ firstLine, lastLine }) => `${firstLine}-${lastLine}`),
      ['0-3', '6-8', '10-16', '12-14'],
    );
  });

  it('are lines of any text, the first before the last', () => {
    fc.assert(
      fc.property(anyFile, (any) => {
        const file = readPromptFile(any);
        for (const { firstLine, lastLine } of foldingsOf(file))
          assert.ok(0 <= firstLine && firstLine < lastLine && lastLine < file.lineStarts.length);
      }),
      { numRuns: 500 },
    );
  });
});
