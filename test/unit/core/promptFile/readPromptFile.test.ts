import assert from 'node:assert/strict';
import type { OptionBlock, PromptFile } from '../../../../src/core/promptFile/promptFile.ts';
import type { TextRange } from '../../../../src/core/promptFile/textRange.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { boat } from './makeFile.ts';

const inFront = (yaml: string) => readPromptFile(`---\n${yaml}\n---\n`);
const codes = ({ problems }: PromptFile) => problems.map(({ code }) => code);
const at = ({ text }: PromptFile, range: TextRange | undefined) =>
  range === undefined ? undefined : text.slice(range.start, range.end);
const titles = (text: string) => readPromptFile(text).shots.map(({ heading }) => heading?.title);
const words = (text: string) => {
  const { shared, shots } = readPromptFile(text);
  return [shared.text, ...shots.flatMap(({ heading, body }) => (heading === undefined ? [] : [body.text]))];
};
/** The values of a block without their places. */
const said = (block: OptionBlock | undefined): unknown =>
  JSON.parse(
    JSON.stringify(block?.values ?? null, (name, value: unknown) =>
      ['range', 'keyRange', 'keys', 'field'].includes(name) ? undefined : value,
    ),
  );

describe('reading a prompt file', () => {
  it('marks a name with hyphens below it at its first line that can be seen', () => {
    const { problems } = readPromptFile('\uFEFF\n\uFEFF\nThe storm\n---\nA.\n');
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [['heading.underlined', 3]],
    );
  });

  it('gives options, shared text and shots', () => {
    const file = readPromptFile(boat);
    assert.deepEqual(codes(file), ['matrix.over', 'matrix.over', 'heading.underlined']);
    assert.deepEqual(said(file.frontMatter), {
      model: { value: 'veo3.1-fast' },
      seconds: { value: 8 },
      aspectRatio: { value: '16:9' },
      extends: { value: './house-style.video.md' },
      first: { value: { kind: 'file', path: 'images/boat.png' } },
      references: {
        value: [
          { kind: 'file', path: 'images/sea at night.png' },
          { kind: 'file', path: 'images/sky.png' },
        ],
      },
      matrix: {
        value: [
          { key: 'model', values: [{ value: 'veo3.1' }, { value: 'veo3.1-fast' }] },
          { key: 'seconds', values: [{ value: 4 }, { value: 8 }] },
        ],
      },
      negativePrompt: { value: 'no people\nno text\n' },
    });
    assert.equal(file.shared.text, 'Shared by all shots.');
    assert.deepEqual(
      file.shots.map(({ slug, heading, body, block }) => [slug, heading?.title, body.text, said(block)]),
      [
        ['opening-shot', 'Opening shot', 'The boat leaves the harbour.', { seconds: { value: 4 } }],
        [
          'the-storm',
          'The storm',
          'Waves as high as houses.',
          { first: { value: { kind: 'clip', path: './opening-shot' } } },
        ],
        ['the-end', 'The end', 'Silence.', null],
      ],
    );
  });

  it('knows the place of every part', () => {
    const file = readPromptFile(boat);
    const { frontMatter, shots } = file;
    assert.ok(frontMatter !== undefined);
    assert.deepEqual(
      frontMatter.entries.map(({ range }) => at(file, range)),
      [
        'model: veo3.1-fast',
        'seconds: 8',
        'aspectRatio: 16:9',
        'extends: ./house-style.video.md',
        'first: images/boat.png',
        `references:\n  - "images/sea at night.png" # from Hamburg\n  - path: 'images/sky.png'`,
        'matrix: { model: [veo3.1, veo3.1-fast], seconds: [4, 8] }',
        'negativePrompt: |\n  no people\n  no text',
      ],
    );
    const { references, matrix } = frontMatter.values;
    assert.deepEqual(
      references?.value.map(({ range }) => at(file, range)),
      ['"images/sea at night.png"', "'images/sky.png'"],
    );
    const [model] = matrix?.value ?? [];
    assert.equal(at(file, model?.keyRange), 'model');
    assert.deepEqual(
      model?.values.map(({ range }) => at(file, range)),
      ['veo3.1', 'veo3.1-fast'],
    );
    assert.deepEqual(
      shots.map(({ heading }) => at(file, heading?.range)),
      ['## Opening shot', 'The storm\n---------', '## The end'],
    );
    assert.equal(at(file, shots[1]?.block?.range), '```yaml\nfirst: { clip: ./opening-shot }\n```');
    assert.equal(at(file, shots[1]?.block?.content), 'first: { clip: ./opening-shot }\n');
    assert.equal(shots.map(({ range }) => at(file, range)).join(''), boat.slice(boat.indexOf('## Opening')));
    assert.deepEqual(
      file.comments.map((range) => at(file, range)),
      ['<!-- for people -->', '<!-- alone -->'],
    );
  });

  it('says line and column of a problem, and the keys that lead there', () => {
    const { problems } = readPromptFile('---\r\nmodel: a\r\nmatrix: { seconds: [4, eight] }\r\n---\r\n');
    const [{ line, column, path, code } = {}] = problems;
    assert.deepEqual([line, column, path, code], [3, 24, ['matrix', 'seconds', 1], 'value.number']);
  });

  it('means the same with any ends of lines and a byte order mark', () => {
    const plain = readPromptFile(boat);
    for (const text of [boat.replaceAll('\n', '\r\n'), `\uFEFF${boat}`]) {
      const file = readPromptFile(text);
      assert.deepEqual(codes(file), codes(plain));
      assert.deepEqual(said(file.frontMatter), said(plain.frontMatter));
      assert.deepEqual(words(text), words(boat));
      assert.deepEqual(
        file.shots.map(({ slug, block }) => [slug, said(block)]),
        plain.shots.map(({ slug, block }) => [slug, said(block)]),
      );
    }
    assert.equal(readPromptFile('a\r\nb').eol, '\r\n');
    assert.deepEqual(titles('\uFEFF## One\n'), ['One']);
    assert.deepEqual(words('\uFEFFWords'), ['Words']);
  });

  it('has one shot without a name where there are no headings', () => {
    for (const text of ['', 'Only words', '---\n---\n', '---\nmodel: a\n---', '# Title\n\n### Small\n']) {
      const { shots, problems } = readPromptFile(text);
      assert.deepEqual(
        shots.map(({ slug, heading }) => [slug, heading]),
        [['', undefined]],
      );
      assert.deepEqual(
        problems.filter(({ severity }) => severity !== 'information'),
        [],
      );
    }
    const file = readPromptFile('Words\n\n```yml\nseconds: 4\n```\n\nMore');
    assert.equal(file.shared.text, 'Words\n\nMore');
    assert.deepEqual(said(file.shots[0]?.block), { seconds: { value: 4 } });
  });

  it('finds headings where Markdown has them', () => {
    assert.deepEqual(titles('## One ##\n   ##\tTwo\n##\n## Three<!-- a --> b #c\n'), [
      'One',
      'Two',
      '',
      'Three b #c',
    ]);
    assert.deepEqual(titles('a\n---\nb\nc\n   ---   \nd\n==='), ['a', 'b c']);
  });

  it('finds none where Markdown has none', () => {
    const nothing = [
      '##One\n',
      '# One\n### Two\n',
      '    ## code\n',
      '```\n## code\n```\n',
      '~~~~\n## code\n~~~\n```\n## code\n~~~~\n',
      '```\n## never closed\n',
      '<!-- \n## hidden\n-->\n',
      'a <!-- b\n## hidden\n--> c\n',
      '- item\n---\n',
      '- item\n  ## in a list\n',
      '> quote\nlazy\n---\n',
      'a\n\n---\n',
      '# a\n---\n',
      '* * *\n---\n',
      '\\## escaped\n',
      '> ## quoted\n',
      '<div>\n## html\n</div>\n',
      '<pre>\n\n## html\n</pre>\n',
      '<?php\n## html\n?>\n',
      '<b>\n## html\n',
    ];
    for (const text of nothing) assert.deepEqual(titles(text), [undefined], JSON.stringify(text));
    assert.deepEqual(titles('``` a`b\n## heading\n'), ['heading'], 'no fence has a backtick in its info');
    assert.deepEqual(titles('1. a\n\nb\n---\n'), ['b']);
    assert.deepEqual(titles('<div>\n\n## A\n'), ['A']);
    assert.deepEqual(titles('words <b>\n## A\n'), ['A']);
    assert.deepEqual(titles('- \nb\n---\n'), ['b']);
    assert.deepEqual(titles('> ## q\nb\n---\n'), ['b']);
    assert.deepEqual(titles('- a\n<!-- c -->\n  ## B\n'), ['B']);
  });

  it('takes comments out with their lines, and leaves words apart', () => {
    assert.deepEqual(words('a <!-- b --> c'), ['a c']);
    assert.deepEqual(words('a<!-- b -->c'), ['ac']);
    assert.deepEqual(words('a\n<!-- b -->\nc'), ['a\nc']);
    assert.deepEqual(words('a\n\n<!-- b\n b -->\n\nc'), ['a\n\nc']);
    assert.deepEqual(words('a\n\n<!-- b -->\n<!-- c -->\n\nd'), ['a\n\nd']);
    assert.deepEqual(words('<!-- b -->\n\na'), ['a']);
    assert.deepEqual(words('a <!--> b <!---> c'), ['a b c']);
    assert.deepEqual(words('a `<!-- b -->` \\<!-- c --> `d` <!-- e -->'), [
      'a `<!-- b -->` \\<!-- c --> `d`',
    ]);
    assert.deepEqual(words('    <!-- code -->\n\nb'), ['<!-- code -->\n\nb']);
    assert.deepEqual(words('```\n<!-- code -->\n```'), ['```\n<!-- code -->\n```']);
  });

  it('says so where something has no end', () => {
    assert.deepEqual(codes(readPromptFile('---\nmodel: a\n\n## Shot\n')), ['frontMatter.unclosed']);
    assert.deepEqual(codes(readPromptFile('a <!-- b\n## Shot\n')), ['comment.unclosed']);
    assert.deepEqual(codes(readPromptFile('## Shot\n```yaml\nseconds: 4\n\nWords: {\n')), ['block.unclosed']);
    const fence = readPromptFile('## Shot\n```\ncode\n');
    assert.deepEqual(
      fence.problems.map(({ code, severity }) => [code, severity]),
      [['fence.unclosed', 'warning']],
    );
  });

  it('tells of blocks and texts that do nothing', () => {
    assert.deepEqual(codes(readPromptFile('```yaml\nseconds: 4\n```\n## Shot\n')), ['block.shared']);
    const twice = '## Shot\n```yaml\nseconds: 4\n```\n```yaml\nseconds: 8\n```\n';
    assert.deepEqual(codes(readPromptFile(twice)), ['block.second']);
    assert.deepEqual(words(twice), ['', '```yaml\nseconds: 8\n```']);
    assert.deepEqual(codes(readPromptFile('---\nprompt: a\n---\n\nWords\n')), ['prompt.twice']);
  });

  it('wants every shot to have a name of its own', () => {
    const [problem] = readPromptFile('## The boat\n## The Boat!\n').problems;
    assert.deepEqual(
      [problem?.code, problem?.line, problem?.args],
      ['shot.duplicate', 2, { slug: 'the-boat' }],
    );
  });

  it('reads YAML 1.2: no number in 16:9, no truth in yes, no octal in 010', () => {
    const { frontMatter, problems } = inFront('aspectRatio: 16:9\nmode: no\nseconds: 010\nresolution: 720p');
    assert.deepEqual(problems, []);
    assert.deepEqual(said(frontMatter), {
      aspectRatio: { value: '16:9' },
      mode: { value: 'no' },
      seconds: { value: 10 },
      resolution: { value: '720p' },
    });
  });

  it('asks for the right shape of each value', () => {
    const wrong: readonly [string, readonly string[]][] = [
      ['model: 3', ['value.text']],
      ['model: [a]', ['value.oneOrMatrix']],
      ['extends: [a, b]', ['value.one']],
      ['model:', ['value.missing']],
      ['model: ~', ['value.missing']],
      ['model: ""', []],
      ['seconds: "8"', ['value.number']],
      ['seconds: 8s', ['value.number']],
      ['seconds: .inf', ['value.number']],
      ['seconds: 4.5', []],
      ['audio: yes', []],
      ['audio: Off', []],
      ['audio: "yes"', ['value.flag']],
      ['matrix: { audio: [no, ON] }', []],
      ['matrix: { audio: [no, false] }', ['matrix.repeated']],
      ['seed: 9007199254740993', ['value.tooLarge']],
      ['audio: true', []],
      ['references: a.png', ['value.list']],
      ['references: [{ path: a.png, role: first }]', ['image.roleTwice']],
      ['images: [a.png, { path: b.png, role: last }, { clip: c.mp4 }]', []],
      ['images: [{ path: a.png, role: main }]', ['value.role']],
      ['images: [{ role: first }]', ['image.form']],
      ['first: { path: a.png, clip: b.mp4 }', ['image.pathAndClip']],
      ['first: { path: a.png, size: 3 }', ['key.unknown']],
      ['first: 3', ['value.text']],
      ['remixOf: abc', ['value.keys']],
      ['remixOf: { taskId: abc }', ['value.missing']],
      ['matrix: { seconds: [] }', ['matrix.empty']],
      ['matrix: { seconds: 4 }', ['value.list']],
      ['matrix: { seconds: [4, 4.0] }', ['matrix.repeated']],
      ['matrix: { variants: [1, 2] }', ['matrix.key']],
      ['seed: 1\nseed: 2', ['key.duplicate']],
      ['1: a', ['key.form']],
      ['? [a]\n: b', ['key.form']],
      ['just words', ['yaml.notKeys']],
      ['- model: a', ['yaml.notKeys']],
      ['<<: { model: a }', ['key.unknown']],
      ['model: !!str 3', ['yaml.tag']],
      ['model: a\n...\nmodel: b', ['yaml.documents']],
      ['# nothing', []],
    ];
    for (const [yaml, expected] of wrong) assert.deepEqual(codes(inFront(yaml)), expected, yaml);
  });

  it('tells of YAML that cannot be read in words of its own', () => {
    const mistakes: readonly [string, string, string][] = [
      ['model: {', 'yaml.brackets', '{'],
      ['model: a\n\tseconds: eight', 'yaml.tab', '\t'],
      ['model: "a', 'yaml.openQuote', '"a'],
      ['a: b: c', 'yaml.quote', 'b: c'],
      ['model：a', 'yaml.colon', '：'],
      ['model: a\nseconds ： 8', 'yaml.colon', ' ： '],
      ['seconds:8', 'yaml.noSpace', ':'],
      ['first: ｛ path: a.png ｝', 'yaml.character', '｛'],
      ['model: a\n  seconds: 8', 'yaml.indent', '  seconds'],
      ['prompt: |\nA cat\nmodel: a', 'yaml.line', 'A cat'],
      ['prompt: @image1 walks', 'yaml.quote', '@image1 walks'],
      ['prompt: a\n  #b\n  c', 'yaml.comment', 'c'],
      ['model: a\n----', 'yaml.endMark', '----'],
      ['prompt: &Juliet dances', 'yaml.anchor', '&Juliet'],
      ['\u3000\u3000model: a', 'key.invisible', '\u3000\u3000model'],
    ];
    for (const [yaml, code, place] of mistakes) {
      const file = inFront(yaml);
      assert.deepEqual(codes(file), [code], yaml);
      assert.equal(at(file, file.problems[0]?.range), place, yaml);
    }
  });

  it('tells of words that YAML takes for a comment', () => {
    const lost: readonly [string, string | undefined, string?][] = [
      ['prompt: A cat #cinematic', 'value.hash', '#cinematic'],
      ['prompt: A cat # for Ann', 'value.comment', '# for Ann'],
      ['prompt: "A cat" #cinematic', 'value.hash', '#cinematic'],
      ['prompt: A cat\n  #cinematic\nmodel: a', 'value.hash', '#cinematic'],
      ['prompt:\n  #cinematic\n  cat', 'value.hash', '#cinematic'],
      ['prompt: | #cinematic\n  A #cat\n', 'value.hash', '#cinematic'],
      ['matrix:\n  negativePrompt:\n    - a #b\n    - c', 'value.hash', '#b'],
      ['first: boat #2.png', 'value.hash', '#2.png'],
      ['references:\n  - a #1.png\n', 'value.hash', '#1.png'],
      ['prompt: A cat\n# for Ann\nmodel: a', undefined],
      ['prompt: A cat#1', undefined],
      ['prompt: |\n  A cat #1\n', undefined],
      ['first: boat.png # the old one', undefined],
      ['model: a #cheap\nseconds: 8 #short', undefined],
    ];
    for (const [yaml, code, words] of lost) {
      const file = inFront(yaml);
      assert.deepEqual(codes(file), code === undefined ? [] : [code], yaml);
      assert.equal(at(file, file.problems[0]?.range), words, yaml);
    }
  });

  it('tells of an image that names none', () => {
    const cases = {
      '{}': 'image.form',
      '{ role: first }': 'image.form',
      '[]': 'value.keys',
      '': 'value.missing',
    };
    for (const [value, code] of Object.entries(cases))
      assert.deepEqual(codes(inFront(`first: ${value}`)), [code], value);
    assert.deepEqual(codes(inFront('references: []')), []);
  });

  it('guesses which key is meant', () => {
    const guesses: readonly [string, string | undefined][] = [
      ['sceonds', 'seconds'],
      ['aspect_ratio', 'aspectRatio'],
      ['Model', 'model'],
      ['duration', 'seconds'],
      ['negative-prompt', 'negativePrompt'],
      ['image', 'first'],
      ['weather', undefined],
      ['x', undefined],
    ];
    for (const [key, suggestion] of guesses) {
      assert.equal(inFront(`${key}: 1`).problems[0]?.args.suggestion, suggestion, key);
    }
  });

  it('reads the value that an alias means where it is said', () => {
    const file = inFront('first: &boat images/boat.png\nlast: *boat');
    assert.deepEqual(codes(file), []);
    assert.equal(file.frontMatter?.values.last?.value.path, 'images/boat.png');
    assert.deepEqual(file.frontMatter.values.last.value.range, file.frontMatter.values.first?.value.range);
  });

  it('has no bases for shots', () => {
    const file = readPromptFile('## Shot\n```yaml\nextends: ./a.video.md\n```\n');
    assert.deepEqual(codes(file), ['key.forFileOnly']);
    assert.deepEqual(said(file.shots[0]?.block), {});
  });

  it('goes on reading behind a mistake', () => {
    const file = inFront('sceonds: 8\nmodel: [a\nseed: 7');
    assert.ok(codes(file).includes('yaml.brackets'));
    assert.equal(file.frontMatter?.style, 'broken');
    assert.equal(inFront('model: 3\nseed: 7').frontMatter?.values.seed?.value, 7);
  });
});
