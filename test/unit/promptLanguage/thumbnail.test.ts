import assert from 'node:assert/strict';
import { thumbnailSize } from '../../../src/promptLanguage/thumbnail.ts';

const image = (width: number, height: number, bytes = 1000) =>
  ({
    kind: 'read',
    uri: 'file:///a.png',
    role: 'first',
    bytes,
    facts: { type: 'image/png', width, height },
  }) as const;

describe('the size of a thumbnail', () => {
  it('keeps the shape within its bounds, and makes nothing larger', () => {
    assert.deepEqual(thumbnailSize(image(1280, 720)), { width: 320, height: 180 });
    assert.deepEqual(thumbnailSize(image(720, 1280)), { width: 113, height: 200 });
    assert.deepEqual(thumbnailSize(image(16, 16)), { width: 16, height: 16 });
    assert.deepEqual(thumbnailSize(image(30_000, 1)), { width: 320, height: 1 });
  });

  it('is none of a huge file, of an address and of what is no image', () => {
    assert.equal(thumbnailSize(image(1280, 720, 30_000_000)), undefined);
    assert.equal(thumbnailSize({ kind: 'link', uri: 'https://x.example/a.png', role: 'first' }), undefined);
    assert.equal(thumbnailSize({ kind: 'read', uri: 'file:///a', role: 'first', bytes: 9 }), undefined);
  });
});
