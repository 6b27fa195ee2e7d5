import assert from 'node:assert/strict';
import fc from 'fast-check';
import { optionCursor } from '../../../src/promptLanguage/optionCursor.ts';
import { promptLikeText } from '../core/promptFile/makeFile.ts';

/** `|` is the cursor: the path, what is to be written, what is written of it, and the rest of the word. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const cursor = optionCursor(text, { start: 0, end: text.length }, offset);
  if (cursor === undefined) return undefined;
  const { path, slot, typed, end } = cursor;
  return `${[...path, slot].join(' ')} <${text.slice(typed.start, typed.end)}|${text.slice(offset, end)}>`;
}

describe('the cursor in options', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['|', 'key <|>'],
    ['mo|', 'key <mo|>'],
    ['mo|del: x', 'key <mo|del>'],
    ['model: |', 'model value <|>'],
    ['model:|', 'model value <|>'],
    ['model: veo|3.1 # the usual', 'model value <veo|3.1>'],
    ['model: x\nse|', 'key <se|>'],
    ['model: x\n\n|', 'key <|>'],
    ['first: "images/a b|.png"', 'first value <"images/a b|.png">'],
    ['first: images/a b|.png', 'first value <images/a b|.png>'],
    ['first: { |', 'first key <|>'],
    ['first: { clip: ./|', 'first clip value <./|>'],
    ['first: { clip: ./a|b }', 'first clip value <./a|b>'],
    ['first: { path: a.png, ro|', 'first key <ro|>'],
    ['first:\n  cl|', 'first key <cl|>'],
    ['first:\n  clip: ./|', 'first clip value <./|>'],
    ['references: [a.png, b|', 'references value <b|>'],
    ['references:\n  - a|', 'references item <a|>'],
    ['references:\n- a.png\n- |', 'references item <|>'],
    ['images:\n  - path: a.png\n    ro|', 'images key <ro|>'],
    ['images:\n  - path: a.png\n    role: |', 'images role value <|>'],
    ['images:\n  - path: a.png\n  - { path: b|', 'images path value <b|>'],
    ['images: [{ path: a.png, role: |', 'images role value <|>'],
    ['matrix: { model: [veo|', 'matrix model value <veo|>'],
    ['matrix: { model: [a, b], s|', 'matrix key <s|>'],
    ['matrix:\n  mo|', 'matrix key <mo|>'],
    ['matrix:\n  model:\n    - |', 'matrix model item <|>'],
    ['matrix: {\n  model: [a,\n  |', 'matrix model value <|>'],
    ['matrix:\n  model: [a]\nse|', 'key <se|>'],
    ['prompt: >\n  te|', undefined],
    ['prompt: >\n  text\nmo|', 'key <mo|>'],
    ['# mo|', undefined],
    ['model: x # |', undefined],
  ];
  for (const [marked, expected] of cases) {
    it(`is told in ${JSON.stringify(marked)}`, () => {
      assert.equal(at(marked), expected);
    });
  }

  it('is nowhere outside of the block', () => {
    assert.equal(optionCursor('abc', { start: 1, end: 2 }, 0), undefined);
    assert.equal(optionCursor('abc', { start: 1, end: 2 }, 3), undefined);
  });

  it('is within the block in any text', () => {
    fc.assert(
      fc.property(promptLikeText, fc.nat(), (text, seed) => {
        const offset = seed % (text.length + 1);
        const cursor = optionCursor(text, { start: 0, end: text.length }, offset);
        if (cursor === undefined) return;
        const { typed, end } = cursor;
        assert.ok(0 <= typed.start && typed.start <= offset, 'starts behind the cursor');
        assert.ok(typed.end === offset && offset <= end && end <= text.length, 'ends elsewhere');
        assert.ok(!/[\r\n]/.test(text.slice(offset, end)), 'takes another line');
      }),
      { numRuns: 2000 },
    );
  });
});
