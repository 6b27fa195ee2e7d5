import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readImageFacts } from '../../../../src/core/imageFacts.ts';
import { uploadImage } from '../../../../src/core/imageFile/uploadImage.ts';
import { imageDamage, type ImageDamage, isCut } from '../../../../src/core/imageFile/wholeImage.ts';
import { inflatedLength } from '../../../../src/node/inflatedLength.ts';
import { checkedChunk, jpegOf, pngOf } from './pictures.ts';
import { exifBlock, joined, jpegSegment, sample, sampleNames, webpChunk, webpWith } from './samples.ts';

type Found = ImageDamage | 'no image' | undefined;

async function damageOf(bytes: Uint8Array): Promise<Found> {
  const facts = readImageFacts(bytes);
  return facts === undefined ? 'no image' : await imageDamage(bytes, facts.type, inflatedLength);
}

const app = (marker: number, name: string, bytes = 60_000) =>
  jpegSegment(marker, joined(name, new Uint8Array(bytes).fill(0x41)));
const many = (count: number, make: (index: number) => Uint8Array) =>
  Array.from({ length: count }, (_, index) => make(index));

/** What people have: every one of these is drawn by browsers. */
const whole: readonly (readonly [string, Uint8Array])[] = [
  ...sampleNames.map((name) => [`the sample ${name}`, sample(name)] as const),
  ['a JPEG', jpegOf()],
  ['a progressive JPEG', jpegOf({ isProgressive: true })],
  ['a grey JPEG', jpegOf({ components: 1 })],
  ['a JPEG for print', jpegOf({ components: 4, before: [jpegSegment(0xee, 'Adobe\0d\0\0\0\0\x02')] })],
  ['a JPEG with restarts', jpegOf({ hasRestarts: true })],
  ['a large JPEG of one colour', jpegOf({ width: 8000, height: 6000 })],
  [
    'a JPEG with two megabytes of notes',
    jpegOf({ before: many(40, () => app(0xe1, 'http://ns.adobe.com/xmp/extension/\0')) }),
  ],
  [
    'a JPEG with a profile in many parts',
    jpegOf({ before: many(20, (index) => app(0xe2, `ICC_PROFILE\0${String.fromCharCode(index + 1, 20)}`)) }),
  ],
  [
    'a JPEG with notes of every application',
    jpegOf({ before: many(16, (index) => app(0xe0 + index, 'Something\0')) }),
  ],
  ['a JPEG with comments', jpegOf({ before: many(30, () => app(0xfe, 'Once upon a time')) })],
  [
    'a JPEG with filling bytes',
    joined([0xff, 0xd8, 0xff, 0xff, 0xff], jpegOf({ before: [app(0xe1, 'Exif\0\0', 10)] }).subarray(3)),
  ],
  [
    'a JPEG with a thumbnail in its notes',
    jpegOf({ before: [jpegSegment(0xe1, joined('Exif\0\0', exifBlock(1), jpegOf()))] }),
  ],
  ['a JPEG with a second picture behind it', joined(jpegOf({ before: [app(0xe2, 'MPF\0', 50)] }), jpegOf())],
  ['a JPEG with a film behind it', joined(jpegOf(), '....ftypmp42', new Uint8Array(5000))],
  ['a PNG', pngOf()],
  ...([0, 2, 3, 4, 6] as const).flatMap((colour) =>
    [false, true].map(
      (isInterlaced) =>
        [
          `a PNG of colour ${colour}${isInterlaced ? ', interlaced' : ''}`,
          pngOf({ colour, isInterlaced }),
        ] as const,
    ),
  ),
  ...[1, 2, 4, 16].map(
    (bits) => [`a grey PNG of ${bits} bits`, pngOf({ colour: 0, bits, isInterlaced: bits === 1 })] as const,
  ),
  ['a PNG of one pixel, interlaced', pngOf({ width: 1, height: 1, isInterlaced: true })],
  ['a PNG in many parts', pngOf({ width: 300, height: 300, parts: 9 })],
  ['a PNG with more pixels than it needs', pngOf({ extra: 500 })],
  ['a PNG with something behind it', joined(pngOf(), 'and they lived happily ever after')],
  ['a PNG with a broken note', pngOf({ before: [joined([0, 0, 0, 4], 'tEXtnote', [1, 2, 3, 4])] })],
  [
    'a PNG whose pixels are interrupted',
    joined(
      pngOf({ parts: 2 }).subarray(0, -12),
      checkedChunk('tIME', [1]),
      checkedChunk('IDAT', []),
      checkedChunk('IEND', []),
    ),
  ],
  ['a WebP with something behind it', joined(sample('webp'), 'and they lived happily ever after')],
  ['a WebP with notes', webpWith(webpChunk('XMP ', 'words'))],
  ['a WebP that lacks the last byte of an empty part', webpWith(webpChunk('XMP ', '')).subarray(0, -1)],
];

const changed = (bytes: Uint8Array, at: number, ...to: readonly number[]) => {
  const copy = Uint8Array.from(bytes);
  copy.set(to, at < 0 ? bytes.length + at : at);
  return copy;
};
const find = (bytes: Uint8Array, name: string) => Buffer.from(bytes).indexOf(name, 0, 'latin1');

