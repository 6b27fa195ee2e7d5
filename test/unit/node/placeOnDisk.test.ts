import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOnDisk } from '../../../src/node/placeOnDisk.ts';
import { inDirectory } from '../store/directory.ts';

describe('a file that is put at a place', () => {
  it('is a copy, and its part is gone', async () => {
    await inDirectory(async (directory) => {
      const at = (name: string) => join(directory, name);
      await writeFile(at('kept'), 'clip');
      await writeFile(at('boat.mp4.job-1.part'), 'half of an earlier try');
      assert.equal(await placeOnDisk(at('kept'), at('boat.mp4'), at('boat.mp4.job-1.part')), true);
      assert.equal(await readFile(at('boat.mp4'), 'utf8'), 'clip');
      assert.deepEqual((await readdir(directory)).sort(), ['boat.mp4', 'kept']);
    });
  });

  it('overwrites nothing', async () => {
    await inDirectory(async (directory) => {
      const at = (name: string) => join(directory, name);
      await writeFile(at('kept'), 'clip');
      await writeFile(at('boat.mp4'), 'mine');
      assert.equal(await placeOnDisk(at('kept'), at('boat.mp4'), at('part')), false);
      assert.equal(await readFile(at('boat.mp4'), 'utf8'), 'mine');
      assert.deepEqual((await readdir(directory)).sort(), ['boat.mp4', 'kept']);
    });
  });
});
