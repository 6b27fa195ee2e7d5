import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitAuthors } from '../../../src/node/gitAuthors.ts';

describe('who added the files of a repository', () => {
  let folder: string;
  let repository: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-prompt-git-'));
    repository = join(folder, 'film');
    await mkdir(join(repository, 'clips'), { recursive: true });
    git('init', '-q');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** As nobody's configuration has it. */
  const environment = () => ({ PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' });
  function git(...args: readonly string[]): string {
    return execFileSync('git', args, {
      cwd: repository,
      env: environment(),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }
  const commit = (author: string) => {
    git('add', '-A');
    git('-c', `user.name=${author}`, '-c', 'user.email=x@example.com', 'commit', '-q', '-m', 'Add');
  };
  const write = async (path: string, text = path) => await writeFile(join(repository, path), text);
  const authors = async (below = '', env: Readonly<Record<string, string | undefined>> = environment()) =>
    Object.fromEntries(await gitAuthors(join(repository, below), ['*.json'], env));

  it('is the author of the commit, by paths from the folder that was asked about', async () => {
    await write('clips/a ü.json');
    await write('note.txt');
    commit('Ann B. &co');
    await write('top.json');
    commit('Böb');
    git('mv', 'clips/a ü.json', 'clips/z.json');
    await write('clips/new.json');
    commit('Cid');
    await write('clips/never committed.json');
    assert.deepEqual(await authors(), {
      'clips/z.json': 'Ann B. &co',
      'clips/new.json': 'Cid',
      'top.json': 'Böb',
    });
    assert.deepEqual(await authors('clips'), { 'z.json': 'Ann B. &co', 'new.json': 'Cid' });
  });

  it('is the name that the repository gives its people', async () => {
    await write('a.json');
    await write('.mailmap', 'Ann Boat <x@example.com>\n');
    commit('ann');
    assert.deepEqual(await authors(), { 'a.json': 'Ann Boat' });
  });

  it('is nobody where the clone has only the newest commit', async () => {
    await write('a.json');
    commit('Ann');
    await write('b.json');
    commit('Bob');
    const shallow = join(folder, 'shallow');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository}`, shallow], {
      env: environment(),
    });
    assert.deepEqual(Object.fromEntries(await gitAuthors(shallow, ['*.json'], environment())), {});
  });

  it('is nobody without a history, a repository, a folder or git', async () => {
    assert.deepEqual(await authors(), {});
    assert.deepEqual(Object.fromEntries(await gitAuthors(folder, ['*.json'], environment())), {});
    assert.deepEqual(await authors('gone'), {});
    await write('a.json');
    commit('Ann');
    assert.deepEqual(await authors('', { PATH: folder }), {});
  });

  it('asks the folder, not the repository that the environment names', async () => {
    await write('a.json');
    commit('Ann');
    const env = { ...environment(), GIT_DIR: join(folder, 'other'), GIT_LITERAL_PATHSPECS: '1' };
    assert.deepEqual(await authors('', env), { 'a.json': 'Ann' });
  });

  it('runs nothing that the configuration of the repository names', async () => {
    const ran = join(folder, 'ran');
    await mkdir(ran);
    const program = async (name: string) => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\ntouch ${join(ran, name)}\nexit 1\n`);
      await chmod(path, 0o755);
      return path;
    };
    await write('.gitattributes', '*.json diff=evil filter=evil\n');
    await write('a.json');
    commit('Ann');
    // A commit with a signature, so that there is something to verify.
    const [head, ...rest] = git('cat-file', 'commit', 'HEAD').split('\n\n');
    const signed = `${head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n${rest.join('\n\n')}`;
    await writeFile(join(folder, 'signed'), signed);
    git('reset', '-q', git('hash-object', '-t', 'commit', '-w', join(folder, 'signed')).trim());
    await write('b.json');
    commit('Bob');
    for (const [name, value] of [
      ['gpg.program', await program('gpg')],
      ['log.showSignature', 'true'],
      ['core.fsmonitor', await program('fsmonitor')],
      ['core.pager', await program('pager')],
      ['pager.log', 'true'],
      ['core.hooksPath', folder],
      ['core.sshCommand', await program('ssh')],
      ['diff.external', await program('external')],
      ['diff.evil.command', await program('differ')],
      ['diff.evil.textconv', await program('textconv')],
      ['filter.evil.clean', await program('clean')],
      ['log.showRoot', 'false'],
      ['color.ui', 'always'],
      ['diff.renames', 'copies'],
    ] as const)
      git('config', name, value);
    await program('post-index-change');
    assert.deepEqual(await authors(), { 'a.json': 'Ann', 'b.json': 'Bob' });
    assert.deepEqual(await readdir(ran), []);
  });

  it('fetches nothing that the repository lacks, so that no program of a remote runs', async () => {
    await write('clips/a.json');
    commit('Ann');
    await write('clips/b.json');
    commit('Bob');
    const tree = git('rev-parse', 'HEAD:clips').trim();
    await rm(join(repository, '.git/objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    const ran = join(folder, 'ran');
    const program = join(folder, 'uploadpack');
    await writeFile(program, `#!/bin/sh\ntouch ${ran}\nexit 1\n`);
    await chmod(program, 0o755);
    for (const [name, value] of [
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', folder],
      ['remote.origin.uploadpack', program],
    ] as const)
      git('config', name, value);
    assert.deepEqual(await authors(), {});
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name === 'ran'),
      [],
    );
  });
});
