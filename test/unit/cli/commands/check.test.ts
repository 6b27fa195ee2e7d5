import assert from 'node:assert/strict';
import { z } from 'zod/mini';
import { ruleIds } from '../../../../src/promptLanguage/ruleIds.ts';
import { type FilmFolder, makeFilmFolder, pointerOf } from '../../../support/filmFolder.ts';
import { request } from '../../core/makeJob.ts';
import { runCli } from '../fakeContext.ts';

const options = '---\nmodel: veo3.1-fast\nseconds: 4\naspectRatio: 16:9\nresolution: 720p\n---\n';

/** What the schema of SARIF 2.1.0 requires of what we write, and the values that it allows. */
const message = z.strictObject({ text: z.string().check(z.minLength(1)) });
const uri = z.string().check(z.regex(/^(?:[\w.~!'()*/-]|%[0-9A-F]{2})+$/));
const artifactLocation = z.strictObject({ uri, uriBaseId: z.literal('%SRCROOT%') });
const at = z.int().check(z.gte(1));
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation,
    region: z.strictObject({
      startLine: at,
      startColumn: at,
      endLine: z.optional(at),
      endColumn: z.optional(at),
    }),
  }),
});
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal('video-prompt'),
          version: z.string(),
          rules: z.array(z.strictObject({ id: z.string(), name: z.string(), shortDescription: message })),
        }),
      }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int(),
          level: z.enum(['error', 'warning', 'note']),
          message,
          locations: z.tuple([location]),
          relatedLocations: z.optional(z.array(location)),
          partialFingerprints: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

const reported = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      findings: z.array(z.object({ ruleId: z.string(), rule: z.string(), line: z.int() })),
      clips: z.array(
        z.object({
          title: z.string(),
          state: z.string(),
          changes: z.array(z.object({ field: z.string() })),
          clip: z.optional(z.object({ path: z.string(), isSample: z.boolean() })),
        }),
      ),
    }),
  ),
  totals: z.object({ errors: z.int(), samples: z.int() }),
});

