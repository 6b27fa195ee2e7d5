import assert from 'node:assert/strict';
import { describeProblem, problemText } from '../../../../src/core/promptFile/problem.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';

describe('a problem of a prompt file', () => {
  it('is told in a plain sentence with the next step', () => {
    const [problem] = readPromptFile('---\nsceonds: 8\n---\n').problems;
    assert.ok(problem !== undefined);
    assert.equal(
      describeProblem(problem),
      'The key “sceonds” is not known. Write “seconds” if you mean that.',
    );
  });

  it('puts foreign words in as they are, short and harmless', () => {
    const [problem] = readPromptFile(`---\n"${'{key} $& \\u202e'.repeat(20)}": 8\n---\n`).problems;
    assert.ok(problem !== undefined);
    const sentence = describeProblem(problem);
    assert.match(sentence, /^The key “\{key\} \$& \{key\}/);
    assert.ok(sentence.length < 130 && !sentence.includes('\u202e'));
  });

  it('always says the next step', () => {
    for (const [code, text] of Object.entries(problemText)) {
      assert.match(text, /\. [A-Z].*\.$/, `${code} lacks a next step`);
    }
  });
});
