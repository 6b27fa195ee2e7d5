import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { type FilmFolder, makeFilmFolder } from '../../../support/filmFolder.ts';
import { request } from '../../core/makeJob.ts';
import { runCli } from '../fakeContext.ts';

const october = Date.parse('2026-10-03T12:00:00Z');
const november = Date.parse('2026-11-02T12:00:00Z');
const estimated = (microUsd: number) => ({ microUsd, basis: 'estimated' }) as const;
const atLeast = { microUsd: 96_000, kind: 'at-least', source: 'CometAPI', date: '2026-06' } as const;

describe('the command spend', () => {
  let film: FilmFolder;
  before(async () => {
    film = await makeFilmFolder();
    const boat = { of: 'boat.video.md', shot: 'storm', prompt: 'A storm' };
    await film.write('boat.video.md', '## Storm\n\nA storm\n');
    await film.clip('boat/storm-1.mp4', {
      ...boat,
      fields: { taskId: 't1', createdAt: october, charge: estimated(320_000) },
    });
    await film.clip('boat/storm-2.mp4', {
      ...boat,
      take: 2,
      fields: { taskId: 't2', createdAt: november, charge: { microUsd: 1_250_000, basis: 'reported' } },
    });
    await film.clip('old/boat/storm-1.mp4', {
      ...boat,
      fields: { taskId: 't1', createdAt: october, charge: estimated(320_000) },
    });
    await film.clip('calm-1.mp4', {
      of: '=cmd.video.md',
      shot: '',
      prompt: 'Calm',
      content: undefined,
      fields: {
        taskId: 't3',
        createdAt: october,
        quote: atLeast,
        charge: estimated(96_000),
        request: { ...request, model: '2026\u001b[31m\u202e' },
      },
    });
    await film.clip('odd-1.mp4', {
      of: 'boat.video.md',
      shot: 'odd',
      prompt: 'Odd',
      fields: { taskId: 't4', createdAt: october, charge: { basis: 'unknown' } },
    });
    await film.clip('try-1.mp4', { ...boat, take: 3, sample: true, fields: { taskId: 't5' } });
  });
  after(async () => {
    await film.remove();
  });

  const run = async (args: readonly string[], world: Parameters<typeof runCli>[1] = {}) =>
    await runCli(['spend', ...args], { workingDirectory: film.folder, ...world });
  const json = async (...args: readonly string[]) =>
    JSON.parse((await run([...args, '--format', 'json'])).stdout) as {
      total: Record<string, unknown>;
      lines: Record<string, unknown>[];
      samples: number;
      copies: number;
      unreadable: string[];
    };

  it('sums up by month, the newest first, with the total and what is left out', async () => {
    const { exitCode, stdout, stderr } = await run([]);
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    assert.equal(
      stdout,
      [
        'Month                  Charged  Reported        Estimated  Unknown  Clips  Kept takes  Per kept take',
        'November 2026            $1.25     $1.25                –        –      1           –              –',
        'October 2026   at least $0.416         –  at least $0.416        1      3           –              –',
        'Total          at least $1.666     $1.25  at least $0.416        1      4           –              –',
        '',
        '1 sample cost nothing and is in no sum.',
        '1 sidecar is a copy; its clip is counted once.',
        '1 clip is not beside its sidecar; what it cost is counted.',
        '',
      ].join('\n'),
    );
  });

  it('sums up by model, prompt file and shot, names of strangers made plain', async () => {
    const firsts = async (by: string) =>
      (await run(['--by', by])).stdout
        .split('\n\n')[0]
        ?.split('\n')
        .slice(1, -1)
        .map((line) => line.split('  ')[0]);
    assert.deepEqual(await firsts('model'), ['Veo 3.1 Fast', '2026[31m']);
    assert.deepEqual(await firsts('file'), ['boat.video.md', '=cmd.video.md']);
    assert.deepEqual(await firsts('shot'), ['boat.video.md · storm', '=cmd.video.md', 'boat.video.md · odd']);
  });

  it('counts what lies below the folders and belongs to the prompt files that are named, each once', async () => {
    const clips = async (...paths: readonly string[]) => (await json(...paths)).total.clips;
    assert.equal(await clips('boat'), 2);
    assert.equal(await clips('boat.video.md'), 3);
    assert.equal(await clips('boat', 'boat.video.md', 'boat', 'old'), 3);
    const inside = await run(['..', '--by', 'file'], { workingDirectory: film.path('boat') });
    assert.match(inside.stdout, /^\.\.\/boat\.video\.md /m);
  });

  it('gives the same as data, amounts in millionths of a dollar', async () => {
    const { total, lines, samples, copies, unreadable } = await json('--by', 'shot');
    assert.deepEqual([samples, copies, unreadable], [1, 1, []]);
    assert.deepEqual(total, {
      clips: 4,
      chargedMicroUsd: 1_666_000,
      reportedMicroUsd: 1_250_000,
      estimatedMicroUsd: 416_000,
      isAtLeast: true,
      unknownClips: 1,
      kept: { takes: 0, ofTakes: 0, chargedMicroUsd: 0, isAtLeast: false, unknownTakes: 0 },
    });
    assert.deepEqual(
      lines.map(({ file, shot, clips }) => [file, shot, clips]),
      [
        ['boat.video.md', 'storm', 2],
        ['=cmd.video.md', '', 1],
        ['boat.video.md', 'odd', 1],
      ],
    );
  });

  it('writes no character as data that a terminal acts on', async () => {
    const { stdout } = await run(['--by', 'model', '--format', 'json']);
    assert.match(stdout, /2026\\u001b\[31m\\u202e/);
    assert.ok(!/[\u001b\u202e]/.test(stdout));
  });

  it('writes CSV that a spreadsheet runs nothing of', async () => {
    const { stdout } = await run(['--by', 'file', '--format', 'csv']);
    const rows = parse<Record<string, string>>(stdout, { columns: true, recordDelimiter: '\r\n', bom: true });
    assert.deepEqual(
      rows.map((row) => [row.file, row.clips, row.charged_micro_usd, row.charged_usd, row.at_least]),
      [
        ['boat.video.md', '3', '1570000', '1.570000', 'no'],
        ["'=cmd.video.md", '1', '96000', '0.096000', 'yes'],
      ],
    );
    assert.equal(rows[0]?.unknown_clips, '1');
  });

  it('asks Git who added the sidecars, and says unknown where it does not know', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: film.folder, env: { PATH: process.env.PATH, HOME: film.folder } });
    const environment = { PATH: process.env.PATH, HOME: film.folder };
    assert.match((await run(['--by', 'author'], { environment })).stdout, /^unknown .* 4 /m);
    git('init', '-q');
    git('add', 'boat');
    git('-c', 'user.name=Ann', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'Add');
    const { stdout } = await run(['--by', 'author'], { environment });
    assert.match(stdout, /^Ann +\$1\.57 /m);
    assert.match(stdout, /^unknown +at least \$0\.096 /m);
  });

  it('tells sidecars that it cannot read, and ends with 1', async () => {
    await film.write('boat/merged-1.mp4.json', '<<<<<<< HEAD\n');
    const { exitCode, stdout, stderr } = await run([]);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^Total /m);
    assert.equal(
      stderr,
      'video-prompt: 1 sidecar cannot be read, so its clip is in no sum: boat/merged-1.mp4.json\n',
    );
    assert.deepEqual((await json('boat.video.md')).unreadable, ['boat/merged-1.mp4.json']);
    assert.equal((await run(['old'])).exitCode, 0);
  });

  it('says that nothing was paid for', async () => {
    await film.write('empty/note.txt', '');
    const { exitCode, stdout } = await run(['empty']);
    assert.deepEqual([exitCode, stdout], [0, 'There are no clips that were paid for.\n']);
  });

  it('says what to write instead', async () => {
    for (const [args, words] of [
      [['--by', 'modle'], '--by cannot be “modle”. Did you mean “model”?'],
      [['--format', 'sarif'], '--format cannot be “sarif”. Write one of: text, json, csv.'],
      [['gone'], 'There is no file or folder “gone”. Check the path.'],
      [['try-1.mp4'], '“try-1.mp4” is no prompt file. Name a folder, or a file that ends in .video.md.'],
    ] as const) {
      const { exitCode, stdout, stderr } = await run(args);
      assert.deepEqual([exitCode, stdout, stderr], [3, '', `video-prompt: ${words}\n`]);
    }
  });
});
