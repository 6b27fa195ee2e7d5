import assert from 'node:assert/strict';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';

const inFront = (yaml: string) => readPromptFile(`---\n${yaml}\n---\n\nWords\n`);
const codes = ({ problems }: ReturnType<typeof inFront>) => problems.map(({ code }) => code);

describe('a # beside options', () => {
  it('is told, unless it is a comment for sure', () => {
    const beside: readonly [string, readonly string[]][] = [
      ['first: { clip: ./a } #x', ['#x']],
      ['first: { #x\n  clip: ./a }', ['#x']],
      ['first: #x\n  a.png', ['#x']],
      ['references: [a.png, #x\n  b.png] #y', ['#x', '#y']],
      ['references:\n  - #x\n    a.png', ['#x']],
      ['matrix: { mode: [a] } ##', ['##']],
      ['{ #x\n  model: a }', ['#x']],
      ['model: #x\n  a', ['#x']],
      ['model: a #x\nseconds: 8 #y', []],
      ['first: { clip: ./a } # x', []],
      ['references:\n  #- a.png\n  - b.png\n  #x', []],
      ['first: { path: "a #1.png" }', []],
    ];
    for (const [yaml, words] of beside) {
      const file = inFront(yaml);
      assert.deepEqual(codes(file), Array(words.length).fill('yaml.remark'), yaml);
      assert.deepEqual(
        file.problems.map(({ range }) => file.text.slice(range.start, range.end)),
        words,
        yaml,
      );
    }
    assert.deepEqual(codes(inFront('first: { path: a #2.png\n  }')), ['value.hash']);
  });
});