const broken: readonly (readonly [string, Uint8Array, Found])[] = [
  ['a PNG of forty bytes', pngOf().subarray(0, 40), 'cut'],
  ['a PNG without its last part', pngOf().subarray(0, -12), 'cut'],
  ['a PNG that ends behind its header', pngOf().subarray(0, 33), 'cut'],
  ['a PNG whose pixels end early', pngOf({ extra: -1 }), 'damaged'],
  ['an interlaced PNG whose pixels end early', pngOf({ isInterlaced: true, extra: -1 }), 'damaged'],
  ['a PNG without pixels', joined(pngOf().subarray(0, 33), checkedChunk('IEND', [])), 'cut'],
  ['a PNG with a wrong checksum', changed(pngOf(), -13, 0x55), 'damaged'],
  [
    'a PNG whose packed pixels are none',
    joined(pngOf().subarray(0, 33), checkedChunk('IDAT', [1, 2, 3]), checkedChunk('IEND', [])),
    'damaged',
  ],
  ['a PNG without the palette that it needs', pngOf({ colour: 3, hasPalette: false }), 'damaged'],
  ['a PNG of an unknown colour', changed(pngOf(), 25, 5), 'damaged'],
  ['a PNG with three bits', changed(pngOf(), 24, 3), 'damaged'],
  ['a PNG of absurd size', changed(pngOf(), 16, 0x7f, 0xff, 0xff, 0xff), 'damaged'],
  ['a JPEG without its end', jpegOf().subarray(0, -2), 'cut'],
  ['a JPEG that ends behind its size', jpegOf().subarray(0, find(jpegOf(), '\xff\xc4')), 'cut'],
  [
    'a JPEG with next to no pixels and an end',
    jpegOf({ width: 800, height: 600, coded: new Uint8Array(500) }),
    'cut',
  ],
  ['a JPEG with no pixels and an end', jpegOf({ coded: new Uint8Array() }), 'cut'],
  [
    'a JPEG that has only its thumbnail',
    joined([0xff, 0xd8], jpegSegment(0xe1, joined('Exif\0\0', exifBlock(1), jpegOf()))),
    'no image',
  ],
  ['a JPEG with arithmetic coding', jpegOf({ frame: 0xc9 }), 'damaged'],
  ['a JPEG without loss', jpegOf({ frame: 0xc3 }), 'damaged'],
  ['a JPEG of twelve bits', jpegOf({ frame: 0xc1, bitsPerSample: 12 }), 'damaged'],
  ['a WebP of forty bytes', sample('webp').subarray(0, 40), 'cut'],
  ['a WebP without its last bytes', sample('webp').subarray(0, -3), 'cut'],
  ['a lossless WebP without its last bytes', sample('webpLossless').subarray(0, -3), 'cut'],
  ['a WebP whose first part is longer than it', changed(sample('webp'), 20, 0xf0, 0xff, 0x03), 'cut'],
];

describe('whether an image can be drawn', () => {
  for (const [name, bytes] of whole) {
    it(`finds nothing wrong with ${name}, before and after its notes are left out`, async () => {
      assert.equal(await damageOf(bytes), undefined);
      const upload = uploadImage(bytes);
      assert.ok(upload !== undefined);
      assert.equal(await damageOf(upload.bytes), undefined);
    });
  }

  for (const [name, bytes, found] of broken) {
    it(`finds ${name} ${found ?? 'whole'}`, async () => {
      assert.equal(await damageOf(bytes), found);
    });
  }

  it('finds every image cut wherever its file ends', async () => {
    const images = [
      ...sampleNames.map(sample),
      jpegOf(),
      jpegOf({ isProgressive: true }),
      jpegOf({ hasRestarts: true }),
      pngOf({ parts: 3 }),
      pngOf({ colour: 3 }),
    ];
    for (const [index, bytes] of images.entries()) {
      for (let length = 0; length < bytes.length; length++) {
        // A byte that only evens the length of a WebP may be missing.
        if (bytes.length - length === 1 && readImageFacts(bytes)?.type === 'image/webp') continue;
        assert.notEqual(
          await damageOf(bytes.subarray(0, length)),
          undefined,
          `image ${index}, ${length} bytes`,
        );
      }
    }
  });

  it('is quick to see that the end is missing', () => {
    assert.equal(isCut(pngOf(), 'image/png'), false);
    assert.equal(isCut(pngOf().subarray(0, -1), 'image/png'), true);
    assert.equal(isCut(jpegOf().subarray(0, -1), 'image/jpeg'), true);
  });

  it('never throws and unpacks no more than it has to', async () => {
    const asked: number[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole.map(([, bytes]) => bytes).filter(({ length }) => length < 5000)),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        async (bytes, changes) => {
          const copy = Uint8Array.from(bytes);
          for (const [at, to] of changes) copy[at % copy.length] = to;
          const facts = readImageFacts(copy);
          if (facts === undefined) return;
          await imageDamage(copy, facts.type, (parts, limit) => {
            asked.push(limit);
            return inflatedLength(parts, limit);
          });
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(Math.max(0, ...asked) <= 2 ** 30);
  });
});
