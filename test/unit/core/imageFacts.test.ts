import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readImageFacts } from '../../../src/core/imageFacts.ts';

/** Images of 16 x 8 pixels. */
const samples = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAFElEQVR4nGP4y8BAEiJN9agGIhEAX7d+gfptJZ4AAAAASUVORK5CYII=',
  jpeg: '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAABgcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAIABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCLAFF/f//Z',
  webp: 'UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoQAAgADMDOJaACdAFAAAD+3hJYYTBOv6u/O36ntgAAAA==',
  webpLossless: 'UklGRhwAAABXRUJQVlA4TA8AAAAvD8ABAAcQ9Y/+ByKi/wEA',
  webpAlpha:
    'UklGRlYAAABXRUJQVlA4WAoAAAAQAAAADwAABwAAQUxQSAoAAAABB9C/iAhERP8DVlA4ICYAAABwAQCdASoQAAgADMDOJaACdAFAAAD+3hJYYTBOv6u/O36ntgAAAA==',
} as const;
const bytesOf = (name: keyof typeof samples): Uint8Array => Buffer.from(samples[name], 'base64');

/** The sample JPEG with the rotation that a camera notes. */
function turnedJpeg(orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    18,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const exif = [...Buffer.from('Exif\0\0'), ...tiff];
  const jpeg = bytesOf('jpeg');
  const afterJfif = 20;
  return Uint8Array.from([
    ...jpeg.subarray(0, afterJfif),
    ...[0xff, 0xe1, 0, exif.length + 2, ...exif],
    ...jpeg.subarray(afterJfif),
  ]);
}

describe('image facts', () => {
  it('come from the bytes of each kind of image', () => {
    const facts = Object.keys(samples).map((name) => readImageFacts(bytesOf(name as keyof typeof samples)));
    const size = { width: 16, height: 8 };
    assert.deepEqual(facts, [
      { type: 'image/png', ...size },
      { type: 'image/jpeg', ...size },
      { type: 'image/webp', ...size },
      { type: 'image/webp', ...size },
      { type: 'image/webp', ...size },
    ]);
  });

  it('give a photograph the way up it is shown', () => {
    assert.deepEqual(readImageFacts(turnedJpeg(6)), { type: 'image/jpeg', width: 8, height: 16 });
    assert.deepEqual(readImageFacts(turnedJpeg(3)), { type: 'image/jpeg', width: 16, height: 8 });
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
    const whole = bytesOf('png');
    for (let length = 0; length < 24; length++) {
      assert.equal(readImageFacts(whole.subarray(0, length)), undefined, String(length));
    }
  });

  it('need a size', () => {
    const png = Uint8Array.from(bytesOf('png'));
    png.fill(0, 16, 20);
    assert.equal(readImageFacts(png), undefined);
  });

  it('never throw, whatever the bytes', () => {
    const sample = fc.constantFrom(...Object.values(samples)).map((text) => Buffer.from(text, 'base64'));
    const damaged = fc
      .tuple(sample, fc.nat(), fc.uint8Array({ maxLength: 40 }))
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
