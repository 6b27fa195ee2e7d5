import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fixText } from '../../../../src/core/promptFile/problemFix.ts';
import { settlingFixes } from '../../../../src/core/promptFile/problemFixes.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../../src/core/promptFile/textEdit.ts';
import { anyFile } from './makeFile.ts';

/** The text after the best fix of the first problem, which has to be of this code. */
function fixed(text: string, code: string): string {
  const file = readPromptFile(text);
  const [problem] = file.problems;
  assert.equal(problem?.code, code, JSON.stringify(text));
  const [fix] = settlingFixes(file, problem);
  assert.ok(fix !== undefined, `${code} has no fix in ${JSON.stringify(text)}`);
  const after = applyEdits(text, fix.edits);
  assert.deepEqual(readPromptFile(after).problems, [], JSON.stringify(after));
  return after;
}

const inFront = (yaml: string) => `---\n${yaml}\n---\n\nWords\n`;
const fixedInFront = (yaml: string, code: string) => fixed(inFront(yaml), code).slice(4, -12);

describe('a fix of a prompt file', () => {
  it('says what was meant in options', () => {
    const fixes: readonly [string, string, string][] = [
      ['model：veo3.1', 'yaml.colon', 'model: veo3.1'],
      ['model: a\nseconds：8', 'yaml.colon', 'model: a\nseconds: 8'],
      ['seconds = 8\nmodel: a', 'yaml.colon', 'seconds: 8\nmodel: a'],
      ['seconds:8', 'yaml.noSpace', 'seconds: 8'],
      ['\tseconds: 8', 'yaml.tab', 'seconds: 8'],
      ['model: a\n\tseconds: 8', 'yaml.tab', 'model: a\nseconds: 8'],
      ['matrix:\n\tseconds: [4]', 'yaml.tab', 'matrix:\n  seconds: [4]'],
      ['\u00a0model: a', 'key.invisible', 'model: a'],
      ['model: a\n----', 'yaml.endMark', 'model: a\n'],
      ['matrix: ｛ seconds: [4，8] ｝', 'yaml.character', 'matrix: { seconds: [4,8] }'],
      ['negativePrompt: “a: b”', 'yaml.character', 'negativePrompt: "a: b"'],
      ['model: a\n  seconds: 8', 'yaml.indent', 'model: a\nseconds: 8'],
      ['  model: a\nseconds: 8', 'yaml.indent', '  model: a\n  seconds: 8'],
      ['negativePrompt: "a" b', 'yaml.quote', 'negativePrompt: "\\"a\\" b"'],
      ['negativePrompt: @image1 walks', 'yaml.quote', 'negativePrompt: "@image1 walks"'],
      ['negativePrompt: A cat: the movie', 'yaml.quote', 'negativePrompt: "A cat: the movie"'],
      ["negativePrompt: 'it's a cat'", 'yaml.quote', "negativePrompt: \"'it's a cat'\""],
      ['negativePrompt: A cat #cinematic', 'value.hash', 'negativePrompt: "A cat #cinematic"'],
      ['negativePrompt: "A cat" #cinematic', 'value.hash', 'negativePrompt: "A cat #cinematic"'],
      ['negativePrompt: #cinematic cat', 'value.missing', 'negativePrompt: "#cinematic cat"'],
      ['negativePrompt: cats\n  #dogs', 'value.hash', 'negativePrompt: "cats #dogs"'],
      ['negativePrompt: cats # all', 'value.comment', 'negativePrompt: "cats # all"'],
      ['negativePrompt: cats\n  #a\n  dogs', 'yaml.comment', 'negativePrompt: "cats #a dogs"'],
      ['negativePrompt: &Juliet dances', 'yaml.anchor', 'negativePrompt: "&Juliet dances"'],
      ['negativePrompt: *x', 'yaml.alias', 'negativePrompt: "*x"'],
      ['negativePrompt: !x y', 'yaml.tag', 'negativePrompt: "!x y"'],
      ['first: images/boat #2.png', 'value.hash', 'first: "images/boat #2.png"'],
      ['references:\n  - a #1.png', 'value.hash', 'references:\n  - "a #1.png"'],
      ['model: "a', 'yaml.openQuote', 'model: "a"'],
      ['references: [a.png, b.png', 'yaml.brackets', 'references: [a.png, b.png]'],
      ['matrix: { seconds: [4', 'yaml.brackets', 'matrix: { seconds: [4]}'],
      ['negativePrompt: |\ncats\nmodel: a', 'yaml.line', 'negativePrompt: |\n  cats\nmodel: a'],
      [
        'negativePrompt: |\n  cats\ndogs\nmodel: a',
        'yaml.line',
        'negativePrompt: |\n  cats\n  dogs\nmodel: a',
      ],
      ['audio: "no"', 'value.flag', 'audio: false'],
      ['seconds: 8s', 'value.number', 'seconds: 8'],
      ['seconds: "８"', 'value.number', 'seconds: 8'],
      ['resolution: 720', 'value.text', 'resolution: "720"'],
      ['model: “a”', 'value.quotes', 'model: a'],
      ['references: [a.png，b.png]', 'value.comma', 'references: [a.png, b.png]'],
      ['references: a.png，b.png', 'value.list', 'references: [a.png,b.png]'],
      ['model: [a, b]', 'value.oneOrMatrix', 'model: a'],
      ['model:\nseconds: 4', 'value.missing', 'seconds: 4'],
      ['weather: fine\nseconds: 4', 'key.unknown', 'seconds: 4'],
      ['seed: 1\nseed: 2', 'key.duplicate', 'seed: 1'],
      ['matrix: { seconds: [4] }\nseconds: 8', 'matrix.over', 'matrix: { seconds: [4] }'],
    ];
    for (const [yaml, code, expected] of fixes) {
      assert.equal(fixedInFront(yaml, code).trimEnd(), expected.trimEnd(), yaml);
    }
  });

  it('is only offered where it settles what it is offered for', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const file = readPromptFile(text);
        for (const problem of file.problems) {
          for (const { edits, words, args = {} } of settlingFixes(file, problem)) {
            const after = readPromptFile(applyEdits(text, edits));
            const count = ({ problems }: typeof file) =>
              problems.filter(({ code }) => code === problem.code).length;
            assert.ok(count(after) < count(file));
            const names = [...fixText[words].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
            assert.deepEqual(Object.keys(args), names);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
