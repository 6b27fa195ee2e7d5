import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ProblemCode, problemText } from '../../../../src/core/promptFile/problem.ts';
import { fixText } from '../../../../src/core/promptFile/problemFix.ts';
import { settlingFixes } from '../../../../src/core/promptFile/problemFixes.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../../src/core/promptFile/textEdit.ts';
import { anyFile } from './makeFile.ts';

/** What only a person can settle, or what has its fix where more is known than the file (`quickFixes.ts`). */
const withoutFix: readonly ProblemCode[] = [
  'file.link',
  'path.elsewhere',
  'path.link',
  'path.type',
  'file.tooLarge',
  'file.tooManyCells',
  'file.unreadable',
  'shot.tooMany',
  'shot.tooManyCells',
  'yaml.syntax',
  'yaml.notKeys',
  'yaml.aliases',
  'yaml.tooDeep',
  'yaml.tooLong',
  'yaml.indentSpace',
  'key.misspelled',
  'key.form',
  'value.keys',
  'value.role',
  'value.tooLarge',
  'image.form',
  'image.pathAndClip',
  'image.roleTwice',
  'path.empty',
  'path.absolute',
  'path.outside',
  'path.unsaved',
  'path.malformed',
  'path.backslash',
  'clip.form',
  'clip.unknown',
  'clip.self',
  'clip.cycle',
  'clip.cells',
  'matrix.key',
  'matrix.empty',
  'matrix.repeated',
  'extends.link',
  'extends.unreadable',
  'extends.cycle',
  'extends.tooDeep',
  // Found where files become requests.
  'shot.empty',
];

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

/** YAML, the code of what is wrong with it, and what the best fix makes of it. */
const inOptions: readonly [string, string, string][] = [
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
  ['first: { clip: ./a } #b', 'yaml.remark', 'first: { clip: ./a } # b'],
  ['references: [ ##b\n  a.png]', 'yaml.remark', 'references: [ # ##b\n  a.png]'],
  ['model: "a', 'yaml.openQuote', 'model: "a"'],
  ['references: [a.png, b.png', 'yaml.brackets', 'references: [a.png, b.png]'],
  ['matrix: { seconds: [4', 'yaml.brackets', 'matrix: { seconds: [4]}'],
  ['negativePrompt: |\ncats\nmodel: a', 'yaml.line', 'negativePrompt: |\n  cats\nmodel: a'],
  ['negativePrompt: |\n  cats\ndogs\nmodel: a', 'yaml.line', 'negativePrompt: |\n  cats\n  dogs\nmodel: a'],
  ['audio: "no"', 'value.flag', 'audio: false'],
  ['seconds: 8s', 'value.number', 'seconds: 8'],
  ['seconds: "８"', 'value.number', 'seconds: 8'],
  ['resolution: 720', 'value.text', 'resolution: "720"'],
  ['model: “a”', 'value.quotes', 'model: a'],
  ['references: [a.png，b.png]', 'value.comma', 'references: [a.png, b.png]'],
  ['references: a.png，b.png', 'value.list', 'references: [a.png,b.png]'],
  ['model: [a, b]', 'value.oneOrMatrix', 'model: a'],
  ['model:\nseconds: 4', 'value.missing', 'seconds: 4'],
  ['output: [clips/]', 'value.one', 'output: clips/'],
  ['weather: fine\nseconds: 4', 'key.unknown', 'seconds: 4'],
  ['seed: 1\nseed: 2', 'key.duplicate', 'seed: 1'],
  ['matrix: { seconds: [4] }\nseconds: 8', 'matrix.over', 'matrix: { seconds: [4] }'],
];

