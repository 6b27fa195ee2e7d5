import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exifOrientation } from '../../../../src/core/imageFile/exif.ts';
import { exifBlock, joined } from './samples.ts';

describe('the orientation of a photograph', () => {
  it('is read in both byte orders, with and without the name in front', () => {
    for (const order of ['MM', 'II'] as const) {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const block = exifBlock(orientation, order);
        assert.equal(exifOrientation(block), orientation);
        assert.equal(exifOrientation(joined('Exif\0\0', block)), orientation);
      }
    }
  });

  it('is upright where the note says nothing that is known', () => {
    for (const orientation of [0, 9, 255]) assert.equal(exifOrientation(exifBlock(orientation)), 1);
    assert.equal(exifOrientation(new Uint8Array()), 1);
  });

  it('never breaks and is always one of eight', () => {
    const cut = fc
      .tuple(fc.nat(40), fc.uint8Array({ maxLength: 30 }))
      .map(([at, noise]) => joined(exifBlock(6).subarray(0, at), noise));
    fc.assert(
      fc.property(cut, (bytes) => {
        const orientation = exifOrientation(bytes);
        assert.ok(orientation >= 1 && orientation <= 8);
      }),
      { numRuns: 2_000 },
    );
  });
});
