import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import type { Failure } from '../../../src/core/failure.ts';
import { type Clip, type Job, type JobEvent, sampleOrigin } from '../../../src/core/job.ts';
import {
  costPerClip,
  groupTallies,
  type LedgerRow,
  type SpendGroup,
  sumTallies,
} from '../../../src/core/ledgerReport.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import type { ReportBy } from '../../../src/store/ledgerReports.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { makeJob, request } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing, inOneWindow, inTwoWindows } from './openStores.ts';

const failure: Failure = { class: 'unknown', message: 'm', charged: 'unknown' };
const clip: Clip = { bytes: 1, sha256: 'c'.repeat(64), extension: '.mp4' };
const accepted: JobEvent = { kind: 'accepted', taskId: 'task', keyFingerprint: 'f', nextAt: 1 };

/** Ways that jobs go, from their admission to where they end. */
const ways: Readonly<Record<string, readonly JobEvent[]>> = {
  waits: [],
  cancelled: [{ kind: 'cancel' }],
  refused: [{ kind: 'send' }, { kind: 'refused', failure: { ...failure, charged: 'no' } }],
  uncertain: [{ kind: 'send' }, { kind: 'doubted', failure }],
  forgotten: [{ kind: 'send' }, { kind: 'doubted', failure }, { kind: 'forget' }],
  runs: [{ kind: 'send' }, accepted],
  stopped: [{ kind: 'send' }, accepted, { kind: 'stop' }],
  ended: [{ kind: 'send' }, accepted, { kind: 'ended', failure: { ...failure, charged: 'yes' } }],
  saved: [
    { kind: 'send' },
    accepted,
    { kind: 'rendered' },
    { kind: 'fetched', clip },
    { kind: 'placing', uri: 'file:///a.mp4' },
    { kind: 'placed', uri: 'file:///a.mp4' },
  ],
};

const jobs = fc.array(
  fc.record({
    day: fc.constantFrom('2026-10-01', '2026-10-02', '2026-09-30'),
    workspaceKey: fc.constantFrom('w', 'v'),
    model: fc.constantFrom('veo3.1-fast', 'veo3.1'),
    origin: fc.constantFrom('https://api.cometapi.com', 'https://api.cometapi.com', sampleOrigin),
    reservedMicroUsd: fc.nat(1000),
    microUsd: fc.option(fc.nat(1000), { nil: undefined }),
    way: fc.constantFrom(...Object.keys(ways)),
  }),
  { minLength: 1, maxLength: 8 },
);

function jobOf({ model, microUsd, way: _way, ...fields }: Picked, index: number): Job {
  return makeJob({
    ...fields,
    id: `job-${index}`,
    request: { ...request, model },
    quote: {
      kind: microUsd === undefined ? 'unknown' : 'listed',
      source: 's',
      date: 'd',
      ...(microUsd === undefined ? {} : { microUsd }),
    },
  });
}
type Picked = (typeof jobs extends fc.Arbitrary<infer T> ? T : never) extends (infer U)[] ? U : never;

/** The sums, added up row by row. */
function sumOf(key: string, rows: readonly LedgerRow[]): SpendGroup {
  const real = rows.filter(({ isSample }) => !isSample);
  const of = (status: string) => real.filter((row) => row.status === status);
  const add = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const count = (...states: string[]) => real.filter(({ state }) => states.includes(state)).length;
  return {
    key,
    spentMicroUsd: add(of('charged').map(({ chargedMicroUsd = 0 }) => chargedMicroUsd)),
    reservedMicroUsd: add(of('reserved').map(({ reservedMicroUsd }) => reservedMicroUsd)),
    unknownCount: of('unknown').length,
    unknownMicroUsd: add(of('unknown').map(({ reservedMicroUsd }) => reservedMicroUsd)),
    kept: count('saved', 'stored'),
    failed: count('failed'),
    unclear: count('uncertain', 'stopped', 'forgotten'),
    underWay: count('queued', 'submitting', 'running', 'downloading'),
    cancelled: count('cancelled'),
  };
}

const keyOf: Readonly<Record<ReportBy, (row: LedgerRow) => string>> = {
  day: (row) => row.day,
  model: (row) => row.model,
  workspace: (row) => row.workspaceKey,
};

