import assert from 'node:assert/strict';
import { imageIndex, isImageField } from '../../../src/protocol/imageField.ts';

describe('the field of an image', () => {
  it('says which image is meant', () => {
    assert.equal(imageIndex('images[0]'), 0);
    assert.equal(imageIndex('images[12]'), 12);
  });

  it('is not another field, and not all images', () => {
    for (const field of [
      'images',
      'prompt',
      'images[]',
      'images[-1]',
      'images[0].path',
      'request.images[0]',
    ]) {
      assert.equal(imageIndex(field), undefined);
      assert.equal(isImageField(field), false);
    }
  });
});