/** The same for whole files. */
const around: readonly [string, string, string][] = [
  ['\n\n---\nmodel: a\n---\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\n\nA cat\n'],
  ['\uFEFF\n---\nmodel: a\n---\nA cat\n', 'frontMatter.place', '\uFEFF---\nmodel: a\n---\n\nA cat\n'],
  ['  ---\nmodel: a\n---\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\nA cat\n'],
  [
    '<!-- b -->\n---\nmodel: a\n---\nA cat\n',
    'frontMatter.place',
    '---\nmodel: a\n---\n\n<!-- b -->\nA cat\n',
  ],
  ['----\nmodel: a\n----\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\nA cat\n'],
  ['—\nmodel: a\n—\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\nA cat\n'],
  ['+++\nmodel = a\n+++\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\nA cat\n'],
  ['\n---\nmodel: a\n\nA cat\n', 'frontMatter.place', '---\nmodel: a\n---\n\n\nA cat\n'],
  ['\r\n---\r\nmodel: a\r\n---\r\nA', 'frontMatter.place', '---\r\nmodel: a\r\n---\r\n\r\nA'],
  ['---\nmodel: a\n...\nA cat\n', 'frontMatter.unclosed', '---\nmodel: a\n---\nA cat\n'],
  ['---\nmodel: a\n----\nA cat\n', 'frontMatter.unclosed', '---\nmodel: a\n---\nA cat\n'],
  ['---\nmodel: a\n\nA cat\n', 'frontMatter.unclosed', '---\nmodel: a\n---\n\nA cat\n'],
  ['---\nmodel: a\n...\nA cat\n\n---\n\nB\n', 'yaml.documents', '---\nmodel: a\n---\nA cat\n\n---\n\nB\n'],
  ['A cat walks.\n---\nB\n', 'heading.paragraph', 'A cat walks.\n\n---\nB\n'],
  ['The storm\n---\nB\n', 'heading.underlined', '## The storm\nB\n'],
  ['# Film\n\nA cat\n', 'heading.level', '<!-- # Film -->\n\nA cat\n'],
  ['A cat\n===\n', 'heading.level', 'A cat\n<!-- === -->\n'],
  ['A\n\n> ## B\n\nC\n', 'heading.nested', 'A\n\n\n## B\n\nC\n'],
  ['##Storm\nB\n', 'heading.noSpace', '## Storm\nB\n'],
  ['##\u00a0Storm\nB\n', 'heading.noSpace', '## \u00a0Storm\nB\n'],
  [
    '## A\n```yaml\nseed: 1\n---\nmode: x\n```\nB\n',
    'yaml.documents',
    '## A\n```yaml\nseed: 1\nmode: x\n```\nB\n',
  ],
  ['＃＃ 名\nB\n', 'heading.noSpace', '## 名\nB\n'],
  ['```yaml\nseed: 4\n```\n## A\nB\n', 'block.shared', '---\nseed: 4\n---\n\n## A\nB\n'],
  [
    '## A\n```yaml\nseed: 4\n```\nB\n\n```yaml\nmode: x\n```\n',
    'block.second',
    '## A\n```yaml\nseed: 4\nmode: x\n```\nB\n\n',
  ],
  ['## A\nB\n\n> ```yaml\n> seed: 4\n> ```\n', 'block.nested', '## A\n\n```yaml\nseed: 4\n```\n\nB\n\n'],
  ['## A\n```yaml seconds: 8\n```\nB\n', 'block.info', '## A\n```yaml \nseconds: 8\n```\nB\n'],
  ['## A\n```yaml\nseed: 1\nextends: b\n```\nB\n', 'key.forFileOnly', '## A\n```yaml\nseed: 1\n```\nB\n'],
  ['A cat\nseconds: 8\n', 'option.inText', '---\nseconds: 8\n---\n\nA cat\n'],
  ['---\nmodel: a\n---\nA cat\n- seconds：8\n', 'option.inText', '---\nmodel: a\nseconds: 8\n---\nA cat\n'],
  ['A cat ![x](a.png)\n', 'text.image', '---\nfirst: a.png\n---\n\nA cat \n'],
  ['## A\nA cat <img src="a.png">\n', 'text.image', '## A\n\n```yaml\nfirst: a.png\n```\n\nA cat \n'],
  ['A cat\n\n[a]: http://x\n', 'text.definition', 'A cat\n\n<!-- [a]: http://x -->\n'],
  ['## A\u2028A cat\n', 'text.lineEnd', '## A\nA cat\n'],
  ['A\0 cat\n', 'text.control', 'A cat\n'],
  ['A `<!-- b -->` cat\n', 'comment.text', 'A `` cat\n'],
  ['A \\<!-- b --> cat\n', 'comment.text', 'A \\ cat\n'],
  ['A <!-- b\n\nc --> cat\n', 'comment.loose', 'A \n<!-- b\n\nc --> cat\n'],
  ['A <!-- b\ncat\n', 'comment.unclosed', 'A <!-- b -->\ncat\n'],
  ['## A\n```yaml\nseed: 4\n\nA cat\n', 'block.unclosed', '## A\n```yaml\nseed: 4\n```\n\nA cat\n'],
  ['## A\n```\nA cat\n\n## B\nC\n', 'fence.unclosed', '## A\n```\nA cat\n```\n\n## B\nC\n'],
  ['## A\nB\n## a!\nC\n', 'shot.duplicate', '## A\nB\n## a! 2\nC\n'],
  ['---\nprompt: a\nseed: 4\n---\nWords\n', 'prompt.twice', '---\nseed: 4\n---\nWords\n'],
];

describe('a fix of a prompt file', () => {
  it('says what was meant in options', () => {
    for (const [yaml, code, expected] of inOptions) {
      assert.equal(fixedInFront(yaml, code).trimEnd(), expected.trimEnd(), yaml);
    }
  });

  it('says what was meant around the options', () => {
    for (const [text, code, expected] of around)
      assert.equal(fixed(text, code), expected, JSON.stringify(text));
  });

  it('is there for every problem that the text alone can settle', () => {
    const settled = new Set([...inOptions, ...around].map(([, code]) => code));
    const codes = Object.keys(problemText).filter((code) => !settled.has(code));
    assert.deepEqual(codes.toSorted(), withoutFix.toSorted());
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