describe('the reports of the ledger', () => {
  it('equal the sums over its rows by day, model and workspace, wherever the jobs ended', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(jobs, async (picked) => {
        await inOneWindow(async (store) => {
          await store.admit(picked.map(jobOf), {});
          for (const [index, { way }] of picked.entries()) {
            for (const event of ways[way] ?? []) {
              const own = event.kind === 'accepted' ? { ...event, taskId: `task-${index}` } : event;
              const outcome = await store.apply(`job-${index}`, own, 2_000);
              assert.equal(outcome.kind, 'applied', `${way}: ${event.kind}`);
            }
          }
          for (const month of ['2026-10', '2026-09', '2026-08']) {
            const rows = await store.reports.newest({ limit: 100, month });
            assert.ok(rows.every(({ day }) => day.startsWith(month)));
            for (const by of ['day', 'model', 'workspace'] as const) {
              const groups = groupTallies(await store.reports.tallies(month, by));
              const keys = [...new Set(rows.filter(({ isSample }) => !isSample).map(keyOf[by]))];
              assert.deepEqual(new Set(groups.map(({ key }) => key)), new Set(keys));
              for (const group of groups) {
                const expected = sumOf(
                  group.key,
                  rows.filter((row) => keyOf[by](row) === group.key),
                );
                assert.deepEqual(group, expected);
              }
            }
            const all = sumTallies(await store.reports.tallies(month, 'day'));
            assert.deepEqual(all, sumOf('', rows));
            const { spentMicroUsd, reservedMicroUsd, unknownCount, unknownMicroUsd } = all;
            const totals = await store.totals(`${month}-15`, '');
            assert.deepEqual(
              { spentMicroUsd, reservedMicroUsd, unknownCount, unknownMicroUsd },
              totals.month,
            );
            for (const { state } of rows) seen.add(state);
          }
        });
      }),
      { numRuns: 30 },
    );
    assert.ok(seen.size >= 6, [...seen].join());
  });

  it('give each row its money, its clip and whether it is a sample', async () => {
    await inOneWindow(async (store) => {
      const long = 'A boat\n'.repeat(500);
      await store.admit(
        [
          makeJob({ id: 'a', by: 'agent', request: { ...request, prompt: long } }),
          makeJob({ id: 'b', origin: sampleOrigin, quote: { kind: 'unknown', source: 's', date: 'd' } }),
        ],
        {},
      );
      for (const event of ways.saved ?? []) await store.apply('a', event, 2_000);
      assert.deepEqual(await store.reports.newest({ limit: 10 }), [
        {
          jobId: 'b',
          day: '2026-10-01',
          createdAt: 1_000,
          model: 'veo3.1-fast',
          seconds: 4,
          aspectRatio: '16:9',
          resolution: '720p',
          prompt: request.prompt,
          workspaceKey: 'file:///work/film',
          state: 'queued',
          status: 'reserved',
          isSample: true,
          reservedMicroUsd: 320_000,
        },
        {
          jobId: 'a',
          day: '2026-10-01',
          createdAt: 1_000,
          model: 'veo3.1-fast',
          seconds: 4,
          aspectRatio: '16:9',
          resolution: '720p',
          prompt: long,
          by: 'agent',
          workspaceKey: 'file:///work/film',
          state: 'saved',
          status: 'charged',
          isSample: false,
          quotedMicroUsd: 320_000,
          reservedMicroUsd: 320_000,
          chargedMicroUsd: 320_000,
          basis: 'estimated',
          taskId: 'task',
          clipUri: 'file:///a.mp4',
        },
      ]);
    });
  });

  it('come page by page, without a gap and without a row twice, from either end', async () => {
    await inOneWindow(async (store) => {
      const ids = Array.from({ length: 25 }, (_, index) => `job-${String(index).padStart(2, '0')}`);
      await store.admit(
        ids.map((id, index) => makeJob({ id, day: index < 10 ? '2026-09-30' : '2026-10-01' })),
        {},
      );
      assert.deepEqual(await store.reports.months(), ['2026-10', '2026-09']);
      const newest: string[] = [];
      for (let before: string | undefined; ; before = newest.at(-1)) {
        const page = await store.reports.newest({
          limit: 7,
          month: '2026-10',
          ...(before === undefined ? {} : { before }),
        });
        newest.push(...page.map(({ jobId }) => jobId));
        if (page.length < 7) break;
      }
      assert.deepEqual(newest, ids.slice(10).reverse());
      const oldest: string[] = [];
      for (let after: string | undefined; ; after = oldest.at(-1)) {
        const page = await store.reports.oldest({ limit: 7, ...(after === undefined ? {} : { after }) });
        oldest.push(...page.map(({ jobId }) => jobId));
        if (page.length < 7) break;
      }
      assert.deepEqual(oldest, ids);
    });
  });

  it('are empty where nothing was ever spent', async () => {
    await inOneWindow(async (store) => {
      assert.deepEqual(await store.reports.months(), []);
      assert.deepEqual(await store.reports.tallies('2026-10', 'model'), []);
      assert.deepEqual(await store.reports.newest({ limit: 10 }), []);
    });
  });

  it('know the jobs of a database of the version before', async () => {
    await inDirectory(async (directory) => {
      const old = new DatabaseSync(join(directory, databaseFileName));
      old.exec(migrations[0] ?? '');
      old.exec('PRAGMA user_version = 1');
      const { id, state, windowId, epoch, ...doc } = makeJob();
      old
        .prepare('INSERT INTO jobs VALUES (?, ?, 1, ?, ?, ?)')
        .run(id, state, windowId, epoch, JSON.stringify(doc));
      old.exec(
        `INSERT INTO ledger VALUES ('job-1', '2026-10-01', '2026-10', 'w', 'veo3.1-fast', 0, 'reserved', 70, 70, NULL, NULL)`,
      );
      old.close();
      const store = await openStore({ directory, pacing: hastyPacing });
      try {
        const before = sumTallies(await store.reports.tallies('2026-10', 'day'));
        assert.deepEqual([before.reservedMicroUsd, before.underWay], [70, 1]);
        await store.apply('job-1', { kind: 'cancel' }, 2_000);
        const after = sumTallies(await store.reports.tallies('2026-10', 'day'));
        assert.deepEqual([after.reservedMicroUsd, after.underWay, after.cancelled], [0, 0, 1]);
      } finally {
        store.close();
      }
    });
  });

  it('of another window are seen at once', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([makeJob()], {});
      assert.equal(sumTallies(await other.reports.tallies('2026-10', 'model')).underWay, 1);
    });
  });
});

describe('the cost of a kept clip', () => {
  const group = sumOf('', []);
  it('counts everything that was charged, rounded up', () => {
    assert.equal(costPerClip({ ...group, spentMicroUsd: 1_000_000, kept: 3, failed: 1 }), 333_334);
  });

  it('is not known without a clip or without a charge', () => {
    assert.equal(costPerClip({ ...group, spentMicroUsd: 5 }), undefined);
    assert.equal(costPerClip({ ...group, kept: 2 }), undefined);
  });
});
