import assert from 'node:assert/strict';
import { readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { makeJob } from '../core/makeJob.ts';
import { containers } from '../core/mp4/samples.ts';
import { mp4 } from '../core/mp4Builder.ts';
import { answer, going, inVault, isDiskError, reopen, sha256, video } from './openVaults.ts';

describe('accepting a clip', () => {
  it('gives the same clip again, also to the next window, because the database may not know it yet', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(video), going);
      const clip = await vault.accept('job-1');
      assert.ok(clip);
      assert.deepEqual(await vault.accept('job-1'), clip);
      assert.deepEqual(await (await reopen(directory)).received('job-1'), clip);
      assert.deepEqual(await (await reopen(directory)).accept('job-1'), clip);
    });
  });

  it('takes up what was received to the end before the window died', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(video), going);
      const clip = await (await reopen(directory)).received('job-1');
      assert.equal(clip?.sha256, sha256(video));
      assert.deepEqual(await readdir(join(directory, 'clips')), ['job-1.mp4']);
    });
  });

  it('refuses a video that is not whole and keeps nothing, so that it is fetched anew', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(video.subarray(0, 2_000_000)), going);
      assert.equal(await vault.accept('job-1'), undefined);
      assert.equal(await vault.partial('job-1'), undefined);
      assert.deepEqual(await readdir(join(directory, 'clips')), ['job-1.refused']);
      assert.equal(await vault.accept('job-1'), undefined);
    });
  });

  it('takes a video that it cannot check once the same bytes came twice, and says so', async () => {
    await inVault(async (vault, directory) => {
      const cut = (bytes: number) => answer(mp4().subarray(0, bytes));
      await vault.receive('job-1', cut(900), going);
      assert.equal(await vault.accept('job-1'), undefined);
      await vault.receive('job-1', cut(800), going);
      assert.equal(await vault.accept('job-1'), undefined);
      await vault.receive('job-1', cut(800), going);
      const clip = await vault.accept('job-1');
      assert.equal(clip?.isUnchecked, true);
      assert.equal(clip.bytes, 800);
      assert.deepEqual(await vault.received('job-1'), clip);
      await vault.discard(makeJob({ id: 'job-1' }));
      assert.deepEqual(await readdir(join(directory, 'clips')), []);
    });
  });

  for (const [name, extension, bytes] of containers) {
    if (extension === '.mp4' || extension === '.mov' || extension === '.mkv') continue;
    it(`takes ${name} the second time it comes whole, though every byte behind its beginning differs`, async () => {
      await inVault(async (vault, directory) => {
        await vault.receive('job-1', answer(bytes), going);
        assert.equal(await vault.accept('job-1'), undefined);
        // Another window, later.
        const other = await reopen(directory);
        assert.equal(await other.received('job-1'), undefined);
        const again = Uint8Array.from(bytes);
        again[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        await other.receive('job-1', answer(again), going);
        const clip = await other.accept('job-1');
        assert.deepEqual(
          [clip?.extension, clip?.isUnchecked, clip?.sha256],
          [extension, true, sha256(again)],
        );
        assert.deepEqual(await (await reopen(directory)).received('job-1'), clip);
        await other.discard(makeJob({ id: 'job-1' }));
        assert.deepEqual(await readdir(join(directory, 'clips')), []);
      });
    });
  }

  it('does not count a download twice where the window died after it was refused', async () => {
    await inVault(async (vault, directory) => {
      const cut = mp4().subarray(0, 900);
      await vault.receive('job-1', answer(cut), going);
      const part = await readFile(join(directory, 'clips', 'job-1.part'));
      const note = await readFile(join(directory, 'clips', 'job-1.part.json'));
      assert.equal(await vault.accept('job-1'), undefined);
      // What a crash leaves: the count is written last.
      await rm(join(directory, 'clips', 'job-1.refused'));
      assert.equal(await (await reopen(directory)).received('job-1'), undefined);
      await writeFile(join(directory, 'clips', 'job-1.part'), part);
      await writeFile(join(directory, 'clips', 'job-1.part.json'), note);
      assert.equal(await (await reopen(directory)).received('job-1'), undefined);
    });
  });

  it('reads what an earlier version wrote of a refused download', async () => {
    await inVault(async (vault, directory) => {
      const cut = mp4().subarray(0, 900);
      await writeFile(join(directory, 'clips', 'job-1.refused'), sha256(cut));
      await vault.receive('job-1', answer(cut), going);
      assert.equal((await vault.accept('job-1'))?.isUnchecked, true);
    });
  });

  it('takes the longest of bodies that end somewhere else each time, after some tries', async () => {
    await inVault(async (vault) => {
      let taken;
      const lengths = [700, 900, 600, 950, 650, 640];
      for (const length of lengths) {
        await vault.receive('job-1', answer(mp4().subarray(0, length)), going);
        taken ??= await vault.accept('job-1');
      }
      assert.deepEqual([taken?.bytes, taken?.isUnchecked], [950, true]);
    });
  });

  it('never takes a page for a video, however often it comes', async () => {
    await inVault(async (vault) => {
      for (let time = 0; time < 3; time++) {
        await vault.receive('job-1', answer(Buffer.from('<html>Sign in</html>')), going);
        assert.equal(await vault.accept('job-1'), undefined);
      }
    });
  });

  it('does not trust a kept clip that is no longer whole', async () => {
    await inVault(async (vault, directory) => {
      await writeFile(join(directory, 'clips', 'job-1.mp4'), video.subarray(0, 1000));
      assert.equal(await vault.received('job-1'), undefined);
      assert.deepEqual(await readdir(join(directory, 'clips')), []);
    });
  });

  it('keeps another container under its own extension', async () => {
    await inVault(async (vault, directory) => {
      await vault.receive('job-1', answer(mp4({ brand: 'qt  ' })), going);
      const clip = await vault.accept('job-1');
      assert.equal(clip?.extension, '.mov');
      assert.deepEqual(await readdir(join(directory, 'clips')), ['job-1.mov']);
      assert.deepEqual(await vault.received('job-1'), clip);
    });
  });

  it('follows no symbolic link', async () => {
    // Windows lets only administrators make links.
    if (process.platform === 'win32') return;
    await inVault(async (vault, directory) => {
      const outside = join(directory, 'outside.mp4');
      await writeFile(outside, video);
      await symlink(outside, join(directory, 'clips', 'job-1.mp4'));
      await symlink(outside, join(directory, 'clips', 'job-1.part'));
      assert.equal(await vault.received('job-1'), undefined);
      await assert.rejects(
        vault.receive('job-1', answer(video, { from: 10 }), going),
        isDiskError(/symbolic link/),
      );
      assert.equal(sha256(await readFile(outside)), sha256(video));
      const elsewhere = join(directory, 'elsewhere');
      await rename(join(directory, 'images'), elsewhere);
      await symlink(elsewhere, join(directory, 'images'));
      await assert.rejects(reopen(directory), isDiskError(/not a folder/));
    });
  });

  it('makes no file name of what is no job id', async () => {
    await inVault(async (vault) => {
      for (const id of ['', '../up', 'a/b', 'a.b', 'a\0b', 'x'.repeat(200)]) {
        await assert.rejects(vault.accept(id), VideoPromptError);
        await assert.rejects(vault.receive(id, answer(video), going), VideoPromptError);
      }
    });
  });
});
