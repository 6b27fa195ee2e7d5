import assert from 'node:assert/strict';
import { editDistance, nearestKey } from '../../../../src/core/promptFile/nearestKey.ts';

describe('the key that was probably meant', () => {
  it('is found in spite of slips, other ways of writing and other words', () => {
    const meant = { modle: 'model', 'aspect-ratio': 'aspectRatio', secons: 'seconds', duration: 'seconds' };
    for (const [written, key] of Object.entries(meant)) assert.equal(nearestKey(written), key, written);
  });

  it('is none where nothing is near', () => {
    assert.equal(nearestKey('director'), undefined);
    assert.equal(nearestKey('x'.repeat(1_000)), undefined);
  });

  it('is measured in letters that are added, removed, changed or swapped', () => {
    const distances = [
      ['', 'abc', 3],
      ['abc', 'abc', 0],
      ['abc', 'ab', 1],
      ['abc', 'axc', 1],
      ['abc', 'acb', 1],
      ['ca', 'abc', 3],
    ] as const;
    for (const [one, other, distance] of distances) {
      assert.equal(editDistance(one, other), distance, `${one} ${other}`);
      assert.equal(editDistance(other, one), distance, `${other} ${one}`);
    }
  });
});
