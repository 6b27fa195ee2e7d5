import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder } from '../../../src/node/repositoryFolder.ts';

describe('the folder that a path belongs to', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-prompt-root-'));
    await mkdir(join(folder, 'a/b'), { recursive: true });
    await writeFile(join(folder, 'a/b/c.video.md'), '');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is the root of the repository around it', async () => {
    await mkdir(join(folder, '.git'));
    assert.equal(await repositoryFolder(join(folder, 'a/b/c.video.md')), folder);
    assert.equal(await repositoryFolder(join(folder, 'a')), folder);
    assert.equal(await repositoryFolder(folder), folder);
  });

  it('is that of a worktree, whose .git is a file', async () => {
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, 'a/.git'), 'gitdir: elsewhere');
    assert.equal(await repositoryFolder(join(folder, 'a/b')), join(folder, 'a'));
  });

  it('is the path itself, or the folder of a file, without a repository', async () => {
    assert.equal(await repositoryFolder(join(folder, 'a')), join(folder, 'a'));
    assert.equal(await repositoryFolder(join(folder, 'a/b/c.video.md')), join(folder, 'a/b'));
  });

  it('is none where nothing lies', async () => {
    await assert.rejects(repositoryFolder(join(folder, 'nothing')));
  });
});
