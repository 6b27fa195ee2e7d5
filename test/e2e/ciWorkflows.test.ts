import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod/mini';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { type FilmFolder, makeFilmFolder } from '../support/filmFolder.ts';
import { cliPackagePath, repository } from '../support/paths.ts';

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      steps: z.array(
        z.object({
          uses: z.optional(z.string()),
          name: z.optional(z.string()),
          run: z.optional(z.string()),
          env: z.optional(z.record(z.string(), z.string())),
        }),
      ),
    }),
  ),
});

type Workflow = z.infer<typeof workflow>;

const film = `---
model: veo3.1-fast
seconds: 4
---

## One

A boat.

## Two

A ship.
`;

/** The steps of the workflows in docs/ci.md, in a repository of their own; what GitHub's own actions do is done beforehand. */
describe('the workflows of the documentation', () => {
  let simulator: Simulator;
  let world: FilmFolder;
  let check: Workflow;
  let render: Workflow;
  beforeEach(async () => {
    const page = await readFile(join(repository, 'docs/ci.md'), 'utf8');
    const [first, second, ...others] = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) =>
      workflow.parse(parse(text)),
    );
    assert.ok(first !== undefined && second !== undefined && others.length === 0);
    [check, render] = [first, second];
    simulator = await startSimulator({
      clip: await readFile(join(repository, 'media/sample.mp4')),
      renderMs: 0,
    });
    world = await makeFilmFolder();
    await world.write('event.json', JSON.stringify(pullRequest('studio/film')));
    await mkdir(world.path('home'));
    await shell('git init --quiet --bare origin.git && git clone --quiet "$ORIGIN" work', world.folder);
    await world.write('work/film.video.md', film);
    await mkdir(world.path('work/tools'));
    await cp(cliPackagePath, world.path('work/tools/video-prompt-cli.tgz'));
    await shell('git add . && git commit --quiet -m Film && git push --quiet --set-upstream origin HEAD');
  });
  afterEach(async () => {
    await simulator.close();
    await world.remove();
  });

  const pullRequest = (head: string) => ({
    pull_request: { head: { repo: { full_name: head } }, base: { repo: { full_name: 'studio/film' } } },
  });
  const environment = () => ({
    PATH: [world.path('home/bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: world.path('home'),
    ORIGIN: pathToFileURL(world.path('origin.git')).href,
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    GITHUB_EVENT_PATH: world.path('event.json'),
    GITHUB_STEP_SUMMARY: world.path('summary.md'),
    npm_config_prefix: world.path('home'),
    npm_config_cache: world.path('home/cache'),
    npm_config_offline: 'true',
  });

  interface Ran {
    readonly code: number | null;
    readonly output: string;
  }

  /** As GitHub runs a step: bash that ends at the first error. */
  async function run(script: string, cwd: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd,
      env: { ...environment(), ...more },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
    const { promise, resolve } = Promise.withResolvers<number | null>();
    child.on('close', resolve);
    return { code: await promise, output };
  }

  async function shell(script: string, cwd = world.path('work')): Promise<string> {
    const { code, output } = await run(script, cwd);
    assert.equal(code, 0, output);
    return output.trim();
  }

  /** Each step by its name; the render step talks to the offline CometAPI. */
  async function step({ jobs }: Workflow, name: string): Promise<Ran> {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const found = steps.find((one) => one.name === name);
    assert.ok(found?.run !== undefined, name);
    const script = found.run.replace('video-prompt render', `$& --base-url=${simulator.origin}`);
    const env = found.env === undefined ? {} : { COMETAPI_KEY: 'sk-abcDEF_123-456' };
    assert.deepEqual(Object.keys(found.env ?? {}), Object.keys(env));
    return await run(script, world.path('work'), env);
  }

  it('check: annotates what is missing, and sums it up with its price', async () => {
    assert.equal((await step(check, 'Install')).code, 0);
    const { code, output } = await step(check, 'Check');
    assert.equal(code, 2);
    assert.match(output, /^::warning file=film\.video\.md,line=6,.*title=VP902 clip\.missing::/m);
    const summary = await readFile(world.path('summary.md'), 'utf8');
    assert.match(summary, /^1 prompt file · 2 clips: 2 missing$/m);
    assert.match(summary, /costs \\\$0\\\.64 a take/);
    assert.match(summary, /^\| film\\\.video\\\.md\\:6 \| One \| missing \|/m);
    assert.equal(simulator.log.length, 0);
  });

  it('render: commits the clips through Git LFS, and a second run costs nothing', async () => {
    for (const name of ['Install', 'Render', 'Commit clips']) {
      const { code, output } = await step(render, name);
      assert.equal(code, 0, `${name}: ${output}`);
    }
    assert.equal(simulator.stats.creates, 2);
    const files = await shell(
      'git ls-tree -r --name-only origin/HEAD 2>/dev/null || git ls-tree -r --name-only @{upstream}',
    );
    assert.deepEqual(files.split('\n'), [
      '.gitattributes',
      'film.video.md',
      ...['one', 'two'].flatMap((shot) => [`film/${shot}-1.mp4`, `film/${shot}-1.mp4.json`]),
      'tools/video-prompt-cli.tgz',
    ]);
    assert.match(await shell('git cat-file -p @{upstream}:film/one-1.mp4'), /^version https:\/\/git-lfs/);
    // Whoever has only the pointers sees the same.
    await shell('GIT_LFS_SKIP_SMUDGE=1 git clone --quiet "$ORIGIN" ../pointers');
    assert.equal((await run('video-prompt check', world.path('pointers'))).code, 0);
    assert.equal((await step(render, 'Render')).code, 0);
    assert.equal((await step(render, 'Commit clips')).code, 0);
    assert.equal(simulator.stats.creates, 2);
  });

  it('render: commits what was paid for where another clip failed', async () => {
    await world.write('work/film.video.md', film.replace('A ship.', 'A ship. [sim:fail=content policy]'));
    await step(render, 'Install');
    assert.equal((await step(render, 'Render')).code, 1);
    assert.equal((await step(render, 'Commit clips')).code, 0);
    assert.match(await shell('git ls-tree -r --name-only @{upstream}'), /^film\/one-1\.mp4$/m);
  });

  it('render: spends nothing on a pull request from a fork', async () => {
    await world.write('event.json', JSON.stringify(pullRequest('stranger/film')));
    await step(render, 'Install');
    assert.equal((await step(render, 'Render')).code, 3);
    assert.equal(simulator.log.length, 0);
  });
});
