import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkVideo, type VideoCheck } from '../../../../src/core/mp4.ts';
import { ascii, box, type FragmentShape, fragmentedFile, join, mp4, u32 } from '../mp4Builder.ts';
import { containers, nothingToWatch } from './samples.ts';

async function check(bytes: Uint8Array, expectedSeconds?: number): Promise<VideoCheck> {
  return await checkVideo(
    (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    bytes.length,
    expectedSeconds,
  );
}

const ways: readonly (readonly [string, Omit<FragmentShape, 'fragments'>])[] = [
  ['the whole length of the fragments', { mehd: 4000 }],
  ['the whole length of the movie', { mvhd: 4000 }],
  ['an index', { sidx: 'one' }],
  ['a chain of indexes', { sidx: 'chained' }],
  ['a tree of indexes', { sidx: 'nested' }],
];

describe('whether a film of fragments is whole', () => {
  for (const [name, shape] of ways) {
    it(`is told by ${name}`, async () => {
      const { bytes, ends } = fragmentedFile({ fragments: 4, ...shape });
      const whole = await check(bytes);
      assert.ok(whole.kind === 'whole');
      assert.equal(whole.durationSeconds, 4);
      assert.deepEqual(await check(bytes, 4), whole);
      for (const end of ends.slice(0, -1)) {
        const cut = await check(bytes.subarray(0, end));
        assert.ok(cut.kind === 'broken', `cut at ${end} of ${bytes.length}`);
        assert.equal(cut.isCut, true);
        assert.equal(cut.extension, '.mp4');
      }
    });
  }

  it('is told by the seconds that were asked for where the file says nothing', async () => {
    const { bytes, ends } = fragmentedFile({ fragments: 8 });
    assert.equal((await check(bytes, 8)).kind, 'whole');
    // A model that makes a little more, or counts frames.
    assert.equal((await check(bytes, 8.2)).kind, 'whole');
    assert.equal((await check(bytes, 5)).kind, 'whole');
    for (const end of ends.slice(0, -1)) {
      assert.equal((await check(bytes.subarray(0, end), 8)).kind, 'broken', `cut at ${end}`);
      assert.equal((await check(bytes.subarray(0, end))).kind, 'whole');
    }
  });

  it('is told by the list at its end, against what was asked for', async () => {
    const { bytes } = fragmentedFile({ fragments: 4, mfra: true });
    assert.equal((await check(bytes, 8)).kind, 'whole');
    const index = fragmentedFile({ fragments: 4, sidx: 'one' });
    assert.equal((await check(index.bytes, 8)).kind, 'whole');
  });

  it('finds a list at the end that names fragments which are not there', async () => {
    const { bytes, ends } = fragmentedFile({ fragments: 4, mfra: true });
    const [, , third = 0, last = 0] = ends;
    const gap = join(bytes.subarray(0, third), bytes.subarray(last));
    assert.equal((await check(gap)).kind, 'broken');
  });

  it('does not ask a file with tables for the seconds that were asked for', async () => {
    assert.equal((await check(mp4(), 8)).kind, 'whole');
  });
});

describe('what cannot be checked', () => {
  for (const [name, tail] of [
    ['words', ascii('\r\n--end of part--\r\n')],
    ['a byte', [1]],
    ['a header that promises more', [...u32(5000), ...ascii('free')]],
    ['noise', Array.from({ length: 999 }, (_, index) => (index * 89 + 41) % 256)],
  ] as const) {
    it(`knows a playable film with ${name} behind it, and what is in it`, async () => {
      const result = await check(join(mp4(), tail));
      assert.ok(result.kind === 'broken');
      assert.deepEqual(
        [result.extension, result.isCut, result.durationSeconds, result.width],
        ['.mp4', false, 2, 1280],
      );
    });
  }

  it('takes a film without its end for cut', async () => {
    const result = await check(mp4().subarray(0, mp4().length - 100));
    assert.ok(result.kind === 'broken');
    assert.equal(result.isCut, true);
  });

  for (const [name, extension, bytes] of containers) {
    if (extension === '.mp4' || extension === '.mov' || extension === '.mkv') continue;
    it(`knows ${name} as a video that it cannot check`, async () => {
      const result = await check(bytes);
      assert.ok(result.kind === 'broken');
      assert.deepEqual([result.extension, result.isCut], [extension, false]);
    });
  }

  for (const [name, bytes] of nothingToWatch) {
    it(`knows ${name} as no video`, async () => {
      const result = await check(bytes);
      assert.ok(result.kind === 'broken');
      assert.equal(result.extension, undefined);
    });
  }

  it('ends without an exception, whatever lies behind the beginning of a container', async () => {
    const start = fc.constantFrom(...containers.map(([, , bytes]) => bytes.subarray(0, 64)));
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 600 }), async (head, rest) => {
        await check(join(head, rest), 8);
      }),
    );
  });

  it('reads an index at the end with hostile numbers', async () => {
    const { bytes } = fragmentedFile({ fragments: 2, mfra: true });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 16 }), async (at, noise) => {
        const damaged = Uint8Array.from(bytes);
        damaged.set(noise, Math.min(at % damaged.length, damaged.length - noise.length));
        await check(damaged, 2);
      }),
    );
    const huge = join(bytes, box('mfra', box('tfra', u32(0), u32(1), u32(0x3f), u32(0xffffffff))));
    assert.equal((await check(huge)).kind, 'whole');
  });
});
