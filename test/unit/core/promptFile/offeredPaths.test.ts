import assert from 'node:assert/strict';
import { offeredPaths } from '../../../../src/core/promptFile/offeredPaths.ts';

describe('the files that are offered to a prompt file', () => {
  it('are named as it would write them, the nearest first, and it is none of them', () => {
    const own = 'file:///film/scenes/boat.video.md';
    const uris = [
      'file:///film/z.png',
      own,
      'file:///film/scenes/images/b.png',
      'file:///film/scenes/a%20b.png',
      'other:///film/c.png',
    ];
    assert.deepEqual(offeredPaths(own, uris), [
      { uri: 'file:///film/scenes/a%20b.png', path: 'a b.png' },
      { uri: 'file:///film/scenes/images/b.png', path: 'images/b.png' },
      { uri: 'file:///film/z.png', path: '../z.png' },
    ]);
  });
});
