import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../src/core/promptFile/textEdit.ts';
import { type Completion, completionsAt } from '../../../src/promptLanguage/completions.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { type Around, openMarked, openText } from './openText.ts';

const around: Around = {
  near: {
    image: ['images/boat.png', '../sea at night.png'],
    clip: ['boat/one-1.mp4'],
    base: ['style.video.md', '../house.video.md'],
  },
};

async function offered(marked: string): Promise<readonly Completion[]> {
  return await completionsAt(...openMarked(marked, around));
}
const labels = (completions: readonly Completion[]) => completions.map(({ label }) => label);
/** The text with a completion in the place of the whole word. */
const taken = (marked: string, { text, replacing }: Completion) =>
  applyEdits(marked.replace('|', ''), [{ ...replacing, text }]);

const shot = (options: string) =>
  `---\nmodel: veo3.1-fast\n---\n## One\n\n\`\`\`yaml\n${options}\n\`\`\`\n\nA boat.\n`;
const file = (options: string) => `---\n${options}\n---\nA boat.\n`;

describe('the completions of a prompt file', () => {
  const values: readonly (readonly [string, readonly string[]])[] = [
    [shot('seconds: |'), ['4', '6', '8']],
    [shot('seconds:|'), ['4', '6', '8']],
    [shot('seconds: [|]'), ['4', '6', '8']],
    [shot('audio: |'), ['true']],
    [shot('variants: |'), ['1', '2', '3', '4']],
    [shot('images:\n  - path: a.png\n    role: |'), ['first', 'last']],
    [file('first: |'), ['images/boat.png', '../sea at night.png']],
    [file('first: { path: "im| }'), ['images/boat.png', '../sea at night.png']],
    [file('extends: |'), ['./style.video.md', '../house.video.md']],
    [file('first: { clip: | }'), ['boat/one-1.mp4']],
    [file('seed: |'), []],
    [file('negativePrompt: |'), []],
    [file('# mod|'), []],
    ['A b|oat.\n', []],
    ['## One\n\nA b|oat.\n', []],
    ['|', []],
  ];
  for (const [marked, expected] of values) {
    it(`are ${expected.join(', ') || 'none'} in ${JSON.stringify(marked)}`, async () => {
      assert.deepEqual(labels(await offered(marked)), expected);
    });
  }

  it('are the keys that are not written yet, those of the whole file only in the front matter', async () => {
    const keys = await offered(file('model: veo3.1-fast\n|'));
    assert.ok(labels(keys).includes('seconds') && labels(keys).includes('extends'));
    assert.ok(!labels(keys).includes('model'), 'written already');
    assert.ok(labels(await offered(file('mo|del: x'))).includes('model'), 'being written');
    const inShot = labels(await offered(shot('|')));
    assert.ok(inShot.includes('model') && !inShot.includes('extends'));
    assert.deepEqual(labels(await offered(file('matrix: { s| }'))).slice(0, 2), ['model', 'seconds']);
    assert.deepEqual(labels(await offered(file('first: { | }'))), ['path', 'clip']);
  });

  it('write a key with its colon where there is none, and ask on', async () => {
    const [seconds] = (await offered(file('|'))).filter(({ label }) => label === 'seconds');
    assert.ok(seconds !== undefined);
    assert.deepEqual([seconds.text, seconds.asksOn], ['seconds: ', true]);
    assert.match(JSON.stringify(seconds.documentation), /length/);
    const [again] = (await offered(file('sec| : 4'))).filter(({ label }) => label === 'seconds');
    assert.deepEqual([again?.text, again?.asksOn], ['seconds', false]);
  });

  it('are models with price and abilities, those that can do what is asked first', async () => {
    const models = await offered(file('model: |\nseconds: 8'));
    const fast = models.find(({ label }) => label === 'veo3.1-fast');
    assert.match(fast?.description ?? '', /^\$\d/);
    assert.match(fast?.detail ?? '', /4, 6, 8 s/);
    assert.match(JSON.stringify(fast?.documentation), /Source/);
    assert.ok(!labels(models).includes('sora-2-pro'), 'retired');
    const present = (await offered(file('model: veo3.1-f|ast'))).filter(
      ({ isCurrent }) => isCurrent === true,
    );
    assert.deepEqual(labels(present), ['veo3.1-fast']);
  });

  it('say what a length costs', async () => {
    const prices = (await offered(shot('seconds: |'))).map(({ description }) => description);
    assert.deepEqual(prices, ['$0.32', '$0.48', '$0.64']);
  });

  it('name the other shots before clips', async () => {
    const two = '## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: | }\n```\n\nB.\n';
    const found = await offered(two);
    assert.deepEqual(labels(found), ['./one', 'boat/one-1.mp4']);
    assert.equal(found[0]?.description, 'One');
  });

  it('are the names of the images in the words of a prompt, and nowhere else', async () => {
    const text = (words: string) => `---\nfirst: images/boat.png\nlast: images/sea.png\n---\n${words}\n`;
    const names = await offered(text('A boat like @im|'));
    assert.deepEqual(labels(names), ['@image1', '@image2']);
    assert.deepEqual(
      names.map(({ description, detail }) => [description, detail]),
      [
        ['boat.png', 'first'],
        ['sea.png', 'last'],
      ],
    );
    const [first] = names;
    assert.ok(first !== undefined);
    assert.equal(taken(text('A boat like @im|'), first), text('A boat like @image1'));
    assert.deepEqual(await offered(text('A mail to a@im|')), []);
    assert.deepEqual(await offered(text('A boat <!-- @im| -->')), []);
  });

  it('put a space behind the colon, and are found behind a quotation mark', async () => {
    const [four] = await offered(shot('seconds:|'));
    assert.equal(four?.text, ' 4');
    const [path] = await offered(file('first: "im|ages/x.png"'));
    assert.equal(path?.filter, '"images/boat.png');
  });

  it('are read as what was offered, in the place of the whole word', async () => {
    const cases: readonly (readonly [string, (text: string) => unknown])[] = [
      [shot('seconds: |'), (text) => valuesOf(text, 0)?.seconds?.value],
      [shot('seconds:|'), (text) => valuesOf(text, 0)?.seconds?.value],
      [shot('resolution: 7|20p'), (text) => valuesOf(text, 0)?.resolution?.value],
      [shot('aspectRatio: |'), (text) => valuesOf(text, 0)?.aspectRatio?.value],
      [file('model: v|eo'), (text) => valuesOf(text)?.model?.value],
      [file('first: |'), (text) => valuesOf(text)?.first?.value.path],
      [file('first: "im|x.png"'), (text) => valuesOf(text)?.first?.value.path],
      [file('first: { path: | }'), (text) => valuesOf(text)?.first?.value.path],
      [file('references: [a.png, |]'), (text) => valuesOf(text)?.references?.value[1]?.path],
      [file('extends: |'), (text) => valuesOf(text)?.extends?.value],
      [file('matrix: { aspectRatio: [|] }'), (text) => valuesOf(text)?.matrix?.value[0]?.values[0]?.value],
    ];
    for (const [marked, read] of cases) {
      const completions = await offered(marked);
      assert.ok(completions.length > 0, marked);
      for (const completion of completions) {
        const text = taken(marked, completion);
        assert.equal(String(read(text)), completion.label, text);
        assert.deepEqual(readPromptFile(text).problems, [], text);
      }
    }
  });

  it('are keys that are known where they are written', async () => {
    for (const marked of [
      file('|'),
      file('model: x\nse|'),
      shot('|'),
      file('matrix:\n  |'),
      file('first: { | }'),
    ]) {
      for (const completion of await offered(marked)) {
        const { problems } = readPromptFile(taken(marked, completion));
        const codes = problems.map(({ code }) => code);
        assert.ok(!codes.some((code) => code.startsWith('key.') || code === 'yaml.syntax'), codes.join());
      }
    }
  });

  it('stay within any text, around the cursor', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.nat(), async (text, seed) => {
        const offset = seed % (text.length + 1);
        for (const { inserting, replacing, text: written } of await completionsAt(
          openText(text, around),
          offset,
        )) {
          assert.ok(0 <= replacing.start && replacing.start <= offset && offset <= replacing.end);
          assert.ok(replacing.end <= text.length);
          assert.deepEqual(inserting, { start: replacing.start, end: offset });
          assert.ok(!/[\r\n]/.test(written));
        }
      }),
      { numRuns: 200 },
    );
  });
});

function valuesOf(text: string, index?: number) {
  const { frontMatter, shots } = readPromptFile(text);
  return index === undefined ? frontMatter?.values : shots[index]?.block?.values;
}
