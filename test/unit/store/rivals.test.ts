import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Job, type JobSource, type JobState, sampleOrigin } from '../../../src/core/job.ts';
import type { SeenJobs } from '../../../src/core/batch.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import type { JobStore } from '../../../src/store/jobStore.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { inOneWindow, inTwoWindows } from './openStores.ts';
import { runChild } from './runChild.ts';

const source: JobSource = {
  promptFileUri: 'file:///film/boat.video.md',
  shot: 'storm',
  cell: 'veo3.1',
  take: 1,
  digest: 'd'.repeat(64),
};
const other: JobSource = { ...source, take: 2, digest: 'e'.repeat(64) };

/** Whether each state may still bring a clip, or has brought one. */
const states = {
  queued: 'live',
  submitting: 'live',
  running: 'live',
  downloading: 'live',
  stored: 'live',
  uncertain: 'live',
  stopped: 'live',
  saved: 'made',
  failed: 'none',
  cancelled: 'none',
  forgotten: 'none',
} as const satisfies Record<JobState, 'live' | 'made' | 'none'>;

const jobIn = (state: JobState, fields: Partial<Job> = {}): Job =>
  makeJob({ state, source, ...(states[state] === 'live' ? {} : { endedAt: 5 }), ...fields });

async function press(store: JobStore, fields: Partial<Job> = {}, seen?: SeenJobs) {
  const job = makeJob({ id: 'job-2', source: other, ...fields });
  return await store.admit([job], {}, seen === undefined ? {} : { seen: new Map([[job.id, seen]]) });
}

const refused = { kind: 'duplicate', rivals: [{ jobId: 'job-2', others: ['job-1'] }] };

describe('a second job of a shot', () => {
  for (const [state, kind] of Object.entries(states) as [JobState, 'live' | 'made' | 'none'][]) {
    it(`is ${kind === 'live' ? 'refused' : 'admitted'} while the first one, which was seen, is ${state}`, async () => {
      await inOneWindow(async (store) => {
        await store.admit([jobIn(state)], {});
        const outcome = await press(store, {}, { upTo: await store.newest(), agreedSecond: [] });
        if (kind === 'live') assert.deepEqual(outcome, refused);
        else assert.equal(outcome.kind, 'admitted');
        assert.equal((await store.list({ limit: 9 })).length, kind === 'live' ? 1 : 2);
      });
    });

    it(`is ${kind === 'none' ? 'admitted' : 'refused'} where the first one came after the look and is ${state}`, async () => {
      await inOneWindow(async (store) => {
        const upTo = await store.newest();
        await store.admit([jobIn(state)], {});
        const outcome = await press(store, {}, { upTo, agreedSecond: [] });
        if (kind === 'none') assert.equal(outcome.kind, 'admitted');
        else assert.deepEqual(outcome, refused);
      });
    });

    it(`is admitted where a person agreed to it, whatever the first one is: ${state}`, async () => {
      await inOneWindow(async (store) => {
        await store.admit([jobIn(state)], {});
        assert.equal((await press(store, {}, { upTo: 0, agreedSecond: ['job-1'] })).kind, 'admitted');
      });
    });
  }

  it('is refused where nobody looked', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('saved')], {});
      assert.deepEqual(await press(store), refused);
    });
  });

  it('needs a word about each job that is under way, not about one of them', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('running'), jobIn('uncertain', { id: 'job-0', source: other })], {});
      const outcome = await press(store, {}, { upTo: await store.newest(), agreedSecond: ['job-0'] });
      assert.deepEqual(outcome, refused);
    });
  });

  it('is refused with the whole of its batch, whose money stays free', async () => {
    await inTwoWindows(async (one, another) => {
      await one.admit([jobIn('queued')], {});
      const batch = [makeJob({ id: 'job-2', source: other }), makeJob({ id: 'job-3' })];
      assert.deepEqual(await another.admit(batch, {}), refused);
      assert.equal((await one.list({ limit: 9 })).length, 1);
      assert.equal((await one.totals('2026-10-01', '')).day.reservedMicroUsd, 320_000);
    });
  });

  it('is told before a cap is', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('queued')], {});
      const job = makeJob({ id: 'job-2', source: other });
      assert.equal((await store.admit([job], { dayMicroUsd: 1 })).kind, 'duplicate');
    });
  });

  it('is refused although the first row cannot be read', async () => {
    await inTwoWindows(async (store, _other, directory) => {
      await store.admit([jobIn('running')], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`UPDATE jobs SET doc = json_set(doc, '$.dialect', 'newer')`);
      raw.exec(
        `INSERT INTO jobs (id, state, open, window_id, epoch, doc) VALUES ('broken', 'running', 1, '', 1, '{')`,
      );
      raw.close();
      assert.deepEqual(await press(store), refused);
    });
  });
});

