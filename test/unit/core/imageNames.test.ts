import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import { followImages, promptForModel, uploadOrder } from '../../../src/core/imageNames.ts';
import type { ImageRole, RequestImage } from '../../../src/core/request.ts';
import { findImageNames, imageName } from '../../../src/protocol/imageName.ts';

const images = (...roles: readonly ImageRole[]): readonly RequestImage[] =>
  roles.map((role, index) => ({ uri: `file:///w/${String(index + 1)}.png`, role }));

describe('the names of images', () => {
  it('follow their image when it moves', () => {
    assert.equal(
      followImages('@image1 hands @image2 to @image3', ['a', 'b', 'c'], ['c', 'a', 'b']),
      '@image2 hands @image3 to @image1',
    );
  });

  it('never come to mean another image when theirs is removed', () => {
    const removed = followImages('@image1 beside @image2', ['a', 'b'], ['b']);
    assert.equal(removed, '@image? beside @image1');
    assert.equal(followImages(removed, ['b'], ['b', 'a']), '@image? beside @image1');
  });

  it('wait where they were written before their image came', () => {
    assert.equal(followImages('@image2', ['a'], ['a', 'b']), '@image2');
  });

  it('mean the same image however often it is moved about', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const order = fc.shuffledSubarray(ids, { minLength: ids.length });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), fc.constantFrom(...ids), (orders, id) => {
        let current: readonly string[] = ids;
        let prompt = imageName(current.indexOf(id) + 1);
        for (const next of orders) {
          prompt = followImages(prompt, current, next);
          current = next;
        }
        assert.equal(current[(findImageNames(prompt)[0]?.position ?? 0) - 1], id);
      }),
    );
  });

  it('become the spelling of the model, in the order of the upload', () => {
    const prompt = '@image2 walks past @image1.';
    assert.equal(
      promptForModel({ prompt, images: images('reference', 'reference') }, seedance20),
      '[Image 2] walks past [Image 1].',
    );
    assert.equal(
      promptForModel({ prompt, images: images('reference', 'first') }, seedance20),
      '[Image 1] walks past [Image 2].',
    );
  });

  it('become plain words where the model has no spelling', () => {
    const prompt = 'From @image1 to @image2';
    const words = (...roles: readonly ImageRole[]) =>
      promptForModel({ prompt, images: images(...roles) }, veo31Fast);
    assert.equal(words('first', 'last'), 'From the first frame to the last frame');
    assert.equal(words('first', 'reference'), 'From the first frame to the reference image');
    assert.equal(words('reference', 'reference'), 'From reference image 1 to reference image 2');
  });

  it('stay as they are where they mean no image', () => {
    assert.equal(
      promptForModel({ prompt: '@image3 @image?', images: images('reference') }, seedance20),
      '@image3 @image?',
    );
  });

  it('uploads frames before references', () => {
    const roles = uploadOrder(images('reference', 'last', 'first', 'reference')).map(({ uri }) => uri.at(-5));
    assert.deepEqual(roles, ['3', '2', '1', '4']);
  });
});
