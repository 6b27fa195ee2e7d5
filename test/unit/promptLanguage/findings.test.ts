import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingsOf } from '../../../src/promptLanguage/findings.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { checkText } from './checkText.ts';

describe('the findings of a prompt file', () => {
  it('say in words what is wrong with the text and with what it asks for', async () => {
    const found = findingsOf(await checkText('---\nsecnds: 8\nseconds: 5\n---\nA.\n'));
    assert.deepEqual(
      found.map(({ code, severity, message }) => [code, severity, message]),
      [
        ['key.misspelled', 'error', 'The key “secnds” is not known. Write “seconds” if you mean that.'],
        ['seconds.set', 'error', found[1]?.message],
      ],
    );
    assert.match(found[1]?.message ?? '', /4, 6, 8/);
  });

  it('lead to the file in which the reason is', async () => {
    const text = '---\nextends: ./style.video.md\n---\nA.\n';
    const [found] = findingsOf(
      await checkText(text, { bases: { 'style.video.md': '---\nmodel: x\nmodle: x\n---\n' } }),
    ).filter(({ code }) => code === 'key.misspelled');
    assert.deepEqual(found?.within, { uri: 'file:///work/style.video.md', line: 3, column: 1 });
    assert.equal(text.slice(found.range.start, found.range.end), './style.video.md');
  });

  it('stay within any text, each with words', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (text) => {
        for (const { range, message } of findingsOf(await checkText(text))) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
          assert.ok(message !== '' && !/\{\w+\}/.test(message.replaceAll(/“[^”]*”/g, '')), message);
        }
      }),
      { numRuns: 300 },
    );
  });
});
