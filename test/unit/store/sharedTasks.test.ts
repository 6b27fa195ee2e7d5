import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Job, type JobState, sampleOrigin } from '../../../src/core/job.ts';
import { ledgerEntry } from '../../../src/core/ledger.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing, inTwoWindows } from './openStores.ts';

const accepted = { kind: 'accepted', taskId: 'task-1', keyFingerprint: 'f00d', nextAt: 9_000 } as const;
const running = (id: string, fields: Partial<Job> = {}) =>
  makeJob({ id, state: 'running', taskId: 'task-1', ...fields });

describe('a task that a job has', () => {
  const made: Readonly<Record<JobState, 'uncertain' | 'unchanged'>> = {
    queued: 'uncertain',
    submitting: 'uncertain',
    uncertain: 'uncertain',
    failed: 'uncertain',
    cancelled: 'uncertain',
    running: 'unchanged',
    downloading: 'unchanged',
    stored: 'unchanged',
    saved: 'unchanged',
    stopped: 'unchanged',
    forgotten: 'unchanged',
  };
  for (const [state, outcome] of Object.entries(made) as [JobState, 'uncertain' | 'unchanged'][]) {
    it(`leaves another job ${outcome} that is told it while ${state}, in another window`, async () => {
      await inTwoWindows(async (one, other) => {
        const second = makeJob({ id: 'job-2', state });
        await one.admit([running('job-1'), second], {});
        const applied = await other.apply('job-2', accepted, 2_000, { epoch: 1 });
        const now = await one.get('job-2');
        assert.equal((await one.findTask(second.origin, 'task-1'))?.id, 'job-1');
        if (outcome === 'unchanged') {
          assert.equal(applied.kind, 'rejected');
          assert.deepEqual(now, second);
          return;
        }
        assert.equal(applied.kind, 'applied');
        assert.equal(now?.state, 'uncertain');
        assert.deepEqual([now.taskId, now.sharedTaskId, now.failure?.jobId], [undefined, 'task-1', 'job-1']);
        assert.deepEqual(now.charge, { basis: 'unknown' });
        const { day } = await one.totals('2026-10-01', '');
        assert.deepEqual(
          [day.unknownCount, day.unknownMicroUsd, day.reservedMicroUsd],
          [1, 320_000, 320_000],
        );
        assert.equal((await other.apply('job-2', accepted, 3_000)).kind, 'rejected', 'told once more');
      });
    });
  }

  it('may be that of a job of another origin too', async () => {
    await inTwoWindows(async (one) => {
      const elsewhere = makeJob({ id: 'job-2', state: 'submitting', origin: sampleOrigin });
      await one.admit([running('job-1'), elsewhere], {});
      const outcome = await one.apply('job-2', accepted, 2_000);
      assert.ok(outcome.kind === 'applied');
      assert.equal(outcome.job.state, 'running');
      assert.equal((await one.findTask(sampleOrigin, 'task-1'))?.id, 'job-2');
    });
  });

  it('is not admitted again: which job has it is told', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([running('job-1', { state: 'saved', endedAt: 5 })], {});
      assert.deepEqual(await other.admit([running('job-2')], {}), { kind: 'known', jobId: 'job-1' });
      assert.equal((await other.list({ limit: 9 })).length, 1);
    });
  });

  it('is found by an index, and cannot be written twice by any way', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.admit([running('job-1'), makeJob({ id: 'job-2' })], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const plan = raw
        .prepare(
          `EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE CASE WHEN json_valid(doc) THEN doc ->> '$.origin' END = ?
           AND CASE WHEN json_valid(doc) THEN doc ->> '$.taskId' END = ?`,
        )
        .all('', '');
      assert.match(JSON.stringify(plan), /jobs_task/);
      assert.throws(
        () => raw.exec(`UPDATE jobs SET doc = json_set(doc, '$.taskId', 'task-1') WHERE id = 'job-2'`),
        /UNIQUE/,
      );
      raw.close();
    });
  });
});

/** The ledger's row of then. */
function writeOldMoney(raw: DatabaseSync, job: Job): void {
  const { status, quotedMicroUsd, reservedMicroUsd, charge, sample } = ledgerEntry(job);
  const { id, day, workspaceKey, request } = job;
  raw
    .prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      ...[id, day, day.slice(0, 7), workspaceKey, request.model, sample ? 1 : 0, status],
      ...[quotedMicroUsd ?? null, reservedMicroUsd, charge?.microUsd ?? null, charge?.basis ?? null],
    );
}

