import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkVideo, type VideoCheck } from '../../../../src/core/mp4.ts';
import {
  box,
  fragmentedFile,
  ftyp,
  join,
  mvhd,
  tables,
  timesTable,
  track,
  type TrackShape,
  u32,
} from '../mp4Builder.ts';

async function check(bytes: Uint8Array): Promise<VideoCheck> {
  return await checkVideo(
    (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    bytes.length,
  );
}

/** So many pictures of a tenth of a second each, at the beginning of the file. */
const pictures = (count: number): readonly Uint8Array[] => [
  timesTable([count, 100]),
  ...tables([0], [Array.from({ length: count }, () => 1)], false),
];

/** A film with these tracks, whose headers say eight seconds unless they say something else. */
function film(tracks: readonly TrackShape[], movieDuration = 8000): Uint8Array {
  const moov = box(
    'moov',
    mvhd(movieDuration),
    ...tracks.map((shape, at) => track({ id: at + 1, ...eight, ...shape })),
  );
  return join(ftyp('isom'), moov, box('mdat', new Uint8Array(200)));
}

const eight: TrackShape = { shownDuration: 8000, mediaDuration: 8000 };
const none: TrackShape = { shownDuration: 0, mediaDuration: 0 };
const unknown = 0xffffffff;

const lengths: readonly (readonly [string, Uint8Array, number | undefined])[] = [
  ['the movie says nothing', film([{ tables: pictures(40) }], 0), 4],
  ['the movie says that it is not known', film([{ tables: pictures(40) }], unknown), 4],
  ['all headers say more than there is', film([{ tables: pictures(40) }]), 4],
  [
    'all headers say less than there is',
    film([{ tables: pictures(80), mediaDuration: 1, shownDuration: 1 }], 1),
    8,
  ],
  ['no header says anything', film([{ ...none, tables: pictures(40) }], 0), 4],
  [
    'only the media header says it',
    film([{ ...none, mediaDuration: 4000, tables: tables([0], [[1]], false) }], 0),
    4,
  ],
  [
    'only the track header says it',
    film([{ ...none, shownDuration: 4000, tables: tables([0], [[1]], false) }], 0),
    4,
  ],
  ['only the movie says it', film([{ ...none, tables: tables([0], [[1]], false) }], 4000), 4],
  [
    'only the list of edits says it',
    film([{ ...none, edits: [[4000, 0]], tables: tables([0], [[1]], false) }], 0),
    4,
  ],
  ['nothing says it', film([{ ...none, tables: tables([0], [[1]], false) }], 0), undefined],
  ['the list of edits shows less than there is', film([{ edits: [[4000, 0]], tables: pictures(80) }]), 4],
  [
    'the list of edits begins with a pause',
    film([
      {
        edits: [
          [1000, unknown],
          [4000, 0],
        ],
        tables: pictures(80),
      },
    ]),
    4,
  ],
  ['the list of edits is empty', film([{ edits: [[0, 0]], tables: pictures(40) }]), 4],
  ['the time of the track is finer', film([{ timescale: 10_000, tables: pictures(800) }]), 8],
  ['the time of the track is missing', film([{ timescale: 0, tables: pictures(40) }], 4000), 8],
  ['the sound is longer', film([{ tables: pictures(40) }, { kind: 'soun', tables: pictures(80) }]), 4],
  ['there is only sound', film([{ kind: 'soun', tables: pictures(40) }], 0), 4],
  ['fragments are longer than the headers', fragmentedFile({ fragments: 5, mvhd: 1000 }).bytes, 5],
];

describe('the length of a clip', () => {
  for (const [name, bytes, seconds] of lengths) {
    it(`is found where ${name}`, async () => {
      const result = await check(bytes);
      assert.ok(result.kind === 'whole', JSON.stringify(result));
      assert.equal(result.durationSeconds, seconds);
    });
  }
});

const real: TrackShape = { width: 1280, height: 720, tables: pictures(80) };
const cover: TrackShape = { codec: 'jpeg', width: 600, height: 600, shown: [600, 600], tables: pictures(1) };

const sizes: readonly (readonly [
  string,
  readonly TrackShape[],
  readonly [number, number],
  string | undefined,
])[] = [
  ['the first track is a cover', [cover, real], [1280, 720], 'avc1.640028'],
  [
    'the first track is a large cover',
    [{ ...cover, width: 4000, height: 4000 }, real],
    [1280, 720],
    'avc1.640028',
  ],
  ['the first track is a cover in PNG', [{ ...cover, codec: 'png ' }, real], [1280, 720], 'avc1.640028'],
  ['the first track has one picture', [{ ...cover, codec: 'avc1' }, real], [1280, 720], 'avc1.640028'],
  [
    'the first track is of thumbnails',
    [{ ...cover, tables: pictures(80) }, real],
    [1280, 720],
    'avc1.640028',
  ],
  [
    'the first track is switched off',
    [{ ...real, width: 1920, height: 1080, isEnabled: false }, real],
    [1280, 720],
    'avc1.640028',
  ],
  [
    'the first track has nothing in it',
    [{ ...real, width: 64, height: 64, tables: tables([], [], false) }, real],
    [1280, 720],
    'avc1.640028',
  ],
  ['a smaller copy comes first', [{ ...real, width: 320, height: 180 }, real], [1280, 720], 'avc1.640028'],
  ['all tracks are switched off', [{ ...real, isEnabled: false }], [1280, 720], 'avc1.640028'],
  ['there is nothing but moving JPEG', [{ ...real, codec: 'jpeg' }], [1280, 720], 'jpeg'],
  ['the header says another size', [{ ...real, shown: [640, 360] }], [1280, 720], 'avc1.640028'],
  ['the header says nonsense', [{ ...real, shown: [1, 1] }], [1280, 720], 'avc1.640028'],
  ['the header says nothing', [{ ...real, shown: [0, 0] }], [1280, 720], 'avc1.640028'],
  ['only the header says it', [{ ...real, width: 0, height: 0 }], [1280, 720], 'avc1.640028'],
  [
    'the pixels are not square',
    [{ ...real, width: 720, height: 576, pasp: [64, 45] }],
    [1024, 576],
    'avc1.640028',
  ],
  [
    'only the header says that the pixels are not square',
    [{ ...real, width: 720, height: 576, shown: [1024, 576] }],
    [1024, 576],
    'avc1.640028',
  ],
  ['the pixels have no shape at all', [{ ...real, pasp: [0, 0] }], [1280, 720], 'avc1.640028'],
  ['the pixels have an absurd shape', [{ ...real, pasp: [0xffffffff, 1] }], [1280, 720], 'avc1.640028'],
  ['it is turned', [{ ...real, turned: true }], [720, 1280], 'avc1.640028'],
  [
    'it is turned and its pixels are not square',
    [{ ...real, width: 720, height: 576, pasp: [64, 45], turned: true }],
    [576, 1024],
    'avc1.640028',
  ],
];

describe('the size of a clip', () => {
  for (const [name, tracks, size, codec] of sizes) {
    it(`is found where ${name}`, async () => {
      const result = await check(film(tracks));
      assert.ok(result.kind === 'whole', JSON.stringify(result));
      assert.deepEqual([result.width, result.height], size);
      assert.equal(result.codecs?.[0], codec);
    });
  }

  it('is told of fragments where a cover comes first', async () => {
    const { bytes } = fragmentedFile({ fragments: 3 });
    const result = await check(bytes);
    assert.ok(result.kind === 'whole');
    assert.equal(result.width, 1280);
  });
});

it('never throws whatever stands in the headers', async () => {
  const films = [
    film([cover, { ...real, edits: [[4000, 0]], pasp: [64, 45] }]),
    fragmentedFile({ fragments: 2 }).bytes,
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...films),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 20 }),
      async (bytes, changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, to] of changes) damaged[at % damaged.length] = to;
        const result = await check(damaged);
        const { durationSeconds = 1, width = 1 } = result;
        assert.ok(Number.isFinite(durationSeconds) && durationSeconds > 0 && Number.isFinite(width));
      },
    ),
    { numRuns: 3000 },
  );
  assert.equal((await check(join(ftyp('isom'), u32(0)))).kind, 'broken');
});
