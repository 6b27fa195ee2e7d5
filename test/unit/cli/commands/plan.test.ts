import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { readPlan } from '../../../../src/shots/planText.ts';
import { type FilmFolder, makeFilmFolder } from '../../../support/filmFolder.ts';
import { type CliRun, runCli } from '../fakeContext.ts';

const film = `---
model: veo3.1-fast
seconds: 4
---

## Harbour

A boat.

## Storm

\`\`\`yaml
first: { clip: ./harbour }
variants: 2
\`\`\`

Waves.

## Wrong

\`\`\`yaml
seconds: 5
\`\`\`

Gulls.

## After

\`\`\`yaml
first: { clip: ./wrong }
\`\`\`

Silence.
`;
const right = film.slice(0, film.indexOf('## Wrong'));

interface Json {
  readonly total: { readonly microUsd: number };
  readonly clips: readonly {
    readonly shot: string;
    readonly file: string;
    readonly next: readonly unknown[];
  }[];
  readonly errors: readonly {
    readonly ruleId: string;
    readonly file: string;
    readonly within?: object;
    readonly next: readonly object[];
  }[];
  readonly notPlanned: readonly { readonly reason: string; readonly next: readonly object[] }[];
}

describe('the command plan', () => {
  let films: FilmFolder;
  beforeEach(async () => {
    films = await makeFilmFolder();
    await films.write('film.video.md', right);
  });
  afterEach(async () => {
    await films.remove();
  });

  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli(['plan', ...args], { workingDirectory: films.folder });
  const json = async (...args: readonly string[]) =>
    JSON.parse((await run('--format', 'json', ...args)).stdout) as Json;

  it('shows what would be rendered in order, with prices, and what would not and why', async () => {
    await films.write('film.video.md', film);
    const { exitCode, stdout, stderr } = await run();
    assert.equal(
      stdout,
      `film.video.md
  1  veo3.1-fast  4 s  $0.32  Harbour · no clip yet
  2  veo3.1-fast  4 s  $0.32  Storm · no clip yet · after 1
  3  veo3.1-fast  4 s  $0.32  Storm, take 2 · no clip yet · after 1

Errors that keep clips from being rendered:
  film.video.md:22:10  VP009 seconds.set  The seconds cannot be 5: Veo 3.1 Fast makes 4, 6, 8. Choose one of these.
    next: Use 4 s

Not in the plan:
  film.video.md  After: It starts from “Wrong”, which has errors. Correct those first.

3 clips to render: $0.96
Prices: CometAPI model page, 2026-06.
`,
    );
    assert.deepEqual([exitCode, stderr], [1, '']);
  });

  it('ends well where nothing is wrong, also where nothing is to be rendered', async () => {
    assert.equal((await run()).exitCode, 0);
    await films.write('film.video.md', '');
    const { exitCode, stdout } = await run();
    assert.deepEqual([exitCode, stdout], [0, 'Nothing to render.\n']);
  });

  it('has no file that is only there for others to extend', async () => {
    await films.write('style.video.md', '---\nmodel: veo3.1-fast\n---\nIn the style of an old film.\n');
    await films.write('film.video.md', right.replace('---\n', '---\nextends: ./style.video.md\n'));
    const { clips } = await json();
    assert.deepEqual([...new Set(clips.map(({ file }) => file))], ['film.video.md']);
  });

  it('gives every error the edits and every wish the command that would go on', async () => {
    await films.write('film.video.md', film);
    const { errors, total, notPlanned } = await json();
    assert.equal(total.microUsd, 960_000);
    assert.equal(errors[0]?.ruleId, 'VP009');
    assert.deepEqual(errors[0].next[0], {
      title: 'Use 4 s',
      edit: {
        file: 'film.video.md',
        values: { seconds: 4 },
        edits: [{ line: 22, column: 10, endLine: 22, endColumn: 11, text: '4' }],
      },
    });
    assert.deepEqual(notPlanned[0]?.reason, 'before');
    await films.write('film.video.md', right);
    await films.clip('film/storm-1.mp4', { of: 'film.video.md', shot: 'storm', prompt: 'Other words.' });
    const stale = await json('--only', 'stale');
    assert.deepEqual(stale.clips, []);
    assert.deepEqual(stale.notPlanned[0]?.next, [
      { title: 'Plan that shot too', command: 'video-prompt plan film.video.md --only missing,stale' },
    ]);
    assert.deepEqual(await json('--only', 'missing,stale').then(({ clips }) => clips.length), 3);
    assert.deepEqual(await json('--only', 'missing').then(({ clips }) => clips.map(({ shot }) => shot)), [
      'harbour',
    ]);
  });

  it('gives errors in the form of check, also those of a file that is extended', async () => {
    await films.write('style.video.md', '---\nseconds: soon\n---\n');
    const remarked = '---\nextends: ./style.video.md\nmatrix: { mode: [fast] } #only\n';
    await films.write('film.video.md', film.replace('---\n', remarked));
    const { errors } = await json();
    assert.ok(errors.length > 1);
    const { stdout } = await runCli(['check', '--format', 'json', 'film.video.md'], {
      workingDirectory: films.folder,
    });
    const { files } = JSON.parse(stdout) as { files: { findings: { severity: string }[] }[] };
    const found = files.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
    assert.ok(files.some(({ findings }) => findings.some(({ severity }) => severity === 'warning')));
    const ofFilm = errors.filter(({ file }) => file === 'film.video.md');
    assert.deepEqual(ofFilm, found);
    assert.deepEqual(ofFilm[0]?.within, { file: 'style.video.md', line: 2, column: 10 });
    assert.deepEqual(Object.keys(ofFilm[0]), [
      'ruleId',
      'rule',
      'severity',
      'message',
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'within',
      'next',
    ]);
    assert.match((await run()).stdout, /value\.number .*\n    style\.video\.md:2:10\n/);
  });

  it('names models with an exact price where that of a clip is not', async () => {
    await films.write('film.video.md', '---\nmodel: doubao-seedance-2-0\n---\nA boat.\n');
    const { clips } = await json();
    assert.equal(clips.length, 1);
    for (const { next } of clips) assert.ok(next.length > 0);
  });

  it('writes a plan that says the same, with paths from the folder, and again over it', async () => {
    await films.write('inner/film.video.md', right);
    await mkdir(films.path('.git'));
    const options = { workingDirectory: films.path('inner') };
    const { stderr } = await runCli(['plan', '-o', '../plan.json'], options);
    assert.equal(stderr, 'The plan is in ../plan.json.\n');
    const first = await readFile(films.path('plan.json'), 'utf8');
    const read = readPlan(first);
    assert.ok('plan' in read);
    assert.deepEqual(
      read.plan.clips.map(({ file, shot, take }) => [file, shot, take]),
      [
        ['inner/film.video.md', 'harbour', 1],
        ['inner/film.video.md', 'storm', 1],
        ['inner/film.video.md', 'storm', 2],
      ],
    );
    assert.equal((await runCli(['plan', '--output=../plan.json', '-q'], options)).stderr, '');
    assert.equal(await readFile(films.path('plan.json'), 'utf8'), first);
    assert.deepEqual((await readdir(films.folder)).sort(), ['.git', 'film.video.md', 'inner', 'plan.json']);
  });

  it('writes over nothing that is no plan, and follows no link', async () => {
    const refused = async (name: string) => {
      const { exitCode, stdout, stderr } = await run('-o', name);
      assert.deepEqual([exitCode, stdout], [3, ''], name);
      return stderr;
    };
    assert.match(
      await refused('film.video.md'),
      /film\.video\.md is there and is not a plan, so it was left/,
    );
    assert.equal(await readFile(films.path('film.video.md'), 'utf8'), right);
    await mkdir(films.path('folder'));
    assert.match(await refused('folder'), /is not a plan/);
    await films.write('broken.json', '{"videoPromptPlan":1}');
    assert.match(await refused('broken.json'), /is not a plan/);
    await run('-o', 'plan.json');
    const plan = await readFile(films.path('plan.json'), 'utf8');
    await symlink(films.path('plan.json'), films.path('link.json'));
    assert.match(
      await refused('link.json'),
      /link\.json is a symbolic link, which is not followed here\. Name another/,
    );
    assert.ok((await lstat(films.path('link.json'))).isSymbolicLink());
    await symlink(films.path('nowhere.json'), films.path('loose.json'));
    assert.match(await refused('loose.json'), /symbolic link/);
    assert.match(await refused('no/folder/plan.json'), /could not be written \(ENOENT\)/);
    assert.equal(await readFile(films.path('plan.json'), 'utf8'), plan);
    assert.ok(
      (await readdir(films.folder)).every((name) => !name.endsWith('.part') && name !== 'nowhere.json'),
    );
  });

  it('says what to write instead of what it cannot do', async () => {
    const said = async (...args: readonly string[]) => {
      const { exitCode, stderr } = await run(...args);
      assert.equal(exitCode, 3);
      return stderr;
    };
    assert.match(await said('--only', 'mising'), /--only cannot be “mising”\. Did you mean “missing”\?/);
    assert.match(await said('--only='), /--only cannot be “”/);
    await films.write('other/b.video.md', right);
    assert.match(
      await said('film.video.md', 'other/b.video.md'),
      /belong to several folders.*Plan each by itself/,
    );
  });

  it('prints nothing of a foreign text that could act on a terminal', async () => {
    await films.write('film.video.md', film.replaceAll('Harbour', 'Har\u202ebour\u001b[31m'));
    await films.write('evil\u202e\u200b.video.md', film);
    const { stdout } = await run();
    assert.match(stdout, /Harbour/);
    assert.match(stdout, /evil/);
    assert.match(stdout, /^(?:[^\p{Cc}\p{Cf}]|\n)*$/u);
  });

  it('has colours only in front of a terminal', async () => {
    const world = { workingDirectory: films.folder, isTerminal: true };
    assert.match((await runCli(['plan'], world)).stdout, /\u001b\[1m/);
    assert.doesNotMatch((await runCli(['plan', '--no-color'], world)).stdout, /\u001b/);
  });
});
