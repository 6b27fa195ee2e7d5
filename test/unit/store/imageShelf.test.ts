import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeJob } from '../core/makeJob.ts';
import { hour, inVault, isDiskError, now, photo, reopen, sha256 } from './openVaults.ts';

describe('keeping images', () => {
  it('gives the bytes back as they were', async () => {
    await inVault(async (vault, directory) => {
      const bytes = Uint8Array.from([1, 2, 3]);
      const snapshot = await vault.keepImage(bytes, photo);
      assert.deepEqual(snapshot, { ...photo, bytes: 3, sha256: sha256(bytes) });
      assert.deepEqual([...(await vault.readImage(snapshot))], [1, 2, 3]);
      assert.deepEqual(await readdir(join(directory, 'images')), [`${sha256(bytes)}.png`]);
    });
  });

  it('keeps equal images once, also when two windows keep them at once', async () => {
    await inVault(async (vault, directory) => {
      const other = await reopen(directory);
      const bytes = new Uint8Array(100_000).fill(4);
      await Promise.all([
        vault.keepImage(bytes, photo),
        other.keepImage(bytes, photo),
        vault.keepImage(bytes, photo),
      ]);
      assert.equal((await readdir(join(directory, 'images'))).length, 1);
      assert.equal(await vault.size(), 100_000);
    });
  });

  it('notices that a snapshot was changed or lost', async () => {
    await inVault(async (vault, directory) => {
      const snapshot = await vault.keepImage(Uint8Array.from([1, 2, 3]), photo);
      await writeFile(join(directory, 'images', `${snapshot.sha256}.png`), 'abc');
      await assert.rejects(vault.readImage(snapshot), isDiskError(/was changed/));
      await assert.rejects(vault.readImage({ ...snapshot, sha256: 'a'.repeat(64) }), isDiskError(/ENOENT/));
      await assert.rejects(vault.readImage({ ...snapshot, sha256: '../../key' }), isDiskError(/digest/));
    });
  });
});

describe('pruning images', () => {
  it('removes images that no open job needs, but not what was just kept', async () => {
    const used = new Set<string>();
    await inVault(
      async (vault, directory) => {
        const keep = (byte: number) => vault.keepImage(Uint8Array.from([byte]), photo);
        const [inUse, unused, fresh, again] = [await keep(1), await keep(2), await keep(3), await keep(4)];
        used.add(inUse.sha256);
        const age = async (sha: string) => {
          const seconds = (now - hour - 1000) / 1000;
          await utimes(join(directory, 'images', `${sha}.png`), seconds, seconds);
        };
        for (const { sha256: sha } of [inUse, unused, again]) await age(sha);
        await keep(4);
        await vault.discard(makeJob());
        assert.deepEqual(
          (await readdir(join(directory, 'images'))).sort(),
          [inUse, fresh, again].map(({ sha256: sha }) => `${sha}.png`).sort(),
        );
      },
      { isImageUsed: (sha) => Promise.resolve(used.has(sha)) },
    );
  });
});
