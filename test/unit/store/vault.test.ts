import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbort } from '../../../src/core/errors.ts';
import { BrokenBody, EndlessBody } from '../../../src/engine/ports.ts';
import type { OpenFile } from '../../../src/store/files.ts';
import { makeJob } from '../core/makeJob.ts';
import { mp4, u32 } from '../core/mp4Builder.ts';
import {
  answer,
  chunksOf,
  going,
  inVault,
  isDiskError,
  photo,
  reopen,
  sha256,
  video,
  watchingWrites,
} from './openVaults.ts';

describe('receiving a clip', () => {
  it('gives a checked clip with its digest, and nothing else stays', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(video), going);
      const clip = await vault.accept('job-1');
      assert.deepEqual(clip, {
        bytes: video.length,
        sha256: sha256(video),
        extension: '.mp4',
        durationSeconds: 2,
        width: 1280,
        height: 720,
        codecs: ['avc1.640028', 'mp4a.40.2'],
      });
      assert.deepEqual(await readdir(join(directory, 'clips')), ['job-1.mp4']);
      assert.ok(video.every((byte, at) => byte === video[at]));
      assert.equal(sha256(await readFile(vault.clipPath(makeJob({ clip })))), sha256(video));
    });
  });

  it('continues where the connection broke', async () => {
    await inVault(async (vault, directory) => {
      const end = new BrokenBody(new Error('reset'));
      await assert.rejects(vault.receive('job-1', answer(video, { to: 1_500_000, end }), going), end);
      assert.deepEqual(await vault.partial('job-1'), { bytes: 1_500_000, etag: '"v1"' });
      // Another window goes on.
      const other = await reopen(directory);
      assert.equal(await other.received('job-1'), undefined);
      assert.deepEqual(await other.partial('job-1'), { bytes: 1_500_000, etag: '"v1"' });
      await other.receive('job-1', answer(video, { from: 1_500_000, totalBytes: video.length }), going);
      assert.equal((await other.accept('job-1'))?.sha256, sha256(video));
    });
  });

  it('drops what lies behind the place where the server continues', async () => {
    await inVault(async (vault) => {
      const end = new BrokenBody(new Error('reset'));
      const rubbish = new Uint8Array(2_000_000).fill(1);
      rubbish.set(video.subarray(0, 1_000_000));
      await assert.rejects(vault.receive('job-1', answer(rubbish, { end }), going), end);
      await vault.receive('job-1', answer(video, { from: 1_000_000 }), going);
      assert.equal((await vault.accept('job-1'))?.sha256, sha256(video));
    });
  });

  it('starts over where the server does', async () => {
    await inVault(async (vault) => {
      const end = new BrokenBody(new Error('reset'));
      await assert.rejects(vault.receive('job-1', answer(new Uint8Array(5_000_000), { end }), going), end);
      await vault.receive('job-1', answer(video, { etag: '"v2"' }), going);
      assert.equal((await vault.accept('job-1'))?.sha256, sha256(video));
    });
  });

  it('cannot continue without a validator, nor when the bytes are gone', async () => {
    await inVault(async (vault, directory) => {
      const end = new BrokenBody(new Error('reset'));
      await assert.rejects(
        vault.receive('job-1', answer(video, { to: 500_000, end, etag: undefined }), going),
        end,
      );
      assert.equal(await vault.partial('job-1'), undefined);
      await assert.rejects(vault.receive('job-2', answer(video, { to: 500_000, end }), going), end);
      await writeFile(join(directory, 'clips', 'job-2.part'), 'short');
      assert.equal(await vault.partial('job-2'), undefined);
      await assert.rejects(vault.receive('job-2', answer(video, { from: 500_000 }), going), BrokenBody);
      await assert.rejects(vault.receive('job-3', answer(video, { from: 500_000 }), going), BrokenBody);
    });
  });

  it('takes a body that ends early for broken, and keeps what came', async () => {
    await inVault(async (vault) => {
      const early = answer(video, { to: 700_000, totalBytes: video.length });
      await assert.rejects(vault.receive('job-1', early, going), BrokenBody);
      assert.equal(await vault.received('job-1'), undefined);
      assert.equal((await vault.partial('job-1'))?.bytes, 700_000);
    });
  });

  it('keeps what came when it is aborted', async () => {
    await inVault(async (vault) => {
      const closing = new AbortController();
      async function* body() {
        yield video.subarray(0, 400_000);
        closing.abort();
        yield* chunksOf(video.subarray(400_000), 65_536);
      }
      await assert.rejects(
        vault.receive('job-1', { ...answer(video), body: body() }, closing.signal),
        isAbort,
      );
      assert.equal((await vault.partial('job-1'))?.bytes, 400_000);
    });
  });

  it('says that the disk is full, and continues when there is room again', async () => {
    let room = 2_500_000;
    const open = watchingWrites((bytes) => {
      room -= bytes;
      if (room < 0)
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', errno: -28 });
    });
    await inVault(
      async (vault) => {
        await assert.rejects(vault.receive('job-1', answer(video), going), isDiskError(/disk is full/));
        const kept = await vault.partial('job-1');
        assert.ok(kept !== undefined && kept.bytes >= 1_000_000 && kept.bytes <= 2_500_000);
        room = 10_000_000;
        await vault.receive('job-1', answer(video, { from: kept.bytes }), going);
        assert.equal((await vault.accept('job-1'))?.sha256, sha256(video));
      },
      { open },
    );
  });

  it('tells in words what else the disk refuses', async () => {
    const cases = { EDQUOT: /quota/, EROFS: /read-only/, EACCES: /denied/, EIO: /EIO/ };
    for (const [code, words] of Object.entries(cases)) {
      const open: OpenFile = () => Promise.reject(Object.assign(new Error(code), { code, syscall: 'open' }));
      await inVault(
        async (vault) => {
          await assert.rejects(vault.receive('job-1', answer(video), going), isDiskError(words));
          await assert.rejects(vault.keepImage(new Uint8Array(3), photo), isDiskError(words));
        },
        { open },
      );
    }
  });

  it('begins nothing that the disk has no room for, and leaves it some', async () => {
    const mebibyte = 1024 * 1024;
    let free = 100 * mebibyte;
    await inVault(
      async (vault, directory) => {
        const announced = answer(video, { totalBytes: 90 * mebibyte });
        await assert.rejects(vault.receive('job-1', announced, going), isDiskError(/no room/));
        assert.equal(await vault.partial('job-1'), undefined);
        assert.equal((await readFile(join(directory, 'clips', 'job-1.part'))).length, 0);
        await vault.receive('job-1', answer(video, { totalBytes: video.length }), going);
        assert.equal((await vault.accept('job-1'))?.sha256, sha256(video));
        free = 10 * mebibyte;
        await assert.rejects(vault.receive('job-2', answer(video), going), isDiskError(/no room/));
        free = 200 * mebibyte;
        await vault.receive('job-2', answer(video), going);
      },
      { freeBytes: () => Promise.resolve(free) },
    );
  });

  it('stops in the middle, before a body without end has filled the disk, and continues later', async () => {
    const mebibyte = 1024 * 1024;
    let free = 130 * mebibyte;
    const long = Buffer.concat([
      mp4(),
      Uint8Array.from(u32(60 * mebibyte + 8)),
      Buffer.from('free'),
      new Uint8Array(60 * mebibyte),
    ]);
    // Others write, too.
    const open = watchingWrites((bytes) => (free -= 2 * bytes));
    await inVault(
      async (vault) => {
        await assert.rejects(vault.receive('job-1', answer(long), going), isDiskError(/no room/));
        const kept = await vault.partial('job-1');
        assert.ok(kept !== undefined && kept.bytes > 0 && kept.bytes < long.length);
        assert.ok(free > 0, `${free} bytes were left`);
        free = 10_000 * mebibyte;
        await vault.receive('job-1', answer(long, { from: kept.bytes }), going);
        assert.equal((await vault.accept('job-1'))?.sha256, sha256(long));
      },
      { open, freeBytes: () => Promise.resolve(free) },
    );
  });

  it('keeps nothing of a body without end', async () => {
    await inVault(async (vault, directory) => {
      const end = new EndlessBody(1_000_000);
      await assert.rejects(vault.receive('job-1', answer(video, { end }), going), end);
      assert.deepEqual(await readdir(join(directory, 'clips')), []);
    });
  });

  it('collects small chunks to large writes', async () => {
    const writes: number[] = [];
    await inVault(
      async (vault) => {
        await vault.receive('job-1', answer(video, { chunkBytes: 5_000 }), going);
      },
      { open: watchingWrites((bytes) => writes.push(bytes)) },
    );
    assert.ok(writes.length <= 4, `${writes.length} writes`);
    assert.equal(
      writes.reduce((sum, bytes) => sum + bytes, 0),
      video.length,
    );
  });

  it('is not disturbed by a window that was taken for dead and writes on', async () => {
    await inVault(async (vault, directory) => {
      let proceed: () => void = () => undefined;
      const paused = new Promise<void>((resolve) => (proceed = resolve));
      let begun: () => void = () => undefined;
      const started = new Promise<void>((resolve) => (begun = resolve));
      async function* slowBody() {
        begun();
        await paused;
        yield new Uint8Array(2_000_000).fill(0xee);
        throw new BrokenBody(new Error('late'));
      }
      const old = vault.receive('job-1', { ...answer(video), body: slowBody() }, going);
      await started;
      const other = await reopen(directory);
      await other.receive('job-1', answer(video), going);
      proceed();
      await assert.rejects(old, BrokenBody);
      assert.equal((await other.accept('job-1'))?.sha256, sha256(video));
      assert.equal(sha256(await readFile(join(directory, 'clips', 'job-1.mp4'))), sha256(video));
    });
  });
});

describe('discarding', () => {
  it('removes the clip of the job in every stage, and no other', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(video), going);
      await vault.accept('job-1');
      await vault.receive('job-2', answer(video), going);
      await vault.receive('job-3', answer(video), going);
      await vault.discard(makeJob({ id: 'job-1' }));
      await vault.discard(makeJob({ id: 'job-2' }));
      assert.deepEqual((await readdir(join(directory, 'clips'))).sort(), ['job-3.part', 'job-3.part.json']);
    });
  });
});
