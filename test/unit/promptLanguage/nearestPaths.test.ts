import assert from 'node:assert/strict';
import { nearestPaths } from '../../../src/promptLanguage/nearestPaths.ts';
import { nearestTexts } from '../../../src/promptLanguage/nearestText.ts';

describe('what a wrong path or name probably means', () => {
  it('is the same file elsewhere first, then one in other letters, then one of a like name', () => {
    const paths = ['art/boot.png', 'Boat.PNG', 'art/boat.png', 'sea.png'];
    assert.deepEqual(nearestPaths('images/boat.png', paths), ['art/boat.png', 'Boat.PNG', 'art/boot.png']);
  });

  it('is nothing where all is quite different or hopelessly long', () => {
    assert.deepEqual(nearestTexts('storm', ['the-quiet-harbour', 'end']), []);
    assert.deepEqual(nearestTexts('a'.repeat(10_000), ['a']), []);
  });
});
