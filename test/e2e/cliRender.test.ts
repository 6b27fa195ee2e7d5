import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { type FilmFolder, makeFilmFolder } from '../support/filmFolder.ts';
import { cliPath, repository } from '../support/paths.ts';
import { until } from '../support/until.ts';

const film = `---
model: veo3.1-fast
seconds: 4
---

## One

A boat.

## Two

A ship.
`;

/** The program itself, killed and run again, before an offline CometAPI. */
describe('renders on the command line', () => {
  let simulator: Simulator;
  let films: FilmFolder;
  const running = new Set<ChildProcess>();
  beforeEach(async () => {
    simulator = await startSimulator({
      clip: await readFile(join(repository, 'media/sample.mp4')),
      renderMs: 0,
    });
    films = await makeFilmFolder();
    await films.write('film.video.md', film);
  });
  afterEach(async () => {
    for (const one of running) one.kill('SIGKILL');
    await simulator.close();
    await films.remove();
  });

  function start(...args: readonly string[]) {
    const child = spawn(process.execPath, [cliPath, ...args], {
      cwd: films.folder,
      env: { PATH: process.env.PATH, HOME: films.folder, COMETAPI_KEY: 'sk-abcDEF_123-456' },
    });
    running.add(child);
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (said.stdout += String(data)));
    child.stderr.on('data', (data) => (said.stderr += String(data)));
    const ended = once(child, 'exit').then(([code, signal]) => {
      running.delete(child);
      return { code: code as number | null, signal: signal as string | null, ...said };
    });
    return { child, said, ended };
  }
  const place = () => [`--state=${films.path('state')}`, `--base-url=${simulator.origin}`];
  const render = () => start('render', '--max-usd=1', ...place());
  const resume = () => start('resume', ...place());
  const check = async () => (await start('check', '--fail-on', 'stale,missing').ended).code;

  /** Killed without a word as soon as this holds. */
  async function killedWhen(what: string, isTime: () => boolean): Promise<void> {
    const { child, ended } = render();
    await until(what, isTime);
    child.kill('SIGKILL');
    assert.equal((await ended).signal, 'SIGKILL');
  }

  for (const command of ['resume', 'render'] as const) {
    it(`saves with ${command} what was rendering when it was killed, each with one create`, async () => {
      simulator.hold();
      await killedWhen('both renders', () => simulator.stats.tasks === 2);
      simulator.release();
      const { code, stdout } = await (command === 'render' ? render() : resume()).ended;
      // Between the answer and the row that keeps it nobody knows what became of a request.
      if (code === 5) assert.match(stdout, /nobody knows/);
      else assert.equal(await check(), 0, stdout);
      assert.equal(simulator.stats.creates, 2);
    });
  }

  it('is killed at any moment and never pays twice', async () => {
    for (let creates = 0; creates <= 2; creates++) {
      if (simulator.stats.creates > creates) continue;
      await killedWhen(`create ${String(creates)}`, () => simulator.stats.creates >= creates);
    }
    const { code } = await render().ended;
    assert.ok(code === 0 || code === 5);
    assert.equal(simulator.stats.creates, 2);
  });

  it('stops at Ctrl-C with the word how to go on', async () => {
    simulator.hold();
    const { child, said, ended } = render();
    await until('both renders', () => (said.stderr.match(/Rendering/g) ?? []).length >= 2);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    assert.equal(code, 130);
    assert.match(stdout, /next: video-prompt resume --state=/);
    simulator.release();
    assert.equal((await resume().ended).code, 0);
    assert.equal(await check(), 0);
    assert.equal(simulator.stats.creates, 2);
  });

  it('lets two processes share one state folder, and renders each clip once', async () => {
    const runs = await Promise.all([render().ended, render().ended]);
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0],
    );
    assert.equal(simulator.stats.creates, 2);
    assert.equal(await check(), 0);
  });
});
