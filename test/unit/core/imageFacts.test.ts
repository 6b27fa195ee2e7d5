import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readImageFacts } from '../../../src/core/imageFacts.ts';
import {
  exifBlock,
  joined,
  jpegSegment,
  jpegWith,
  pngChunk,
  pngWith,
  sample,
  sampleNames,
  webpChunk,
  webpWith,
} from './imageFile/samples.ts';

describe('image facts', () => {
  it('come from the bytes of each kind of image', () => {
    const size = { width: 16, height: 8 };
    assert.deepEqual(
      sampleNames.map((name) => readImageFacts(sample(name))),
      [
        { type: 'image/png', ...size },
        { type: 'image/jpeg', ...size },
        { type: 'image/webp', ...size },
        { type: 'image/webp', ...size },
        { type: 'image/webp', ...size, hasAlpha: true },
      ],
    );
  });

  it('give a photograph the way up it is shown, and how it has to be turned for that', () => {
    const turned = (orientation: number) => [
      readImageFacts(jpegWith(jpegSegment(0xe1, joined('Exif\0\0', exifBlock(orientation))))),
      readImageFacts(pngWith(pngChunk('eXIf', exifBlock(orientation)))),
      readImageFacts(webpWith(webpChunk('EXIF', exifBlock(orientation)))),
    ];
    for (const facts of turned(6)) {
      assert.deepEqual([facts?.width, facts?.height, facts?.orientation], [8, 16, 6]);
    }
    for (const facts of turned(3)) {
      assert.deepEqual([facts?.width, facts?.height, facts?.orientation], [16, 8, 3]);
    }
    for (const facts of turned(1)) assert.equal(facts?.orientation, undefined);
  });

  it('say where something may be transparent', () => {
    const colour = (value: number) => {
      const png = sample('png');
      png[25] = value;
      return readImageFacts(png)?.hasAlpha;
    };
    assert.deepEqual([0, 2, 3, 4, 6].map(colour), [undefined, undefined, undefined, true, true]);
    assert.equal(readImageFacts(pngWith(pngChunk('tRNS', 'x')))?.hasAlpha, true);
    const lossless = sample('webpLossless');
    lossless[24] = (lossless[24] ?? 0) | 0x10;
    assert.equal(readImageFacts(lossless)?.hasAlpha, true);
  });

  it('are found behind any amount of metadata', () => {
    const notes = Array.from({ length: 40 }, () => jpegSegment(0xe1, 'x'.repeat(60_000)));
    const turned = jpegSegment(0xe1, joined('Exif\0\0', exifBlock(6)));
    const facts = readImageFacts(jpegWith(...notes, turned));
    assert.deepEqual([facts?.width, facts?.height, facts?.orientation], [8, 16, 6]);
  });

  it('do not exist for what is no such image', () => {
    const others = [
      '',
      'hello',
      'GIF89a\x10\x00\x08\x00',
      '<svg width="9" height="9"/>',
      '%PDF-1.7',
      'RIFF\0\0\0\0WAVEfmt ',
    ];
    for (const text of others) assert.equal(readImageFacts(Buffer.from(text, 'latin1')), undefined, text);
  });

  it('do not come from a neighbour in memory when the file is cut short', () => {
    const whole = sample('png');
    for (let length = 0; length < 24; length++) {
      assert.equal(readImageFacts(whole.subarray(0, length)), undefined, String(length));
    }
  });

  it('need a size', () => {
    const png = sample('png');
    png.fill(0, 16, 20);
    assert.equal(readImageFacts(png), undefined);
  });

  it('never throw, whatever the bytes', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...sampleNames.map(sample)), fc.nat(), fc.uint8Array({ maxLength: 40 }))
      .map(([bytes, at, noise]) => Buffer.concat([bytes.subarray(0, at % bytes.length), noise]));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const facts = readImageFacts(bytes);
        assert.ok(facts === undefined || (facts.width > 0 && facts.height > 0));
      }),
      { numRuns: 1000 },
    );
  });

  it('are found in bounded time in a long file without a size', () => {
    const hostile = new Uint8Array(50_000_000).fill(1);
    hostile.set([0xff, 0xd8, 0xff, 0xe0]);
    assert.equal(readImageFacts(hostile), undefined);
  });
});
