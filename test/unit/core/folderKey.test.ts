import assert from 'node:assert/strict';
import fc from 'fast-check';
import { folderKey } from '../../../src/core/folderKey.ts';

describe('the key of a folder', () => {
  const spellings: readonly (readonly [string, readonly string[]])[] = [
    [
      'file:///work/film',
      ['file:///work/film/', 'FILE:///work/film', 'file:///work/./a/../film//', 'file:/work/film'],
    ],
    ['file:///work/my%20film', ['file:///work/my film', 'file:///work/my%20film/']],
    ['file:///work/caf%C3%A9', ['file:///work/café', 'file:///work/caf%c3%a9']],
    ['file:///c%3A/film', ['file:///C:/film', 'file:///C%3A/film/', 'file:///c:/film']],
    ['file://server/share', ['file://SERVER/share/']],
    ['file:///a%28b%29', ['file:///a(b)']],
    ['vscode-remote://ssh-remote%2Bbox/home/a', ['vscode-remote://ssh-remote%2Bbox/home/a/']],
    ['file:///', ['file://', 'file:///..']],
  ];
  for (const [key, others] of spellings) {
    it(`is ${key} for every spelling`, () => {
      for (const spelling of [key, ...others]) assert.equal(folderKey(spelling), key, spelling);
    });
  }

  it('tells folders apart', () => {
    const apart = [
      'file:///work/film',
      'file:///work/Film',
      'file:///work/film2',
      'file://host/work/film',
      'file:///work',
    ];
    assert.equal(new Set(apart.map(folderKey)).size, apart.length);
  });

  it('is its own key, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
        const key = folderKey(
          `file:///${names.map((name) => encodeURIComponent(name.toWellFormed())).join('/')}`,
        );
        assert.equal(folderKey(key), key);
        assert.doesNotMatch(key, /\s/);
      }),
    );
  });

  it('leaves alone what is no URI', () => {
    for (const text of ['', 'no folder', '%']) assert.equal(folderKey(text), text);
  });
});
