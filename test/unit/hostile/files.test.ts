import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { clipFileName, resolveOutput, slugFromPrompt } from '../../../src/core/fileName.ts';
import { checkVideo } from '../../../src/core/mp4.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { makeJob, request } from '../core/makeJob.ts';
import { ascii, box, fragmentedMp4, join as joined, matroska, mp4, u32 } from '../core/mp4Builder.ts';
import { inDirectory } from '../store/directory.ts';
import { hastyPacing } from '../store/openStores.ts';

/** Damage as disks, networks and people do it. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('flip', 'number', 'cut', 'swap', 'fill'),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    value: fc.constantFrom(0, 1, 2, 7, 8, 0x7f, 0xff),
    to: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  }),
  { minLength: 1, maxLength: 6 },
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Uint8Array, steps: Damage, blockBytes: number): Uint8Array {
  let result = Uint8Array.from(bytes);
  for (const { kind, at, value, to } of steps) {
    const index = Math.floor(at * result.length);
    const other = Math.floor(to * result.length);
    const block = (place: number) => Math.floor(place / blockBytes) * blockBytes;
    switch (kind) {
      case 'flip':
        result[index] = (result[index] ?? 0) ^ (1 << (value & 7));
        break;
      case 'number':
        result.fill(value, index & ~3, (index & ~3) + 4);
        break;
      case 'cut':
        result = result.slice(0, Math.max(index, 1));
        break;
      case 'swap': {
        const kept = result.slice(block(index), block(index) + blockBytes);
        result.copyWithin(block(index), block(other), block(other) + blockBytes);
        result.set(kept.subarray(0, Math.max(0, result.length - block(other))), block(other));
        break;
      }
      case 'fill':
        result.fill(value, index, index + blockBytes);
        break;
    }
  }
  return result;
}

describe('a damaged database', () => {
  it('is opened or refused with a clear code, is never emptied, and no call of the store does worse', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const first = await openStore({ directory, pacing: hastyPacing });
      const ids = Array.from({ length: 40 }, (_, index) => `job-${String(index + 10)}`);
      await first.admit(
        ids.map((id) => makeJob({ id })),
        {},
      );
      first.close();
      const whole = await readFile(file);
      const use = async (): Promise<void> => {
        const store = await openStore({ directory, pacing: hastyPacing });
        try {
          await store.driven();
          await store.list({ limit: 100 });
          await store.totals('2026-10-01', 'file:///work/film');
          await store.isImageUsed('a'.repeat(64));
          await store.beat('window-2', 1_000);
          await store.takeOver('window-2', 1_000, 13_000);
          await store.get('job-10');
          store.holdsLease('job-10', 1, 'window-2');
          store.version();
        } finally {
          store.leave('window-2');
          store.close();
        }
      };
      await fc.assert(
        fc.asyncProperty(damage, async (steps) => {
          const bytes = damaged(whole, steps, 4_096);
          await writeFile(file, bytes);
          try {
            await use();
          } catch (error) {
            assert.ok(error instanceof VideoPromptError, String(error));
            assert.match(error.code, /^store\./);
          }
          assert.ok((await readFile(file)).length >= Math.min(bytes.length, whole.length) - 4_096);
        }),
        { numRuns: 150, interruptAfterTimeLimit: 8_000 },
      );
    });
  });

  it('is refused when it is empty or a single byte, and is not begun anew', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(1)]) {
      await inDirectory(async (directory) => {
        const first = await openStore({ directory, pacing: hastyPacing });
        first.close();
        const file = join(directory, databaseFileName);
        await writeFile(file, bytes);
        await assert.rejects(openStore({ directory, pacing: hastyPacing }), /is empty/);
        assert.equal((await readFile(file)).length, bytes.length);
      });
    }
  });

  it('is refused when it is anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), async (bytes) => {
        await inDirectory(async (directory) => {
          const first = await openStore({ directory, pacing: hastyPacing });
          first.close();
          const file = join(directory, databaseFileName);
          await writeFile(file, bytes);
          await assert.rejects(openStore({ directory, pacing: hastyPacing }), VideoPromptError);
          assert.deepEqual(new Uint8Array(await readFile(file)), bytes);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('a tampered video', () => {
  const seeds = [
    mp4(),
    mp4({ moov: 'last' }),
    mp4({ mdat: 'large' }),
    fragmentedMp4(3, true),
    matroska('webm'),
  ];
  const check = async (bytes: Uint8Array) => {
    let reads = 0;
    const result = await checkVideo((offset, length) => {
      reads += 1;
      assert.ok(offset >= 0 && offset + length <= bytes.length && length <= 4 * 1024 * 1024);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    }, bytes.length);
    return { result, reads };
  };

  it('is judged without an error, a read outside of it, or a read too many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), damage, async (seed, steps) => {
        const bytes = damaged(seed, steps, 64);
        const { result, reads } = await check(bytes);
        assert.ok(['whole', 'other', 'broken'].includes(result.kind));
        assert.ok(reads < 2_000);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is never whole when it is an archive, a page, or a start alone', async () => {
    const start = box('ftyp', ascii('isom'), u32(0), ascii('isom'));
    for (const bytes of [
      joined(ascii('PK\u0003\u0004'), new Uint8Array(4_000)),
      joined(ascii('<!doctype html><html></html>'), new Uint8Array(100)),
      start,
      joined(start, ascii('PK\u0003\u0004'), new Uint8Array(4_000)),
      joined(start, u32(0), ascii('free')),
      joined(start, u32(1), ascii('moov'), u32(0xffffffff), u32(0xffffffff)),
      joined(start, u32(0), ascii('moov')),
      joined(start, u32(4), ascii('moov'), new Uint8Array(100)),
    ]) {
      assert.equal((await check(bytes)).result.kind, 'broken');
    }
  });
});

describe('a hostile name', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.constantFrom(
      'CON',
      'nul.txt',
      'COM1',
      '..',
      '.',
      '',
      ' ',
      '~',
      'a/../../b',
      'evil\u202e4pm.exe',
      '\0',
      '-rf',
      '.git',
      'x'.repeat(100_000),
    ),
  );

  it('becomes a name that every system can hold, in one folder', () => {
    fc.assert(
      fc.property(names, (prompt) => {
        const name = clipFileName(slugFromPrompt(prompt), 2, '.mp4');
        assert.ok(new TextEncoder().encode(name).length <= 255);
        assert.doesNotMatch(name, /[\\/:<>"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.doesNotMatch(name, /^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
        assert.ok(!name.startsWith('.') && !name.startsWith('-') && !name.startsWith(' '));
        assert.notEqual(resolveOutput(name), undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts into a sidecar neither a path outside the workspace nor anything but JSON', () => {
    fc.assert(
      fc.property(names, names, (prompt, name) => {
        const job = makeJob({
          state: 'stored',
          request: {
            ...request,
            prompt,
            images: [
              { uri: `file:///secret/place/${encodeURIComponent(name.toWellFormed())}`, role: 'first' },
              { uri: name, role: 'last' },
            ],
          },
          images: [{ role: 'first', sha256: 'a'.repeat(64), bytes: 1, type: 'image/png', name }],
          clip: { bytes: 1, sha256: 'b', extension: '.mp4', uri: 'file:///work/film/videos/a.mp4' },
        });
        const text = writeSidecar(job, { savedAt: 0 });
        JSON.parse(text);
        assert.ok(!text.includes('secret/place'));
      }),
      { numRuns: 1_000 },
    );
  });
});