describe('a database in which several jobs have one task', () => {
  /** As a version wrote it that knew no such rule. */
  async function migrated(
    jobs: readonly Job[],
    check: (jobOf: (id: string) => Promise<Job>, sums: () => Promise<readonly number[]>) => Promise<void>,
  ): Promise<void> {
    await inDirectory(async (directory) => {
      const before = migrations.findIndex((sql) => sql.includes('jobs_task '));
      const raw = new DatabaseSync(join(directory, databaseFileName));
      for (const sql of migrations.slice(0, before)) raw.exec(sql);
      raw.exec(`PRAGMA user_version = ${before}`);
      for (const job of jobs) {
        const { id, state, windowId, epoch, ...doc } = job;
        const open = job.endedAt === undefined ? 1 : 0;
        raw
          .prepare('INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?)')
          .run(id, state, open, windowId, epoch, JSON.stringify(doc));
        writeOldMoney(raw, job);
      }
      raw.close();
      const store = await openStore({ directory, pacing: hastyPacing });
      try {
        await check(
          async (id) => {
            const job = await store.get(id);
            assert.ok(job !== undefined, id);
            return job;
          },
          async () => {
            const { day } = await store.totals('2026-10-01', '');
            const tallies = await store.reports.tallies('2026-10', 'day');
            assert.equal(
              tallies.reduce((sum, { jobs: count }) => sum + count, 0),
              jobs.length,
            );
            return [day.spentMicroUsd, day.reservedMicroUsd, day.unknownMicroUsd];
          },
        );
      } finally {
        store.close();
      }
    });
  }
  const charge = { microUsd: 320_000, basis: 'estimated' } as const;
  const saved = (id: string) => running(id, { state: 'saved', endedAt: 5, charge });

  it('keeps it for the oldest; the others stop, and nobody knows their charge', async () => {
    const jobs = [running('b'), running('a', { nextAt: 7 }), makeJob({ id: 'c' })];
    await migrated(jobs, async (jobOf, sums) => {
      assert.deepEqual(await jobOf('b'), jobs[0]);
      assert.deepEqual(await jobOf('c'), jobs[2]);
      const second = await jobOf('a');
      assert.deepEqual(
        [
          second.state,
          second.taskId,
          second.sharedTaskId,
          second.failure?.jobId,
          second.nextAt,
          second.epoch,
        ],
        ['stopped', undefined, 'task-1', 'b', undefined, 2],
      );
      assert.deepEqual(second.charge, { basis: 'unknown' });
      assert.deepEqual(await sums(), [0, 640_000, 320_000]);
    });
  });

  it('leaves a second saved job its clip, and takes its charge for unknown', async () => {
    await migrated([saved('a'), saved('b')], async (jobOf, sums) => {
      assert.deepEqual(await jobOf('a'), saved('a'));
      const { taskId: _taskId, ...rest } = saved('b');
      assert.deepEqual(await jobOf('b'), { ...rest, sharedTaskId: 'task-1', charge: { basis: 'unknown' } });
      assert.deepEqual(await sums(), [320_000, 0, 320_000]);
    });
  });

  it('keeps it for one that may bring its clip rather than for an older one that was given up', async () => {
    const forgotten = running('a', { state: 'forgotten', endedAt: 5, charge: { basis: 'unknown' } });
    await migrated([forgotten, running('b')], async (jobOf) => {
      assert.deepEqual(await jobOf('b'), running('b'));
      assert.equal((await jobOf('a')).sharedTaskId, 'task-1');
    });
  });

  it('leaves one its money that was certainly not charged', async () => {
    const failed = running('b', {
      state: 'failed',
      endedAt: 5,
      charge: { microUsd: 0, basis: 'estimated' },
    });
    await migrated([running('a'), failed], async (jobOf, sums) => {
      assert.deepEqual((await jobOf('b')).charge, failed.charge);
      assert.deepEqual(await sums(), [0, 320_000, 0]);
    });
  });

  it('changes nothing where the origins differ', async () => {
    const jobs = [running('a'), running('b', { origin: sampleOrigin })];
    await migrated(jobs, async (jobOf) => {
      assert.deepEqual([await jobOf('a'), await jobOf('b')], jobs);
    });
  });
});
