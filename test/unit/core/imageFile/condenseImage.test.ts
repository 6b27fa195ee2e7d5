import assert from 'node:assert/strict';
import fc from 'fast-check';
import { condenseImage } from '../../../../src/core/imageFile/condenseImage.ts';
import { uploadImage } from '../../../../src/core/imageFile/uploadImage.ts';
import { exifBlock, joined, jpegSegment, jpegWith, pngChunk, pngWith, sample, webpChunk } from './samples.ts';

/** Counts what is read of a file. */
async function condense(bytes: Uint8Array) {
  let read = 0;
  const condensed = await condenseImage(bytes.length, (position, length) => {
    const part = bytes.slice(position, position + length);
    read += part.length;
    return Promise.resolve(part);
  });
  return { condensed, read };
}

const megabyte = 1 << 20;
const pixels = (bytes: number) => new Uint8Array(bytes).fill(7);
const exif = exifBlock(6);
const exifSegment = jpegSegment(0xe1, joined('Exif\0\0', exif));
/** With pixels in parts that are read from their heads alone, and notes before and behind them. */
const png = (...before: readonly Uint8Array[]) =>
  pngWith(
    ...before,
    ...Array.from({ length: 10 }, () => pngChunk('IDAT', pixels(megabyte))),
    pngChunk('eXIf', exif),
  );
const emptyChunks = joined(...Array.from({ length: 500 }, () => pngChunk('teXt', '')));
const jpeg = (...segments: readonly Uint8Array[]) => {
  const whole = jpegWith(...segments);
  return joined(whole.subarray(0, -2), pixels(10 * megabyte), whole.subarray(-2));
};
const webp = (...chunks: readonly Uint8Array[]) => {
  const body = joined('WEBP', ...chunks);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, body.length, true);
  return joined('RIFF', size, body);
};
const canvas = webpChunk('VP8X', new Uint8Array([0x18, 0, 0, 0, 99, 0, 0, 49, 0, 0]));
const lossy = sample('webp').subarray(20, 60);
const longWebp = (...chunks: readonly Uint8Array[]) =>
  webp(
    canvas,
    webpChunk('ALPH', pixels(2 * megabyte)),
    webpChunk('VP8 ', joined(lossy, pixels(8 * megabyte))),
    ...chunks,
  );

describe('an image without its pixels', () => {
  const images: Readonly<Record<string, () => Uint8Array>> = {
    'a PNG': () => png(),
    'a PNG with transparency and colours': () => png(pngChunk('iCCP', pixels(3000)), pngChunk('tRNS', 'xyz')),
    'a PNG with much that is not sent': () => png(pngChunk('iTXt', pixels(5 * megabyte))),
    'a JPEG': () => jpeg(),
    'a JPEG with notes': () =>
      jpeg(exifSegment, jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01colours'), jpegSegment(0xfe, pixels(60_000))),
    'a JPEG with much that is not sent': () =>
      jpeg(...Array.from({ length: 12 }, () => jpegSegment(0xed, pixels(60_000))), exifSegment),
    'a WebP': () => longWebp(),
    'a WebP with notes': () => longWebp(webpChunk('EXIF', exif), webpChunk('XMP ', pixels(3 * megabyte))),
  };
  for (const [name, make] of Object.entries(images)) {
    it(`says what the whole file says, from a small part of it: ${name}`, async () => {
      const bytes = make();
      const whole = uploadImage(bytes);
      const { condensed, read } = await condense(bytes);
      assert.ok(whole !== undefined && condensed !== undefined);
      const short = uploadImage(condensed.bytes);
      assert.ok(short !== undefined);
      assert.deepEqual(short.facts, whole.facts);
      assert.equal(short.bytes.length + condensed.leftOut, whole.bytes.length);
      assert.ok(read <= 0.5 * megabyte, `${String(read)} bytes were read`);
    });
  }

  it('is not made of what only the whole file can tell', async () => {
    const others: Readonly<Record<string, Uint8Array>> = {
      'cut short': png().subarray(0, 5 * megabyte),
      'a JPEG cut short': jpeg().subarray(0, 5 * megabyte),
      'a WebP cut short': longWebp().subarray(0, 5 * megabyte),
      'a film behind a JPEG': joined(jpeg(), pixels(2 * megabyte)),
      'two pictures in one': joined(jpeg(jpegSegment(0xe2, 'MPF\0')), jpeg()),
      'mostly notes that are sent': pngWith(pngChunk('iCCP', pixels(2 * megabyte))),
      'no image': pixels(megabyte),
      'a million parts': pngWith(...Array.from({ length: 400 }, () => emptyChunks)),
    };
    for (const [name, bytes] of Object.entries(others)) {
      const { condensed, read } = await condense(bytes);
      assert.equal(condensed, undefined, name);
      assert.ok(read <= 1.1 * megabyte, `${name}: ${String(read)} bytes were read`);
    }
  });

  it('is the whole file where that is small, and ends whatever it reads', async () => {
    assert.deepEqual((await condense(sample('png'))).condensed, { bytes: sample('png'), leftOut: 0 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff\xe1', 'RIFF\xff\xff\x01\0WEBPVP8X'),
        fc.uint8Array({ maxLength: 400 }),
        async (head, bytes) => {
          const { read } = await condense(joined(head, bytes, pixels(70_000), [0xff, 0xd9]));
          assert.ok(read <= 1.1 * megabyte);
        },
      ),
    );
  });
});
