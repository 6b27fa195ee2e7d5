import assert from 'node:assert/strict';
import { findImageNames, imageName, replaceImageNames } from '../../../src/protocol/imageName.ts';

describe('the names of images in a prompt', () => {
  const positions = (text: string) => findImageNames(text).map(({ position }) => position);

  it('are found as words, beside any script and punctuation', () => {
    assert.deepEqual(positions('@image1 meets @image12, (@Image3) 让@image4走。'), [1, 12, 3, 4]);
    assert.deepEqual(findImageNames('A @image2?'), [{ text: '@image2', start: 2, position: 2 }]);
    assert.deepEqual(findImageNames('gone: @image?'), [{ text: '@image?', start: 6 }]);
  });

  it('are not seen inside other words', () => {
    for (const text of ['me@image1.example', '@image', '@images', '@image1st', '@image2024', '@imageless'])
      assert.deepEqual(findImageNames(text), [], text);
  });

  it('are written anew one by one, and left alone where there is nothing to say', () => {
    const moved = replaceImageNames('@image1, @image2, @image3 and @image?', (position) =>
      position === 3 ? undefined : imageName(3 - position),
    );
    assert.equal(moved, '@image2, @image1, @image3 and @image?');
  });
});
