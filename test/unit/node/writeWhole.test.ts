import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../../src/node/writeWhole.ts';
import { inDirectory } from '../store/directory.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file that is written as a whole', () => {
  it('keeps its rights, and a link stays one', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, 'a.json');
      const link = join(directory, 'link.json');
      await writeFile(file, 'old');
      await chmod(file, 0o666);
      await symlink(file, link);
      await writeWhole(link, bytes('new'));
      assert.equal(await readFile(file, 'utf8'), 'new');
      assert.equal((await stat(file)).mode & 0o777, 0o666);
      assert.equal(await readlink(link), file);
      assert.deepEqual((await readdir(directory)).sort(), ['a.json', 'link.json']);
    });
  });

  it('leaves nothing of itself where it cannot be put', async () => {
    await inDirectory(async (directory) => {
      const folder = join(directory, 'a.json');
      await mkdir(join(folder, 'in it'), { recursive: true });
      await assert.rejects(writeWhole(folder, bytes('new')));
      assert.deepEqual(await readdir(directory), ['a.json']);
    });
  });
});