describe('the command check', () => {
  let films: FilmFolder;
  beforeEach(async () => {
    films = await makeFilmFolder();
  });
  afterEach(async () => {
    await films.remove();
  });

  const check = (...args: readonly string[]) =>
    runCli(['check', ...args], { workingDirectory: films.folder });
  const checkJson = async () => reported.parse(JSON.parse((await check('--format', 'json')).stdout));
  const film = (...shots: readonly string[]) =>
    films.write(
      'film.video.md',
      `${options}\n${shots.map((one) => `## ${one}\n\nThe ${one}.\n`).join('\n')}`,
    );
  const clip = (shot: string, made: Partial<Parameters<FilmFolder['clip']>[1]> = {}) =>
    films.clip(`film/${shot}.mp4`, { of: 'film.video.md', shot, prompt: `The ${shot}.`, ...made });

  it('tells for each clip whether it is current, stale and why, missing, gone, or not fetched', async () => {
    await film('a', 'b', 'c', 'd', 'e');
    await clip('a');
    await clip('b', { prompt: 'Other words.' });
    await clip('d', { content: undefined });
    await clip('e', { content: 'bytes' });
    await films.write('film/e.mp4', pointerOf('bytes'));
    const { files } = await checkJson();
    assert.deepEqual(
      files[0]?.clips.map(({ title, state, changes, clip: one }) => [
        title,
        state,
        changes.map(({ field }) => field).join(),
        one?.path,
      ]),
      [
        ['a', 'current', '', 'film/a.mp4'],
        ['b', 'stale', 'prompt', 'film/b.mp4'],
        ['c', 'missing', '', undefined],
        ['d', 'missing', '', 'film/d.mp4'],
        ['e', 'not-fetched', '', 'film/e.mp4'],
      ],
    );
    const { stdout, exitCode } = await check();
    assert.equal(exitCode, 2);
    assert.deepEqual(stdout.split('\n'), [
      'film.video.md',
      '  12:1  stale        VP901 clip.stale       The clip of “b” is stale: prompt. Render it again.',
      '  16:1  missing      VP902 clip.missing     “c” has no clip yet. Render it.',
      '  20:1  missing      VP902 clip.missing     The clip of “d” is gone: film/d.mp4. Restore it, or render it again.',
      '  24:1  not fetched  VP903 clip.notFetched  e.mp4 is not fetched yet: Git LFS has only a pointer here. Run “git lfs pull”.',
      '',
      '1 prompt file · 5 clips: 1 current, 1 stale, 2 missing, 1 not fetched',
      '',
    ]);
  });

  it('goes by the model that the settings of the repository say, as the editor does', async () => {
    await films.write('film.video.md', '---\nseconds: 4\n---\n\n## a\n\nThe a.\n');
    await clip('a', { fields: { request: { ...request, prompt: 'The a.', model: 'veo3.1' } } });
    const found = async () =>
      (await checkJson()).files[0]?.clips.map(({ state, changes }) => [state, changes]);
    assert.deepEqual(await found(), [['stale', [{ field: 'model' }]]]);
    await films.write('.vscode/settings.json', '{ "videoPrompt.defaults.model": "veo3.1", }');
    assert.deepEqual(await found(), [['current', []]]);
  });

  it('is content with current clips alone', async () => {
    await film('a');
    await clip('a');
    assert.deepEqual(await check(), {
      exitCode: 0,
      stdout: '1 prompt file · 1 clip: 1 current\n',
      stderr: '',
    });
  });

  it('takes a sample for current, and names it as a sample in every format', async () => {
    await film('a');
    await clip('a', { sample: true });
    for (const format of ['text', 'json', 'github', 'sarif', 'junit']) {
      const { stdout, exitCode } = await check('--format', format);
      assert.equal(exitCode, 0);
      assert.match(stdout, /VP904/, format);
    }
    const { files, totals } = await checkJson();
    assert.equal(files[0]?.clips[0]?.clip?.isSample, true);
    assert.equal(totals.samples, 1);
  });

  it('names each finding by the id of its rule, and fails', async () => {
    await films.write('film.video.md', '---\nmodel: lost\nsecnds: 4\n---\n\nA boat.\n');
    const { files, totals } = await checkJson();
    assert.deepEqual(
      files[0]?.findings.map(({ ruleId, rule, line }) => [ruleId, rule, line]),
      [
        [ruleIds['model.unknown'], 'model.unknown', 2],
        [ruleIds['key.misspelled'], 'key.misspelled', 3],
      ],
    );
    assert.equal(totals.errors, 2);
    assert.equal((await check()).exitCode, 1);
    // Of what has errors nobody knows whether it is missing.
    assert.equal(files[0].clips[0]?.state, 'blocked');
  });

  it('fails because of what it is told to', async () => {
    await films.write('wrong.video.md', '---\nsecnds: 4\n---\n\nA boat.\n');
    await film('a', 'b');
    await clip('b', { prompt: 'Other words.' });
    const code = async (failOn: string) => (await check(`--fail-on=${failOn}`)).exitCode;
    assert.deepEqual(
      await Promise.all(['error,stale,missing', 'error', 'stale', 'missing', 'stale,missing', ''].map(code)),
      [1, 1, 2, 2, 2, 0],
    );
    assert.equal((await check('--fail-on', 'warnings')).exitCode, 3);
  });

  it('does not take a clip for missing whose sidecar cannot be read', async () => {
    await film('a');
    await films.write('film/a-1.mp4', 'clip');
    await films.write('film/a-1.mp4.json', '<<<<<<< ours');
    const { stdout, exitCode } = await check();
    assert.equal(exitCode, 1);
    assert.match(stdout, /VP905 clip\.sidecarUnreadable .*film\/a-1\.mp4\.json/);
    assert.doesNotMatch(stdout, /VP902/);
  });

  it('asks for no clip of a file that others extend', async () => {
    await films.write('style.video.md', `${options}\nSoft light.\n`);
    await films.write('film.video.md', '---\nextends: style.video.md\n---\n\n## a\n\nA boat.\n');
    const states = async () => (await checkJson()).files.map(({ path, clips }) => [path, clips.length]);
    assert.deepEqual(await states(), [
      ['film.video.md', 1],
      ['style.video.md', 0],
    ]);
    await films.write('style.video.md', `${options}\nSoft light.\n\n## One\n\nA ship.\n`);
    assert.deepEqual((await states())[1], ['style.video.md', 1]);
  });

  it('gives with each finding of the JSON the edits that would settle it, in the order of the findings', async () => {
    await films.write('film.video.md', '---\nmodel: veo3.1-fast\nseconds: 5\nsecnds: 8\n---\nA boat.\n');
    const withNext = z.object({
      files: z.tuple([
        z.object({
          findings: z.array(
            z.object({
              rule: z.string(),
              line: z.int(),
              next: z.array(
                z.object({
                  title: z.string(),
                  edit: z.object({
                    file: z.string(),
                    edits: z.array(z.object({ line: z.int(), text: z.string() })),
                  }),
                }),
              ),
            }),
          ),
        }),
      ]),
    });
    const { stdout } = await check('--format', 'json');
    const [{ findings }] = withNext.parse(JSON.parse(stdout)).files;
    assert.deepEqual(
      findings.map(({ rule, line, next: [best] }) => [rule, line, best?.title, best?.edit]),
      [
        ['seconds.set', 3, 'Use 4 s', { file: 'film.video.md', edits: [{ line: 3, text: '4' }] }],
        [
          'key.misspelled',
          4,
          'Write seconds',
          { file: 'film.video.md', edits: [{ line: 4, text: 'seconds' }] },
        ],
      ],
    );
  });

  it('checks what it is given, and says where there is nothing', async () => {
    await films.write('a/one.video.md', 'A boat.\n');
    await films.write('b/two.video.md', 'A boat.\n');
    const { stdout } = await check('b', '--format', 'json');
    assert.deepEqual(
      reported.parse(JSON.parse(stdout)).files.map(({ path }) => path),
      ['b/two.video.md'],
    );
    await films.write('c/notes.md', '');
    const { exitCode, stderr } = await check('c');
    assert.deepEqual(
      { exitCode, stderr },
      { exitCode: 0, stderr: 'There is no prompt file (*.video.md) here.\n' },
    );
    assert.equal((await check('c', '--quiet')).stderr, '');
  });

  it('writes SARIF 2.1.0, with fingerprints that stay when lines move', async () => {
    await films.write('a b/fi#lm.video.md', `${options}\n## One\n\n## One\n\nA boat.\n`);
    await films.write('base.video.md', '---\nseconds: x\n---\n\n## X\n\nY.\n');
    await films.write('over.video.md', '---\nextends: base.video.md\n---\n\n## One\n\nA boat.\n');
    const run = async () => {
      const { stdout } = await check('--format', 'sarif');
      const [found] = sarif.parse(JSON.parse(stdout)).runs;
      return found;
    };
    const before = await run();
    const { rules } = before.tool.driver;
    for (const { ruleId, ruleIndex } of before.results) assert.equal(rules[ruleIndex]?.id, ruleId);
    assert.ok(before.results.some(({ relatedLocations }) => relatedLocations !== undefined));
    assert.ok(
      before.results.some(
        ({ locations }) => locations[0].physicalLocation.artifactLocation.uri === 'a%20b/fi%23lm.video.md',
      ),
    );
    const prints = ({ results }: typeof before) =>
      results.map(({ partialFingerprints }) => partialFingerprints['videoPrompt/v1']).sort();
    assert.equal(new Set(prints(before)).size, before.results.length);
    await films.write('a b/fi#lm.video.md', `${options}\n<!-- moved -->\n\n## One\n\n## One\n\nA boat.\n`);
    assert.deepEqual(prints(await run()), prints(before));
  });

  const hostile = 'x\u001b[2J\u202e%0A::error::y," <&>\u0007.video.md';

  it('lets no name act on a terminal, begin a workflow command, or break XML and JSON', async () => {
    for (const name of [hostile, 'film.video.md'])
      await films.write(name, `${options}\n## T\u001b[31m\u202e<b>&%0A::error::z\n\nA boat.\n`);
    const out = async (format: string) => (await check('--format', format)).stdout;
    const hidden = /[^\P{Cc}\n]|\p{Cf}/u;
    for (const format of ['text', 'json', 'github', 'sarif', 'junit'])
      assert.doesNotMatch(await out(format), hidden, format);
    const github = (await out('github')).trimEnd().split('\n');
    assert.equal(github.length, 3);
    for (const line of github) {
      assert.match(line, /^::(?:error|warning) file=[^,:]*,line=\d+,/);
      assert.doesNotMatch(line, /%0A/);
    }
    assert.equal(reported.parse(JSON.parse(await out('json'))).files[1]?.path, hostile);
    const junit = await out('junit');
    assert.ok(junit.includes(' &lt;&amp;&gt;'));
    assert.doesNotMatch(junit, /<&|&(?!amp;|lt;|gt;|quot;)/);
  });

  it('gives a suite for each file and a case for each clip as JUnit', async () => {
    await film('a', 'b', 'c');
    await clip('a');
    await clip('c', { content: 'bytes' });
    await films.write('film/c.mp4', pointerOf('bytes'));
    const { stdout } = await check('--format', 'junit');
    assert.match(
      stdout,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites [^>]*tests="4" failures="1"/,
    );
    assert.match(stdout, /<testsuite name="film\.video\.md" tests="4" failures="1" errors="0" skipped="1"/);
    assert.match(stdout, /<testcase classname="film\.video\.md" name="a"\/>/);
    assert.match(stdout, /name="b">\n<failure type="VP902 clip\.missing" message="“b” has no clip yet/);
    assert.match(stdout, /name="c">\n<skipped message=/);
    const lenient = await check('--format', 'junit', '--fail-on', 'error');
    assert.match(lenient.stdout, /tests="4" failures="0"/);
    assert.match(lenient.stdout, /name="b">\n<system-out>film\.video\.md:12:1: VP902 clip\.missing: /);
  });

  it('misses no clip of a file that has options alone', async () => {
    await films.write('style.video.md', '---\nmodel: veo3.1-fast\nseconds: 4\n---\n');
    await films.write('empty.video.md', '');
    const { exitCode, stdout } = await check('--format', 'json');
    assert.equal(exitCode, 0, stdout);
    const { files } = reported.parse(JSON.parse(stdout));
    assert.deepEqual(
      files.map(({ clips }) => clips),
      [[], []],
    );
  });
});
