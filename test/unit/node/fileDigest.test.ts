import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, fileDigest } from '../../../src/node/fileDigest.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { inDirectory } from '../store/directory.ts';

describe('the digest of a file', () => {
  it('is that of its bytes, in however many pieces they come', async () => {
    await inDirectory(async (directory) => {
      const bytes = Buffer.alloc(200_000, 'boat');
      const file = join(directory, 'boat.mp4');
      await writeFile(file, bytes);
      assert.equal(await fileDigest(file), sha256(bytes));
      async function* inPieces() {
        for (let at = 0; at < bytes.length; at += 999)
          yield await Promise.resolve(bytes.subarray(at, at + 999));
      }
      assert.equal(await digestOf(inPieces()), sha256(bytes));
    });
  });

  it('is that of the clip for which a pointer of Git LFS stands', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, 'boat.mp4');
      const digest = 'a'.repeat(64);
      await writeFile(file, `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize 12345\n`);
      assert.equal(await fileDigest(file), digest);
    });
  });

  it('is none of a folder', async () => {
    await inDirectory(async (directory) => {
      await mkdir(join(directory, 'boat.mp4'));
      await assert.rejects(fileDigest(join(directory, 'boat.mp4')), /not an ordinary file/);
    });
  });
});