describe('what is no second job of a shot', () => {
  const admitted: Readonly<Record<string, Partial<Job>>> = {
    'of another shot': { source: { ...other, shot: 'calm' } },
    'of another cell': { source: { ...other, cell: 'kling' } },
    'of another file': { source: { ...other, promptFileUri: 'file:///film/ship.video.md' } },
    'that is a sample': { origin: sampleOrigin },
  };
  for (const [what, fields] of Object.entries(admitted)) {
    it(`is one ${what}`, async () => {
      await inOneWindow(async (store) => {
        await store.admit([jobIn('running')], {});
        assert.equal((await press(store, fields)).kind, 'admitted');
      });
    });
  }

  it('is one beside a sample', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('running', { origin: sampleOrigin })], {});
      assert.equal((await press(store)).kind, 'admitted');
      assert.deepEqual(
        await store.admit([makeJob({ id: 'job-3', source: other, origin: sampleOrigin })], {}),
        { kind: 'duplicate', rivals: [{ jobId: 'job-3', others: ['job-1'] }] },
      );
    });
  });

  it('is a request without a prompt file', async () => {
    await inOneWindow(async (store) => {
      await store.admit([makeJob()], {});
      assert.equal((await store.admit([makeJob({ id: 'job-2' })], {})).kind, 'admitted');
    });
  });

  it('are takes that are asked for together, each once', async () => {
    await inOneWindow(async (store) => {
      const take = (id: string, number: number) => makeJob({ id, source: { ...source, take: number } });
      assert.deepEqual(await store.admit([take('a', 1), take('b', 2), take('c', 1)], {}), {
        kind: 'duplicate',
        rivals: [{ jobId: 'c', others: ['a'] }],
      });
      assert.equal((await store.admit([take('a', 1), take('b', 2)], {})).kind, 'admitted');
    });
  });
});

describe('a job that makes just what one of another file makes', () => {
  const moved = { ...source, promptFileUri: 'file:///film/ship.video.md', take: 2 };

  it('is refused while that one is under way: its file may have been renamed behind our back', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('running')], {});
      assert.deepEqual(
        await press(store, { source: moved }, { upTo: await store.newest(), agreedSecond: [] }),
        refused,
      );
    });
  });

  it('is admitted once that one has ended', async () => {
    await inOneWindow(async (store) => {
      await store.admit([jobIn('saved')], {});
      assert.equal((await press(store, { source: moved })).kind, 'admitted');
    });
  });
});

describe('presses on one shot in several processes at the same time', () => {
  it('admit one job', async () => {
    await inDirectory(async (directory) => {
      const ends = await Promise.all(
        ['x', 'y', 'z'].map((name) => runChild('pressingWindow.ts', directory, name, '20')),
      );
      // Each round is another shot: one of the three wins it.
      assert.equal(
        ends.reduce((sum, end) => sum + Number(end.output), 0),
        20,
      );
    });
  });
});

describe('the number of the newest job', () => {
  it('grows with every job that is admitted, in whatever window', async () => {
    await inTwoWindows(async (one, another) => {
      assert.equal(await one.newest(), 0);
      await one.admit([makeJob({ id: 'z' })], {});
      const first = await another.newest();
      await another.admit([makeJob({ id: 'a' })], {});
      assert.ok(first > 0 && (await one.newest()) > first);
    });
  });
});
