import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkVideo, type VideoCheck } from '../../../src/core/mp4.ts';
import { ascii, box, fragmentedMp4, join, matroska, mp4, type Shape, u32, u64 } from './mp4Builder.ts';

async function check(bytes: Uint8Array): Promise<VideoCheck> {
  return await checkVideo(
    (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    bytes.length,
  );
}

async function kindOf(bytes: Uint8Array): Promise<VideoCheck['kind']> {
  return (await check(bytes)).kind;
}

const indexOf = (bytes: Uint8Array, name: string) => Buffer.from(bytes).indexOf(name, 0, 'latin1');

const facts = {
  durationSeconds: 2,
  width: 1280,
  height: 720,
  codecs: ['avc1.640028', 'mp4a.40.2'],
  hasAudio: true,
};

const shapes: Readonly<Record<string, Shape>> = {
  'with its description first': {},
  'with its description last': { moov: 'last' },
  'with 64-bit offsets': { offsets: 'co64' },
  'with a 64-bit media size': { mdat: 'large', moov: 'last' },
  'whose media reach to the end': { mdat: 'toTheEnd' },
};

describe('checkVideo', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(`finds an MP4 ${name} whole and tells what is in it`, async () => {
      assert.deepEqual(await check(mp4(shape)), { kind: 'whole', ...facts });
    });

    it(`finds an MP4 ${name} broken wherever it was cut`, async () => {
      const whole = mp4(shape);
      for (let length = 0; length < whole.length; length++) {
        assert.equal(
          await kindOf(whole.subarray(0, length)),
          'broken',
          `cut to ${length} of ${whole.length}`,
        );
      }
    });
  }

  it('tells that there is no sound', async () => {
    const result = await check(mp4({ withAudio: false }));
    assert.ok(result.kind === 'whole');
    assert.equal(result.hasAudio, false);
    assert.deepEqual(result.codecs, ['avc1.640028']);
  });

  it('tells the shown size of a picture that was turned', async () => {
    const result = await check(mp4({ turned: true }));
    assert.ok(result.kind === 'whole');
    assert.deepEqual([result.width, result.height], [720, 1280]);
  });

  it('finds the end of the last sample in tables of many unequal chunks', async () => {
    const chunks = Array.from({ length: 300 }, (_, index) =>
      Array.from({ length: (index % 3) + 1 }, () => 7),
    );
    const whole = mp4({ chunks, mdat: 'toTheEnd', withAudio: false });
    assert.equal(await kindOf(whole), 'whole');
    // The builder leaves 20 bytes behind the last sample.
    assert.equal(await kindOf(whole.subarray(0, whole.length - 20)), 'whole');
    assert.equal(await kindOf(whole.subarray(0, whole.length - 21)), 'broken');
  });

  it('finds a fragmented MP4 whole and adds up its duration', async () => {
    const result = await check(fragmentedMp4(3));
    assert.ok(result.kind === 'whole');
    assert.equal(result.durationSeconds, 3);
    assert.equal(result.width, 1280);
  });

  it('finds a fragmented MP4 broken that was cut inside a fragment', async () => {
    const whole = fragmentedMp4(3);
    const lastFragment = whole.length - fragmentedMp4(2).length;
    // Up to three zeros of its header look like padding: then, as without them, nothing shows that it is missing.
    for (let missing = 1; missing < lastFragment - 3; missing++) {
      assert.equal(
        await kindOf(whole.subarray(0, whole.length - missing)),
        'broken',
        `${missing} bytes missing`,
      );
    }
  });

  it('finds a cut between two fragments where an index tells how many there are', async () => {
    const whole = fragmentedMp4(3, true);
    const oneFragment = fragmentedMp4(3).length - fragmentedMp4(2).length;
    assert.equal(await kindOf(whole), 'whole');
    assert.equal(await kindOf(whole.subarray(0, whole.length - oneFragment)), 'broken');
  });

  it('finds a film without a single picture broken', async () => {
    assert.equal(await kindOf(fragmentedMp4(0)), 'broken');
    assert.equal(await kindOf(mp4({ chunks: [], withAudio: false })), 'broken');
  });

  it('finds a file broken whose parts or tables claim more or less than there is', async () => {
    const behind = join(mp4(), box('free', new Uint8Array(100)));
    assert.equal(await kindOf(behind), 'whole');
    assert.equal(await kindOf(behind.subarray(0, behind.length - 1)), 'broken');
    assert.equal(await kindOf(join(mp4(), u32(4), ascii('free'), mp4())), 'broken');
    const table = mp4();
    const count = indexOf(table, 'stco') + 8;
    table.set(u32(3), count);
    const result = await check(table);
    assert.ok(result.kind === 'broken');
    assert.equal(result.why, 'a table ends too early');
  });

  it('does not count the samples of a fragment that has no room for them', async () => {
    const file = fragmentedMp4(1);
    const run = indexOf(file, 'trun');
    // Per sample only flags, four billion times.
    file.set([...u32(0x000401), ...u32(0xffffffff)], run + 4);
    const result = await check(file);
    assert.ok(result.kind === 'broken');
    assert.equal(result.why, 'a fragment ends too early');
  });

  it('takes padding of zeros at the end', async () => {
    assert.equal(await kindOf(join(mp4(), [0, 0, 0])), 'whole');
    assert.equal(await kindOf(join(mp4(), [0, 0, 1])), 'broken');
  });

  it('knows QuickTime, WebM and Matroska by their beginning and checks that they are complete', async () => {
    const quickTime = mp4({ brand: 'qt  ' });
    const cases = [
      [quickTime, '.mov'],
      [matroska('webm'), '.webm'],
      [matroska('matroska'), '.mkv'],
    ] as const;
    for (const [bytes, extension] of cases) {
      const result = await check(bytes);
      assert.ok(result.kind === 'other');
      assert.equal(result.extension, extension);
      assert.equal(await kindOf(bytes.subarray(0, bytes.length - 1)), 'broken');
    }
  });

  it('finds what is no video broken', async () => {
    assert.equal(await kindOf(new Uint8Array()), 'broken');
    assert.equal(await kindOf(join(ascii('<html><body>Bad gateway</body></html>'))), 'broken');
    assert.equal(await kindOf(join(ascii('{"error":{"message":"expired"}}'))), 'broken');
  });

  it('passes on what the disk throws', async () => {
    const failure = new Error('EIO');
    await assert.rejects(
      checkVideo(() => Promise.reject(failure), 1000),
      failure,
    );
  });

  it('reads little of a huge file', async () => {
    const head = mp4({ mdat: 'large' });
    const size = 8 * 1024 ** 3;
    // The media box is the last one: give it a size of gigabytes, of which only zeros are there.
    const start = head.length - 186;
    assert.equal(String.fromCharCode(...head.subarray(start + 4, start + 8)), 'mdat');
    head.set(u64(size - start), start + 8);
    let read = 0;
    const result = await checkVideo((offset, length) => {
      read += length;
      const piece = new Uint8Array(length);
      piece.set(head.subarray(offset, offset + length));
      return Promise.resolve(piece);
    }, size);
    assert.equal(result.kind, 'whole');
    assert.ok(read < 1024 * 1024, `${read} bytes were read`);
  });

  it('ends without an exception and without reading much whatever single bytes are changed', async () => {
    const originals = [
      mp4(),
      mp4({ moov: 'last', offsets: 'co64' }),
      fragmentedMp4(2, true),
      matroska('webm'),
    ];
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (original, changes) => {
          const bytes = Uint8Array.from(original);
          for (const { at, to } of changes) bytes[at % bytes.length] = to;
          let reads = 0;
          const result = await checkVideo((offset, length) => {
            assert.ok(++reads < 1000, 'this does not end');
            assert.ok(offset >= 0 && length >= 0 && offset + length <= bytes.length);
            return Promise.resolve(bytes.subarray(offset, offset + length));
          }, bytes.length);
          assert.ok(['whole', 'other', 'broken'].includes(result.kind));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('ends without an exception on random boxes', async () => {
    const type = fc.constantFrom(
      'ftyp',
      'moov',
      'trak',
      'mdia',
      'minf',
      'stbl',
      'stsd',
      'moof',
      'traf',
      'trun',
      'sidx',
      'mvex',
    );
    const leaf = fc.tuple(type, fc.uint8Array({ maxLength: 60 })).map(([name, body]) => box(name, body));
    const tree = fc
      .tuple(type, fc.array(leaf, { maxLength: 5 }))
      .map(([name, children]) => box(name, ...children));
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 6 }), async (boxes) => {
        await check(join(box('ftyp', ascii('isom'), u32(0)), ...boxes));
      }),
      { numRuns: 500 },
    );
  });
});
