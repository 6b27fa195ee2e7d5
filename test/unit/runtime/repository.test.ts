import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileNameOfUri } from '../../../src/core/uriPath.ts';
import { openRepository, uriOf } from '../../../src/runtime/repository.ts';
import { isToFetch } from '../../../src/shots/shotState.ts';
import { type FilmFolder, makeFilmFolder, pointerOf } from '../../support/filmFolder.ts';

const options = '---\nmodel: veo3.1-fast\nseconds: 4\naspectRatio: 16:9\nresolution: 720p\n---\n';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('a repository without an editor', () => {
  let films: FilmFolder;
  let outside: string;
  beforeEach(async () => {
    films = await makeFilmFolder();
    outside = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-outside-')));
  });
  afterEach(async () => {
    await films.remove();
    await rm(outside, { recursive: true });
  });

  const stateOf = async (name: string) => {
    const { states } = await openRepository(films.folder);
    return await states.file(uriOf(films.path(name)));
  };

  it('knows prompt files and clips wherever they lie, whatever they are called', async () => {
    const name = 'Grüße (1) #2 [x] 100% it’s & 日本.video.md';
    await films.write(`a b/${name}`, `${options}\n## One\n\nA boat.\n`);
    // Of two with one name, only the spelling tells which one is meant.
    await films.write(`other/${name}`, `${options}\n## One\n\nA ship.\n`);
    await films.clip('elsewhere/c [1].mp4', { of: `a b/${name}`, shot: 'one', prompt: 'A boat.' });
    const { promptFiles, states } = await openRepository(films.folder);
    assert.deepEqual(promptFiles.map(fileNameOfUri), [name, name]);
    const { cells } = await states.file(promptFiles[0] ?? '');
    assert.deepEqual(
      cells.map(({ freshness }) => freshness.kind),
      ['current'],
    );
  });

  it('finds a clip that was moved without its sidecar by its bytes', async () => {
    await films.write('film.video.md', `${options}\n## One\n\nA boat.\n`);
    await films.clip('one.mp4', { of: 'film.video.md', shot: 'one', prompt: 'A boat.', content: undefined });
    assert.deepEqual((await stateOf('film.video.md')).cells[0]?.freshness.kind, 'missing');
    await films.clip('one.mp4', { of: 'film.video.md', shot: 'one', prompt: 'A boat.', content: 'moved' });
    await films.write('archive/one.mp4', 'moved');
    await rm(films.path('one.mp4'));
    assert.equal((await stateOf('film.video.md')).cells[0]?.freshness.kind, 'current');
  });

  it('is the folder that was opened, whatever takes its place meanwhile', async () => {
    await films.write('own/film.video.md', `${options}\nA boat.\n`);
    await writeFile(join(outside, 'film.video.md'), `${options}\nA secret.\n`);
    const { states } = await openRepository(`${films.path('own')}/`);
    await rename(films.path('own'), films.path('other'));
    await symlink(outside, films.path('own'));
    const { resolved } = await states.file(uriOf(films.path('own/film.video.md')));
    assert.deepEqual(
      resolved.problems.map(({ code }) => code),
      ['file.link'],
    );
    assert.equal(resolved.file.text, '');
  });

  it('takes a pointer of Git LFS for the clip that it stands for', async () => {
    await films.write('film.video.md', `${options}\n## One\n\nA boat.\n`);
    await films.clip('one.mp4', { of: 'film.video.md', shot: 'one', prompt: 'A boat.', content: 'bytes' });
    await films.write('one.mp4', pointerOf('bytes'));
    const [cell] = (await stateOf('film.video.md')).cells;
    assert.ok(cell !== undefined && isToFetch(cell));
  });

  it('reads no file that leads out of it', async () => {
    await writeFile(join(outside, 'secret.video.md'), '---\nseconds: 8\n---\n\nSecret words.\n');
    await writeFile(join(outside, 'a.png'), png);
    await symlink(join(outside, 'secret.video.md'), films.path('link.video.md'));
    await symlink(join(outside, 'a.png'), films.path('a.png'));
    await films.write('base.video.md', '---\nextends: ../x/secret.video.md\n---\n\nA boat.\n');
    await films.write('image.video.md', `${options.replace('16:9\n', '16:9\nfirst: a.png\n')}\nA boat.\n`);
    for (const name of ['link.video.md', 'base.video.md', 'image.video.md']) {
      const { resolved, cells } = await stateOf(name);
      assert.ok(!JSON.stringify(cells.map(({ recipe }) => recipe)).includes('Secret'), name);
      assert.ok(
        resolved.problems.some(({ severity }) => severity === 'error'),
        name,
      );
    }
  });

  it('tells of a prompt file that it cannot read, by its size or by its name', async () => {
    const evil = 'evil\u001B[2J\n.video.md';
    await films.write('big.video.md', 'a'.repeat(1_100_000));
    await films.write(evil, 'A boat.');
    for (const name of ['big.video.md', evil]) {
      const { resolved, cells } = await stateOf(name);
      assert.deepEqual(
        resolved.problems.map(({ code }) => code),
        ['file.unreadable'],
      );
      assert.deepEqual(cells, []);
    }
  });

  it('knows an image by what would be uploaded of it', async () => {
    await films.write('a.png', png);
    await films.write('film.video.md', `${options.replace('16:9\n', '16:9\nfirst: a.png\n')}\nA boat.\n`);
    const before = (await stateOf('film.video.md')).cells[0];
    assert.match(before?.recipe.images[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(
      before?.plan.inputs.map(({ kind }) => kind),
      ['read'],
    );
    await films.write('a.png', pointerOf('picture'));
    assert.equal((await stateOf('film.video.md')).cells[0]?.recipe.images[0]?.sha256, 'not fetched');
  });

  it('reads each sidecar once', async () => {
    await films.write('film.video.md', `${options}\n## One\n\nA boat.\n`);
    await films.clip('one.mp4', { of: 'film.video.md', shot: 'one', prompt: 'A boat.' });
    const { states, promptFiles } = await openRepository(films.folder);
    // What was read while all were looked at is kept as a whole.
    await rm(films.path('one.mp4.json'));
    const { cells } = await states.file(promptFiles[0] ?? '');
    assert.equal(cells[0]?.freshness.kind, 'current');
  });

  it('lists no prompt file of a package', async () => {
    await mkdir(films.path('node_modules/x'), { recursive: true });
    await films.write('node_modules/x/a.video.md', 'A boat.');
    assert.deepEqual((await openRepository(films.folder)).promptFiles, []);
  });
});
