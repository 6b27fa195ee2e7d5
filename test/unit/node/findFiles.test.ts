import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findFiles, TooManyFiles } from '../../../src/node/findFiles.ts';

describe('files below a folder', () => {
  let folder: string;
  let outside: string;
  beforeEach(async () => {
    const above = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-find-')));
    folder = join(above, 'in');
    outside = join(above, 'in-beside');
    await mkdir(folder);
    await mkdir(outside);
  });
  afterEach(async () => {
    await rm(join(folder, '..'), { recursive: true });
  });

  const put = async (...paths: readonly string[]) => {
    for (const path of paths) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), '');
    }
  };
  const find = async (options = {}) =>
    (await findFiles(folder, (name) => name.endsWith('.md'), options)).map((path) => relative(folder, path));

  it('are found at any depth, hidden ones too, in one order', async () => {
    await put('b.md', 'a/c/d.md', 'a/x.txt', '.hidden/e.md', '.f.md');
    assert.deepEqual(await find(), ['.f.md', '.hidden/e.md', 'a/c/d.md', 'b.md']);
  });

  it('are not looked for in packages and in the store of Git', async () => {
    await put('node_modules/a/b.md', 'x/node_modules/c.md', '.git/d.md', 'own.md');
    assert.deepEqual(await find(), ['own.md']);
  });

  it('are found through links to files and folders inside', async () => {
    await put('real/a.md');
    await symlink('real/a.md', join(folder, 'link.md'));
    await symlink('real', join(folder, 'way'));
    assert.deepEqual(await find(), ['link.md', 'real/a.md', 'way/a.md']);
  });

  it('are not looked for in a folder outside that a link leads to, nor where it leads nowhere', async () => {
    await writeFile(join(outside, 'a.md'), '');
    await symlink(outside, join(folder, 'out'));
    await symlink('nowhere', join(folder, 'lost.md'));
    assert.deepEqual(await find(), []);
  });

  it('are found once though links lead in circles', async () => {
    await put('a/x.md', 'b/y.md');
    await symlink('..', join(folder, 'a/up'));
    await symlink('../b', join(folder, 'a/over'));
    await symlink('../a', join(folder, 'b/back'));
    assert.deepEqual(await find(), ['a/over/y.md', 'a/x.md', 'b/back/x.md', 'b/y.md']);
  });

  it('are refused rather than cut off where there are too many', async () => {
    await put('a.md', 'b.md', 'c/d.md');
    await assert.rejects(find({ mostEntries: 3 }), TooManyFiles);
    assert.equal((await find({ mostEntries: 4 })).length, 3);
  });
});
