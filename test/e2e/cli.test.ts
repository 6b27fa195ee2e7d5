import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { commands } from '../../src/cli/commands.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { type FilmFolder, makeFilmFolder } from '../support/filmFolder.ts';
import { cliPackagePath } from '../support/paths.ts';

/** No key, and nothing of this project: what an empty machine with this Node has. */
const environment = {
  PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
  HOME: tmpdir(),
};

describe('the package of the command line', () => {
  let folder: string;
  let films: FilmFolder;
  let samples: FilmFolder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-prompt-cli-'));
    await mkdir(join(folder, 'node_modules'));
    const install = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', cliPackagePath];
    await promisify(execFile)('npm', install, {
      cwd: folder,
      env: { ...environment, npm_config_cache: join(folder, 'cache') },
    });
    films = await makeFilmFolder();
    await films.write(
      'film.video.md',
      '---\nmodel: veo3.1-fast\nseconds: 4\naspectRatio: 16:9\nresolution: 720p\n---\n\n## One\n\nA boat.\n\n## Two\n\nA ship.\n',
    );
    samples = await makeFilmFolder();
    await samples.write('sample.video.md', 'A boat.\n');
    await films.clip('film/one-1.mp4', { of: 'film.video.md', shot: 'one', prompt: 'A boat.' });
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await films.remove();
    await samples.remove();
  });

  const installed = (...names: readonly string[]) => join(folder, 'node_modules', ...names);
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(installed('.bin/video-prompt'), args, {
      cwd: films.folder,
      env: environment,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('holds what it needs, with the licences, and needs no other package', async () => {
    const files = await readdir(installed('video-prompt-cli'));
    assert.deepEqual(files.sort(), [
      'LICENSE',
      'README.md',
      'THIRD_PARTY_NOTICES.md',
      'dist',
      'l10n',
      'media',
      'package.json',
    ]);
    assert.deepEqual(
      (await readdir(installed())).filter((name) => !name.startsWith('.')),
      ['video-prompt-cli'],
    );
    const notices = await readFile(installed('video-prompt-cli/THIRD_PARTY_NOTICES.md'), 'utf8');
    for (const name of ['yaml', 'zod', '@vscode/l10n', 'undici', 'log-update'])
      assert.match(notices, new RegExp(`^## ${name} `, 'm'));
  });

  const state = () => [`--state=${samples.path('state')}`];
  /** What each command is run with, what it ends with, and something that it says. */
  const runs: Readonly<Record<string, readonly [() => readonly string[], number, RegExp]>> = {
    check: [() => [], 2, /“Two” has no clip yet.*\n\n1 prompt file · 2 clips: 1 current, 1 missing\n$/],
    plan: [() => [], 0, /Two/],
    render: [() => [samples.folder, '--sample', '--quiet', '--only=all', ...state()], 0, /1 clip: 1 saved/],
    resume: [() => ['--quiet', ...state()], 0, /^$/],
    spend: [() => [], 0, /./],
    models: [() => [], 0, /^veo3\.1-fast /],
  };

  it('runs every command', () => {
    assert.deepEqual(Object.keys(runs).sort(), Object.keys(commands).sort());
    for (const [name, [args, code, says]] of Object.entries(runs)) {
      const { status, stdout, stderr } = run(name, ...args());
      assert.deepEqual({ name, status, stderr }, { name, status: code, stderr: '' });
      assert.match(stdout, says);
    }
  });

  it('plans by the public list of prices of now, without a key, or not at all', async () => {
    const simulator = await startSimulator({ clip: new Uint8Array() });
    const args = ['plan', '--prices', '--base-url', simulator.origin];
    try {
      const { stdout, stderr } = await promisify(execFile)(installed('.bin/video-prompt'), args, {
        cwd: films.folder,
        env: { ...environment, COMETAPI_KEY: 'sk-key' },
      });
      assert.match(stdout, new RegExp(`\\nPrice list: ${simulator.origin}, \\d{4}-\\d\\d-\\d\\d\\.\\n$`));
      assert.equal(stderr, '');
      assert.deepEqual(
        simulator.log.map(({ path, isAuthorized }) => ({ path, isAuthorized })),
        [{ path: '/api/models', isAuthorized: false }],
      );
    } finally {
      await simulator.close();
    }
    const { status, stdout, stderr } = run(...args);
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(stderr, /^video-prompt: The list of models and prices at .* could not be had\./);
  });

  it('gives every command as data, and a help', async () => {
    for (const [name, { load }] of Object.entries(commands)) {
      for (const format of (await load()).formats) {
        const [args, code] = runs[name] ?? [() => [], 0];
        const { status, stdout } = run(name, ...args(), '--format', format);
        assert.equal(status, code, `${name} ${format}`);
        if (format === 'json' || format === 'sarif') JSON.parse(stdout);
      }
      assert.match(run(name, '--help').stdout, new RegExp(`^Usage: video-prompt ${name}`));
    }
  });

  it('says how it is called, and which version it is', async () => {
    const manifest: unknown = JSON.parse(await readFile(installed('video-prompt-cli/package.json'), 'utf8'));
    assert.deepEqual(run('--version').stdout.trim(), (manifest as { version: string }).version);
    assert.deepEqual(run('chek'), {
      status: 3,
      stdout: '',
      stderr: 'video-prompt: There is no command “chek”. Did you mean “check”?\n',
    });
  });

  it('tells an older Node in one sentence that it is too old', () => {
    for (const [version, isOld] of [
      ['20.19.1', true],
      ['22.12.0', true],
      ['22.13.0', false],
      ['24.0.0', false],
    ] as const) {
      const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
      const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [...args, installed('video-prompt-cli/dist/cli.js'), '--version'],
        { encoding: 'utf8' },
      );
      assert.equal(status, isOld ? 3 : 0, version);
      assert.equal(stdout === '', isOld, version);
      const sentence = `video-prompt needs Node.js 22.13 or newer; this is ${version}. Install a newer one.\n`;
      assert.equal(stderr, isOld ? sentence : '', version);
    }
  });
});
