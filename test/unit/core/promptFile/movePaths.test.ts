import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linksOf } from '../../../../src/core/promptFile/links.ts';
import { movePaths } from '../../../../src/core/promptFile/movePaths.ts';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { applyEdits } from '../../../../src/core/promptFile/textEdit.ts';
import { boat } from './makeFile.ts';

const fileUri = 'file:///w/films/boat.video.md';

function move(text: string, from: string, to: string): string {
  const moved = (uri: string) => (uri === from ? to : undefined);
  return applyEdits(text, movePaths(readPromptFile(text), { fileUri, moved }));
}

describe('the links of a prompt file', () => {
  it('are every path, in the order of the text, and the shots they mean', () => {
    const file = readPromptFile(boat);
    assert.deepEqual(
      linksOf(file, fileUri).map((link) => [
        link.kind,
        file.text.slice(link.range.start, link.range.end),
        link.kind === 'shot' ? link.shot.index : link.uri,
      ]),
      [
        ['extends', './house-style.video.md', 'file:///w/films/house-style.video.md'],
        ['image', 'images/boat.png', 'file:///w/films/images/boat.png'],
        ['image', '"images/sea at night.png"', 'file:///w/films/images/sea%20at%20night.png'],
        ['image', "'images/sky.png'", 'file:///w/films/images/sky.png'],
        ['shot', './opening-shot', 0],
      ],
    );
  });
});

describe('moving the files of a prompt file', () => {
  it('writes the new path where the old one stood, in the same quotation marks', () => {
    const moves: readonly [string, string, string, string][] = [
      ['images/boat.png', 'film%20set/it%27s.png', 'first: images/boat.png', "first: film set/it's.png"],
      ['images/boat.png', '%23%3A%20a%2C%7B.png', 'first: images/boat.png', 'first: "#: a,{.png"'],
      ['images/sky.png', 'it%27s.png', "'images/sky.png'", "'it''s.png'"],
      ['images/sea%20at%20night.png', 'a%22b.png', '"images/sea at night.png"', '"a\\"b.png"'],
      ['house-style.video.md', 'style/house.video.md', './house-style.video.md', './style/house.video.md'],
    ];
    for (const [from, to, old, written] of moves) {
      const base = 'file:///w/films/';
      assert.equal(
        move(boat, base + from, base + to),
        boat.replace(old, () => written),
      );
    }
    assert.equal(
      move(boat, 'file:///w/films/house-style.video.md', 'file:///w/house.video.md'),
      boat.replace('./house-style.video.md', '../house.video.md'),
    );
  });

  it('changes nothing where nothing moved', () => {
    assert.deepEqual(movePaths(readPromptFile(boat), { fileUri, moved: () => undefined }), []);
    assert.equal(move(boat, 'file:///w/other.png', 'file:///w/more.png'), boat);
  });

  it('keeps the paths true when the prompt file itself moves', () => {
    const edits = movePaths(readPromptFile(boat), {
      fileUri,
      newFileUri: 'file:///w/films/images/boat.video.md',
      moved: () => undefined,
    });
    const text = applyEdits(boat, edits);
    const paths = linksOf(readPromptFile(text), 'file:///w/films/images/boat.video.md').map(
      ({ path }) => path,
    );
    assert.deepEqual(paths, [
      '../house-style.video.md',
      'boat.png',
      'sea at night.png',
      'sky.png',
      './opening-shot',
    ]);
  });

  it('names by its address what no relative path leads to', () => {
    const away = 'vscode-vfs://github/a/b.png';
    assert.equal(
      move(boat, 'file:///w/films/images/boat.png', away),
      boat.replace('images/boat.png', () => away),
    );
    assert.equal(move(boat, 'file:///w/films/house-style.video.md', away), boat, 'a base has to be relative');
    assert.equal(
      move('---\nfirst: file:///w/a.png\n---\n', 'file:///w/a.png', 'file:///w/b.png'),
      '---\nfirst: file:///w/b.png\n---\n',
    );
  });

  it('writes once what aliases share', () => {
    assert.equal(
      move('---\nfirst: &a a.png\nlast: *a\n---\n', 'file:///w/films/a.png', 'file:///w/films/b.png'),
      '---\nfirst: &a b.png\nlast: *a\n---\n',
    );
  });

  it('leads to the new place, whatever it is called', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => text.isWellFormed() && !/[/\p{Cc}]|^\.{1,2}$|^\s+$/u.test(text));
    fc.assert(
      fc.property(name, fc.constantFrom('boat', 'sky', 'sea%20at%20night'), (to, from) => {
        const target = `file:///w/films/${encodeURIComponent(to).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
        const text = move(boat, `file:///w/films/images/${from}.png`, target);
        const uris = linksOf(readPromptFile(text), fileUri).map((link) =>
          link.kind === 'shot' ? '' : link.uri,
        );
        assert.ok(uris.includes(target), text);
      }),
      { numRuns: 500 },
    );
  });
});
