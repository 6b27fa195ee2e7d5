import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readImageFacts } from '../../../../src/core/imageFacts.ts';
import { jpegSegments } from '../../../../src/core/imageFile/jpegSegments.ts';
import { pngChunks } from '../../../../src/core/imageFile/pngChunks.ts';
import { stripMetadata } from '../../../../src/core/imageFile/stripMetadata.ts';
import { uploadImage } from '../../../../src/core/imageFile/uploadImage.ts';
import { webpChunks } from '../../../../src/core/imageFile/webpChunks.ts';
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
} from './samples.ts';

const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text, 0, 'latin1');
const secret = 'GPS 52.5200 N';

describe('stripping metadata', () => {
  it('leaves images alone that have none', () => {
    for (const name of sampleNames) {
      const bytes = sample(name);
      const { type } = readImageFacts(bytes) ?? {};
      assert.ok(type);
      assert.equal(stripMetadata(bytes, type), bytes, name);
    }
  });

  it('takes place, comments, thumbnails and whatever nobody knows out of a JPEG, and keeps its colours', () => {
    const profile = jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01colours');
    const adobe = jpegSegment(0xee, 'Adobe\0d\0\0\0\0\x01');
    const given = joined(
      jpegWith(
        jpegSegment(0xe1, joined('Exif\0\0', exifBlock(1))),
        jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`),
        jpegSegment(0xed, `Photoshop 3.0\0${secret}`),
        jpegSegment(0xe2, `MPF\0${secret}`),
        jpegSegment(0xe0, `JFXX\0${secret}`),
        jpegSegment(0xfe, secret),
        jpegSegment(0xf0, secret),
        profile,
        adobe,
      ),
      `a second picture behind the end: ${secret}`,
      sample('jpeg'),
    );
    const stripped = stripMetadata(given, 'image/jpeg');
    assert.equal(holds(stripped, secret), false);
    assert.deepEqual(stripped, jpegWith(profile, adobe));
  });

  it('takes the thumbnail out of a JFIF header', () => {
    const thumb = joined('JFIF\0', [1, 2, 0, 0, 1, 0, 1, 2, 1], 'RGBRGB');
    const given = joined([0xff, 0xd8], jpegSegment(0xe0, thumb), sample('jpeg').subarray(20));
    const stripped = stripMetadata(given, 'image/jpeg');
    assert.equal(holds(stripped, 'RGBRGB'), false);
    assert.deepEqual(stripped, sample('jpeg'));
  });

  it('keeps every scan of a JPEG, restarts and stuffed bytes among them', () => {
    const scans = joined(
      [0xff, 0xda, 0, 4, 9, 9, 1, 0xff, 0, 2, 0xff, 0xd0, 3],
      jpegSegment(0xc4, 'tables'),
      [0xff, 0xda, 0, 4, 9, 9, 0xff, 0, 0xff, 0xff, 0xff, 0xd9],
    );
    const start = sample('jpeg').subarray(0, 20);
    const given = joined(start, jpegSegment(0xfe, secret), scans, secret);
    assert.deepEqual(stripMetadata(given, 'image/jpeg'), joined(start, scans));
  });

  it('takes texts, EXIF, time and unknown chunks out of a PNG, and keeps what the pixels look like', () => {
    const kept = [pngChunk('gAMA', 'look'), pngChunk('iCCP', 'colours'), pngChunk('tRNS', 'through')];
    const given = joined(
      pngWith(
        pngChunk('eXIf', exifBlock(1)),
        pngChunk('tEXt', secret),
        ...kept,
        pngChunk('iTXt', secret),
        pngChunk('zTXt', secret),
        pngChunk('tIME', secret),
        pngChunk('prVt', secret),
      ),
      secret,
    );
    const stripped = stripMetadata(given, 'image/png');
    assert.equal(holds(stripped, secret), false);
    assert.deepEqual(stripped, pngWith(...kept));
  });

  it('takes EXIF, XMP and unknown chunks out of a WebP, and announces them no more', () => {
    const given = joined(
      webpWith(webpChunk('EXIF', exifBlock(1)), webpChunk('XMP ', `${secret}!`), webpChunk('note', secret)),
      secret,
    );
    const stripped = stripMetadata(given, 'image/webp');
    assert.equal(holds(stripped, secret), false);
    assert.deepEqual(stripped, sample('webpAlpha'));
  });

  it('changes nothing in the bytes it was given', () => {
    const given = Buffer.from(webpWith(webpChunk('EXIF', exifBlock(1))));
    const before = Uint8Array.from(given);
    stripMetadata(given, 'image/webp');
    assert.deepEqual(Uint8Array.from(given), before);
  });

  const noted = [
    jpegWith(jpegSegment(0xe1, joined('Exif\0\0', exifBlock(6))), jpegSegment(0xfe, secret)),
    pngWith(pngChunk('eXIf', exifBlock(3)), pngChunk('tEXt', secret)),
    webpWith(webpChunk('EXIF', exifBlock(8, 'II'))),
    ...sampleNames.map(sample),
  ];
  const damage = fc.record({
    at: fc.nat(2_000),
    how: fc.constantFrom('set', 'cut', 'insert', 'repeat'),
    value: fc.constantFrom(0, 1, 0x10, 0x7f, 0xd9, 0xda, 0xe1, 0xff),
    bytes: fc.uint8Array({ maxLength: 20 }),
  });
  const damaged = fc
    .tuple(fc.constantFrom(...noted), fc.array(damage, { maxLength: 5 }))
    .map(([seed, steps]) =>
      steps.reduce((bytes: Uint8Array, { at, how, value, bytes: noise }) => {
        const place = at % (bytes.length + 1);
        const rest = bytes.subarray(place);
        const head = bytes.subarray(0, place);
        switch (how) {
          case 'set':
            return joined(head, [value], rest.subarray(1));
          case 'cut':
            return joined(head);
          case 'insert':
            return joined(head, noise, rest);
          case 'repeat':
            return joined(head, rest, rest);
        }
        throw new Error(how);
      }, seed),
    );
  const anything = fc.oneof(
    { weight: 4, arbitrary: damaged },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );

  it('never breaks, never makes a file larger, and has nothing left to do afterwards, whatever the bytes', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('image/png' as const, 'image/jpeg' as const, 'image/webp' as const),
        (bytes, type) => {
          const stripped = stripMetadata(bytes, type);
          assert.ok(stripped.length <= bytes.length);
          assert.deepEqual(stripMetadata(stripped, type), stripped);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('leaves nothing in an upload but known parts, and the picture has the same pixels', () => {
    const partsOf = {
      'image/png': (bytes: Uint8Array) => [...pngChunks(bytes)].map(({ type }) => type),
      'image/webp': (bytes: Uint8Array) => [...webpChunks(bytes)].map(({ type }) => type),
      'image/jpeg': (bytes: Uint8Array) => [...jpegSegments(bytes)].map(({ marker }) => marker.toString(16)),
    };
    fc.assert(
      fc.property(anything, (bytes) => {
        const upload = uploadImage(bytes);
        if (upload === undefined) return;
        const left = readImageFacts(upload.bytes);
        assert.ok(left !== undefined && left.orientation === undefined);
        const sizes = [upload.facts.width, upload.facts.height].toSorted((a, b) => a - b);
        assert.deepEqual(
          [left.width, left.height].toSorted((a, b) => a - b),
          sizes,
        );
        const parts = partsOf[left.type](upload.bytes);
        assert.ok(
          parts.every((part) => !/^(e[13-9a-df]|f.|tEXt|iTXt|zTXt|eXIf|tIME|EXIF|XMP )$/.test(part)),
          parts.join(),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes a moment for a long hostile file', () => {
    const hostile = new Uint8Array(20_000_000);
    for (let at = 0; at < hostile.length; at += 4) hostile.set([0xff, 0xfe, 0, 2], at);
    hostile.set([0xff, 0xd8]);
    assert.ok(stripMetadata(hostile, 'image/jpeg').length < 100);
    const chunks = new Uint8Array(20_000_000).fill(0, 8);
    assert.ok(stripMetadata(chunks, 'image/png').length < 100);
  });
});
