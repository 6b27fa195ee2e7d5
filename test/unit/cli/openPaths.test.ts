import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mkdir } from 'node:fs/promises';
import { openPaths } from '../../../src/cli/openPaths.ts';
import { shownFrom } from '../../../src/cli/shownFrom.ts';
import { UsageError } from '../../../src/cli/usageError.ts';
import { uriOf } from '../../../src/runtime/repository.ts';
import { type FilmFolder, makeFilmFolder } from '../../support/filmFolder.ts';

describe('the paths that a command is given', () => {
  let films: FilmFolder;
  const told: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    films = await makeFilmFolder();
    for (const path of ['a.video.md', 'one/b.video.md', 'one/two/c.video.md', 'one-more/d.video.md'])
      await films.write(path, 'A boat.\n');
    await films.write('one/notes.md', '');
  });
  afterEach(async () => {
    await films.remove();
  });

  const inFolder = (workingDirectory: string) => ({
    workingDirectory,
    stderr: { isTerminal: false, write: (text: string) => void told.push(text) },
  });
  const found = async (operands: readonly string[], directory = films.folder) =>
    (await openPaths(operands, inFolder(directory))).map(({ repository, promptFiles }) => ({
      folder: relative(films.folder, fileURLToPath(repository.folderUri)) || '.',
      files: promptFiles.map(shownFrom(films.folder)),
    }));

  it('are the working directory where there is none', async () => {
    assert.deepEqual(await found([]), [
      {
        folder: '.',
        files: ['a.video.md', 'one-more/d.video.md', 'one/b.video.md', 'one/two/c.video.md'],
      },
    ]);
  });

  it('are read with the whole repository around them, once', async () => {
    await mkdir(films.path('.git'));
    assert.deepEqual(await found(['two', 'b.video.md', 'two/c.video.md'], films.path('one')), [
      { folder: '.', files: ['one/b.video.md', 'one/two/c.video.md'] },
    ]);
    const [opened] = await openPaths(['one'], inFolder(films.folder));
    assert.equal(opened?.repository.promptFiles.length, 4);
    assert.equal(opened.isMeant(uriOf(films.path('one/x.mp4'))), true);
    assert.equal(opened.isMeant(uriOf(films.path('one-more/x.mp4'))), false);
  });

  it('are each a folder of their own without a repository', async () => {
    assert.deepEqual(await found(['one/two', 'one-more']), [
      { folder: 'one/two', files: ['one/two/c.video.md'] },
      { folder: 'one-more', files: ['one-more/d.video.md'] },
    ]);
  });

  it('may name a prompt file that no search would find', async () => {
    await films.write('node_modules/x/e.video.md', 'A boat.\n');
    assert.deepEqual(await found(['node_modules/x/e.video.md']), [
      { folder: 'node_modules/x', files: ['node_modules/x/e.video.md'] },
    ]);
  });

  it('tell what is wrong with the settings of their folder, and are read all the same', async () => {
    await films.write('one/.vscode/settings.json', '{ "videoPrompt.defaults.model": "veo3.1"\n"a" }');
    assert.equal((await found(['one', 'one-more'])).length, 2);
    assert.deepEqual(told, [
      'video-prompt: one/.vscode/settings.json has a mistake in line 2; only what can be read of it holds. Correct it.\n',
    ]);
  });

  it('are refused where they lead to nothing of ours', async () => {
    const refused = (path: string, message: string) =>
      assert.rejects(openPaths([path], inFolder(films.folder)), new UsageError(message));
    await refused('lost', 'There is no file or folder “lost”. Check the path.');
    await refused(
      'one/notes.md',
      '“one/notes.md” is no prompt file. Name a folder, or a file that ends in .video.md.',
    );
  });
});
