import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type EditPlace,
  editPromptFile,
  type OptionChanges,
} from '../../../../src/core/promptFile/editPromptFile.ts';
import { fieldNames } from '../../../../src/core/promptFile/fields.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../../src/core/promptFile/textEdit.ts';
import { anyFile, boat } from './makeFile.ts';

function edit(text: string, changes: OptionChanges, place: EditPlace = 'file'): string | undefined {
  const edits = editPromptFile(readPromptFile(text), place, changes);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

/** The lines that went, and those that came. */
function difference(before: string, after: string | undefined): readonly string[] {
  const [old, now] = [before.split('\n'), (after ?? '').split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

const inFront = (yaml: string) => `---\n${yaml}\n---\n\nWords\n`;
/** The value of a key, without places. */
const valueOf = (text: string, key: string) =>
  JSON.stringify(
    Object.entries(readPromptFile(text).frontMatter?.values ?? {}).find(([name]) => name === key)?.[1],
    (name, value: unknown) => (name === 'range' || name === 'keyRange' ? undefined : value),
  );

describe('editing a prompt file', () => {
  it('changes one value and nothing else', () => {
    assert.deepEqual(difference(boat, edit(boat, { model: 'veo3.1' })), [
      '-model: veo3.1-fast # cheap',
      '+model: veo3.1 # cheap',
    ]);
    assert.deepEqual(difference(boat, edit(boat, { seconds: 4 }, 1)), ['+seconds: 4']);
    assert.deepEqual(difference(boat, edit(boat, { seconds: 6 }, 0)), [
      '-seconds: 4 # short',
      '+seconds: 6 # short',
    ]);
  });

  it('adds a key behind the others', () => {
    assert.deepEqual(difference(boat, edit(boat, { seed: 7 })), ['+seed: 7']);
    assert.equal(
      edit(inFront('  model: a\n  # why'), { seed: 7 }),
      inFront('  model: a\n  # why\n  seed: 7'),
    );
    assert.equal(edit(inFront('# why'), { seed: 7 }), inFront('# why\nseed: 7'));
    assert.equal(edit('---\r\nmodel: a\r\n---\r\n', { seed: 7 }), '---\r\nmodel: a\r\nseed: 7\r\n---\r\n');
    assert.equal(
      edit(inFront('model: a'), { references: ['a.png', 'b c.png'], matrix: { seconds: [4, 8] } }),
      inFront('model: a\nreferences:\n  - a.png\n  - b c.png\nmatrix:\n  seconds: [4, 8]'),
    );
  });

  it('takes a key out with its lines, and leaves what stands above', () => {
    assert.deepEqual(difference(boat, edit(boat, { model: undefined, references: undefined })), [
      '-model: veo3.1-fast # cheap',
      '-references:',
      '-  - "images/sea at night.png" # from Hamburg',
      "-  - path: 'images/sky.png'",
    ]);
    assert.equal(edit(boat, { seed: undefined }), boat);
  });

  it('takes a block out of which nothing would be left', () => {
    assert.equal(edit(inFront('seed: 7'), { seed: undefined }), 'Words\n');
    assert.equal(edit(inFront('# why\nseed: 7'), { seed: undefined }), inFront('# why'));
    const shot = '## One\n\n```yaml\nseed: 7\n```\n\nWords\n';
    assert.equal(edit(shot, { seed: undefined }, 0), '## One\n\nWords\n');
    assert.equal(
      edit('---\nseed: 7\n---\n---\nmodel: words\n---\n', { seed: undefined }),
      '---\n---\n---\nmodel: words\n---\n',
      'the text below would become the front matter',
    );
  });

  it('makes front matter and blocks where there are none', () => {
    assert.equal(edit('Words', { seed: 7, model: 'a' }), '---\nmodel: a\nseed: 7\n---\n\nWords');
    assert.equal(edit('\uFEFF\nWords', { seed: 7 }), '\uFEFF---\nseed: 7\n---\n\nWords');
    assert.equal(edit('', { seed: 7 }), '---\nseed: 7\n---\n');
    assert.equal(edit('## One\n\nWords', { seed: 7 }, 0), '## One\n\n```yaml\nseed: 7\n```\n\nWords');
    assert.equal(edit('## One\nWords', { seed: 7 }, 0), '## One\n\n```yaml\nseed: 7\n```\n\nWords');
    assert.equal(edit('## One', { seed: 7 }, 0), '## One\n\n```yaml\nseed: 7\n```\n');
    assert.equal(edit('One\n---\n## Two', { seed: 7 }, 0), 'One\n---\n\n```yaml\nseed: 7\n```\n\n## Two');
    assert.equal(
      edit('## One <!-- a\n b -->\nWords', { seed: 7 }, 0),
      '## One <!-- a\n b -->\n\n```yaml\nseed: 7\n```\n\nWords',
    );
    assert.equal(edit('Words', { seed: 7 }, 0), '---\nseed: 7\n---\n\nWords', 'a file without headings');
  });

  it('writes a value anew in the way of the old one', () => {
    const edits: readonly [string, OptionChanges, string][] = [
      ['seconds:', { seconds: 4 }, 'seconds: 4'],
      ['seconds: # how long', { seconds: 4 }, 'seconds: 4 # how long'],
      ['{ model: a, seconds: 8 }', { seconds: 4 }, '{ model: a, seconds: 4 }'],
      ['{ model: a, seconds: 8 } # all', { seed: 7 }, '{ model: a, seconds: 8, seed: 7 } # all'],
      ['{ model: a, seconds: 8 }', { model: undefined }, '{ seconds: 8 }'],
      ['{ model: a, seconds: 8 }', { seconds: undefined }, '{ model: a }'],
      ['references: [a.png] # look', { references: ['b.png'] }, 'references: [b.png] # look'],
      ['references:\n- a.png\nseed: 7', { references: ['b.png'] }, 'references:\n  - b.png\nseed: 7'],
      ['references: # look\n  - a.png', { references: ['b.png'] }, 'references: [b.png] # look'],
      ['first:\n  path: a.png', { first: 'b.png' }, 'first: b.png'],
      ['first: a.png # boat', { first: { clip: './one' } }, 'first: { clip: ./one } # boat'],
      ['negativePrompt: |\n  a\n  b\n\nseed: 7', { negativePrompt: 'c' }, 'negativePrompt: c\n\nseed: 7'],
      ['negativePrompt: a', { negativePrompt: 'a\nb' }, 'negativePrompt: |-\n  a\n  b'],
      ['negativePrompt: a # b', { negativePrompt: 'a\nb' }, 'negativePrompt: "a\\nb" # b'],
      ['"model": "a"', { model: 'yes: no' }, '"model": "yes: no"'],
      ['mode: a', { mode: 'true' }, 'mode: "true"'],
      ['mode: a', { mode: '' }, 'mode: ""'],
    ];
    for (const [before, changes, after] of edits) {
      assert.equal(edit(inFront(before), changes), inFront(after), before);
    }
  });

  it('keeps a text from ending the block it stands in', () => {
    const edited = edit('## One\n\n```yaml\nseed: 7\n```\n', { negativePrompt: 'a\n```\nb' }, 0);
    assert.equal(edited, '## One\n\n```yaml\nseed: 7\nnegativePrompt: "a\\n```\\nb"\n```\n');
    assert.equal(
      edit(inFront('seed: 7'), { negativePrompt: '---\nb' }),
      inFront('seed: 7\nnegativePrompt: |-\n  ---\n  b'),
    );
  });

  it('leaves to a person what it cannot be sure of', () => {
    assert.equal(edit(inFront('model: ['), { seed: 7 }), undefined);
    assert.equal(edit('---\nmodel: a\n', { seed: 7 }), undefined);
    assert.equal(edit(inFront('just words'), { seed: 7 }), undefined);
    assert.equal(edit(inFront('first: &a a.png\nlast: *a'), { first: undefined }), undefined);
    assert.equal(edit(inFront('first: &a a.png\nlast: *a'), { first: 'b.png' }), undefined);
    assert.equal(edit('## One\n', { extends: './a.video.md' }, 0), undefined);
    assert.equal(edit('## One\n', { seed: 7 }, 3), undefined);
  });

  it('changes only what was asked, in any file', () => {
    const changes: fc.Arbitrary<OptionChanges> = fc.dictionary(
      fc.constantFrom(...fieldNames),
      fc.oneof(
        fc.constant(undefined),
        fc.integer(),
        fc.boolean(),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('a\nb', '```\n', '---', 'veo3.1'),
        fc.array(fc.constantFrom('a.png', 'b c.png'), { maxLength: 3 }),
        fc.constant({ clip: './one' }),
      ),
      { maxKeys: 3 },
    );
    let done = 0;
    fc.assert(
      fc.property(anyFile, changes, fc.nat(3), (text, asked, index) => {
        const before = readPromptFile(text);
        const place = index === 3 ? 'file' : index;
        const edited = edit(text, asked, place);
        if (edited === undefined) return;
        done += 1;
        const after = readPromptFile(edited);
        assert.deepEqual(
          after.shots.map(({ slug, body }) => [slug, body.text]),
          before.shots.map(({ slug, body }) => [slug, body.text]),
        );
        assert.equal(after.shared.text, before.shared.text);
        const shot = place === 'file' ? undefined : after.shots[place];
        const isFile =
          shot === undefined || (shot.heading === undefined && before.shots[0]?.block === undefined);
        const block = isFile ? after.frontMatter : shot.block;
        for (const [key, value] of Object.entries(asked)) {
          assert.equal(block?.entries.some((entry) => entry.key === key) ?? false, value !== undefined, key);
        }
        if (place !== 'file') return;
        for (const { key } of before.frontMatter?.entries ?? []) {
          if (!Object.hasOwn(asked, key)) assert.equal(valueOf(edited, key), valueOf(text, key));
        }
      }),
      { numRuns: 1_000 },
    );
    assert.ok(done > 300, `only ${String(done)} edits were made`);
  });

  it('can set any key in a good file', () => {
    for (const name of fieldNames) {
      const data = { path: 'a.png' };
      assert.ok(edit(boat, { [name]: data }) !== undefined, name);
      assert.ok(edit(boat, { [name]: undefined }) !== undefined, name);
    }
  });
});
