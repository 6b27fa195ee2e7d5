import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isText, videoStart } from '../../../../src/core/mp4/containers.ts';
import { containers, nothingToWatch } from './samples.ts';

describe('videoStart', () => {
  for (const [name, extension, bytes] of containers) {
    it(`knows ${name} by its beginning`, () => {
      assert.equal(videoStart(bytes, bytes.length), extension);
      assert.equal(isText(bytes), false);
    });
  }

  for (const [name, bytes] of nothingToWatch) {
    it(`finds that ${name} is no video`, () => {
      assert.equal(videoStart(bytes, bytes.length), undefined);
      assert.equal(videoStart(bytes, 50_000_000), undefined);
    });
  }

  it('takes bytes that nobody knows for a film, unless they are next to nothing', () => {
    const bytes = Uint8Array.from({ length: 1024 }, (_, index) => (index * 167 + 13) % 256);
    assert.equal(videoStart(bytes, 2_000_000), 'unknown');
    assert.equal(videoStart(bytes, 1024), undefined);
  });

  it('takes every text for a message, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)),
        (text) => {
          const bytes = new TextEncoder().encode(text);
          assert.equal(isText(bytes), true);
          assert.equal(videoStart(bytes, 1_000_000), undefined);
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1024 }), (bytes) => {
        videoStart(bytes, bytes.length);
        isText(bytes);
      }),
    );
  });
});
