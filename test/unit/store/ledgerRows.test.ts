import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import type { Failure } from '../../../src/core/failure.ts';
import { type Clip, type Job, type JobEvent, sampleOrigin } from '../../../src/core/job.ts';
import { countedMicroUsd, ledgerEntry, type SpendTotals } from '../../../src/core/ledger.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { makeJob } from '../core/makeJob.ts';
import { inOneWindow, inTwoWindows } from './openStores.ts';

/** The sums by the ledger's own words, job by job. */
function naiveSum(jobs: readonly Job[]): SpendTotals {
  const entries = jobs.map(ledgerEntry).filter((entry) => !entry.sample);
  const sum = (status: string, amount: (entry: (typeof entries)[number]) => number) =>
    entries.filter((entry) => entry.status === status).reduce((total, entry) => total + amount(entry), 0);
  return {
    spentMicroUsd: sum('charged', (entry) => entry.charge?.microUsd ?? 0),
    reservedMicroUsd: sum('reserved', (entry) => entry.reservedMicroUsd),
    unknownCount: sum('unknown', () => 1),
    unknownMicroUsd: sum('unknown', (entry) => entry.reservedMicroUsd),
  };
}

const failures = fc
  .constantFrom('no', 'yes', 'unknown')
  .map((charged): Failure => ({ class: 'unknown', message: 'm', charged }));
const clip: Clip = { bytes: 1, sha256: 'c'.repeat(64), extension: '.mp4' };
const events: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.constantFrom<JobEvent>(
    { kind: 'send' },
    { kind: 'send' },
    { kind: 'cancel' },
    { kind: 'unsent' },
    { kind: 'accepted', taskId: 'task', keyFingerprint: 'f', nextAt: 1 },
    { kind: 'progressed', nextAt: 2, progress: 5 },
    { kind: 'rendered' },
    { kind: 'rendered' },
    { kind: 'stop' },
    { kind: 'resume' },
    { kind: 'fetched', clip },
    { kind: 'placing', uri: 'file:///a.mp4' },
    { kind: 'placed', uri: 'file:///a.mp4' },
    { kind: 'forget' },
  ),
  failures.chain((failure) =>
    fc.constantFrom<JobEvent>(
      { kind: 'refused', failure },
      { kind: 'doubted', failure },
      { kind: 'ended', failure },
      { kind: 'tooMany', nextAt: 3, failure },
      { kind: 'missed', nextAt: 3, failure },
    ),
  ),
);

const jobs = fc
  .array(
    fc.record({
      day: fc.constantFrom('2026-10-01', '2026-10-02', '2026-09-30'),
      workspaceKey: fc.constantFrom('w', 'v'),
      origin: fc.constantFrom('https://api.cometapi.com', 'https://api.cometapi.com', sampleOrigin),
      reservedMicroUsd: fc.nat(1000),
      microUsd: fc.option(fc.nat(1000), { nil: undefined }),
      isAgents: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) =>
    rows.map(({ microUsd, isAgents, ...fields }, index) =>
      makeJob({
        ...fields,
        ...(isAgents ? { by: 'agent' as const } : {}),
        id: `job-${index}`,
        quote: {
          kind: microUsd === undefined ? 'unknown' : 'listed',
          source: 's',
          date: 'd',
          ...(microUsd === undefined ? {} : { microUsd }),
        },
      }),
    ),
  );

describe('the sums of the ledger', () => {
  it('equal the sums over the jobs, whatever happens to them', async () => {
    await fc.assert(
      fc.asyncProperty(
        jobs,
        fc.array(fc.tuple(fc.nat(4), events), { maxLength: 30 }),
        async (admitted, steps) => {
          await inOneWindow(async (store) => {
            await store.admit(admitted, {});
            for (const [at, event] of steps) await store.apply(`job-${at % admitted.length}`, event, 2_000);
            const all = await store.list({ limit: 100 });
            for (const day of ['2026-10-01', '2026-10-02', '2026-09-30']) {
              const agents = all.filter((job) => job.day === day && job.by === 'agent');
              assert.equal(await store.spentByAgents(day), countedMicroUsd(naiveSum(agents)));
            }
            for (const workspaceKey of ['w', 'v']) {
              for (const day of ['2026-10-01', '2026-10-02', '2026-09-30']) {
                const month = all.filter((job) => job.day.slice(0, 7) === day.slice(0, 7));
                assert.deepEqual(await store.totals(day, workspaceKey), {
                  day: naiveSum(all.filter((job) => job.day === day)),
                  month: naiveSum(month),
                  workspaceMonth: naiveSum(month.filter((job) => job.workspaceKey === workspaceKey)),
                });
              }
            }
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('take what a database lost for what agents spent: nobody knows whose it was', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const lost = raw.prepare("INSERT INTO spend VALUES ('2026-10', ?, ?, 'lost', 1, ?, 0)");
      lost.run('2026-10-01', 'w', 70);
      lost.run('2026-10-01', 'v', 5);
      lost.run('2026-10-02', 'w', 900);
      raw.close();
      assert.equal(await one.spentByAgents('2026-10-01'), 75);
      await one.admit([makeJob({ reservedMicroUsd: 20, by: 'agent' })], {}, { agentDayMicroUsd: 95 });
      const more = makeJob({ id: 'job-2', reservedMicroUsd: 1, by: 'agent' });
      assert.deepEqual(await one.admit([more], {}, { agentDayMicroUsd: 95 }), { kind: 'allowance' });
      assert.equal((await one.list({ limit: 5 })).length, 1);
    });
  });

  it('keep the money of a job that is forgotten', async () => {
    await inOneWindow(async (store) => {
      await store.admit([makeJob({ reservedMicroUsd: 70 })], {});
      await store.apply('job-1', { kind: 'send' }, 2_000);
      const failure: Failure = { class: 'network', message: 'm', charged: 'unknown' };
      await store.apply('job-1', { kind: 'doubted', failure }, 2_000);
      await store.apply('job-1', { kind: 'forget' }, 2_000);
      const { day } = await store.totals('2026-10-01', '');
      assert.deepEqual(day, { spentMicroUsd: 0, reservedMicroUsd: 0, unknownCount: 1, unknownMicroUsd: 70 });
    });
  });

  it('cannot be emptied by deleting rows', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.admit([makeJob()], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      assert.throws(() => raw.exec('DELETE FROM ledger'), /money does not vanish/);
      assert.throws(() => raw.exec('DELETE FROM jobs'), /FOREIGN KEY/);
      raw.close();
    });
  });
});
