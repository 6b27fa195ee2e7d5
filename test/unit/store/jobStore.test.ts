import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { drivenStates, type Job, type JobState, sampleOrigin } from '../../../src/core/job.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { makeJob, request } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { inOneWindow, inTwoWindows } from './openStores.ts';
import { runChild } from './runChild.ts';

const failure: Failure = { class: 'network', message: 'lost', charged: 'unknown' };
const accepted = { kind: 'accepted', taskId: 'task-1', keyFingerprint: 'f00d', nextAt: 9_000 } as const;
const image = (digit: string) =>
  ({ role: 'first', sha256: digit.repeat(64), bytes: 3, type: 'image/png', name: `${digit}.png` }) as const;

describe('admitting jobs', () => {
  it('keeps every field of a job', async () => {
    await inTwoWindows(async (one, other) => {
      const job = makeJob({
        id: 'full',
        request: {
          ...request,
          negativePrompt: 'rain',
          seed: 7,
          audio: true,
          variants: 2,
          output: 'clips/',
          images: [
            { uri: 'file:///a.png', role: 'first' },
            { uri: 'file:///b.png', role: 'last', clip: { uri: 'file:///b.mp4', sha256: 'b'.repeat(64) } },
          ],
        },
        images: [image('a')],
        output: { directoryUri: 'file:///out', baseName: 'boat' },
        source: {
          promptFileUri: 'file:///boat.video.md',
          shot: 'the-storm',
          cell: 'veo3.1_4s',
          take: 2,
          digest: 'd'.repeat(64),
        },
        charge: { microUsd: 5, basis: 'reported' },
        hold: 'key',
        awaits: { jobId: 'job-0', role: 'first', at: 0, isToConfirm: true },
        framedAt: 7,
        nextAt: 1,
        sentAt: 2,
        taskId: 'task',
        keyFingerprint: 'print',
        acceptedAt: 3,
        progress: 40,
        answeredAt: 4,
        renderedAt: 5,
        endedAt: 6,
        clip: {
          bytes: 1,
          sha256: 'c'.repeat(64),
          extension: '.mp4',
          durationSeconds: 4,
          width: 1,
          height: 2,
          codecs: ['avc1'],
          uri: 'file:///b.mp4',
        },
        failure: { ...failure, providerMessage: 'no', requestId: 'r', httpStatus: 500 },
      });
      await one.admit([job], {});
      assert.deepEqual(await other.get('full'), job);
      assert.equal(await other.get('none'), undefined);
    });
  });

  it('holds the budget of a run in the transaction that takes its jobs', async () => {
    await inTwoWindows(async (one, other) => {
      const quote = { microUsd: 100, kind: 'listed', source: 's', date: 'd' } as const;
      const batch = ['a', 'b'].map((id) => makeJob({ id, reservedMicroUsd: 100, quote }));
      const over = await one.admit(batch, {}, { budget: { maxMicroUsd: 199 } });
      assert.deepEqual(over, { kind: 'overBudget', breach: { by: 'money', asked: 200, max: 199 } });
      assert.deepEqual(await other.list({ limit: 10 }), []);
      assert.equal((await one.admit(batch, {}, { budget: { maxMicroUsd: 200 } })).kind, 'admitted');
    });
  });

  it('takes all jobs of a batch or none', async () => {
    await inTwoWindows(async (one, other) => {
      const batch = ['a', 'b', 'c'].map((id) => makeJob({ id, reservedMicroUsd: 100 }));
      const capped = await one.admit(batch, { dayMicroUsd: 299 });
      assert.ok(capped.kind === 'capped');
      assert.deepEqual(capped.breach, {
        scope: 'day',
        capMicroUsd: 299,
        countedMicroUsd: 0,
        askedMicroUsd: 300,
      });
      assert.deepEqual(await other.list({ limit: 10 }), []);
      assert.equal((await other.totals('2026-10-01', '')).month.reservedMicroUsd, 0);
      assert.equal((await one.admit(batch, { dayMicroUsd: 300 })).kind, 'admitted');
      assert.equal((await other.list({ limit: 10 })).length, 3);
    });
  });

  it('takes none of a batch where one of its ids is taken', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([makeJob({ id: 'b' })], {});
      await assert.rejects(one.admit([makeJob({ id: 'a' }), makeJob({ id: 'b' })], {}), VideoPromptError);
      assert.deepEqual(
        (await other.list({ limit: 10 })).map((job) => job.id),
        ['b'],
      );
    });
  });

  it('counts against the day, the month and the workspace of the month', async () => {
    await inOneWindow(async (store) => {
      const spent = (id: string, fields: Partial<Job>) =>
        store.admit([makeJob({ id, reservedMicroUsd: 10, ...fields })], {});
      await spent('a', { day: '2026-10-01', workspaceKey: 'w' });
      await spent('b', { day: '2026-10-02', workspaceKey: 'w' });
      await spent('c', { day: '2026-10-02', workspaceKey: 'v' });
      await spent('d', { day: '2026-09-30', workspaceKey: 'w' });
      const asked = makeJob({ id: 'z', day: '2026-10-02', workspaceKey: 'w', reservedMicroUsd: 1 });
      const breach = async (caps: Parameters<typeof store.admit>[1]) => {
        const outcome = await store.admit([asked], caps);
        assert.ok(outcome.kind === 'capped');
        return [outcome.breach.scope, outcome.breach.countedMicroUsd];
      };
      assert.deepEqual(await breach({ dayMicroUsd: 20 }), ['day', 20]);
      assert.deepEqual(await breach({ monthMicroUsd: 30 }), ['month', 30]);
      assert.deepEqual(await breach({ workspaceMonthMicroUsd: 20 }), ['workspace', 20]);
      assert.equal(
        (await store.admit([asked], { dayMicroUsd: 21, monthMicroUsd: 31, workspaceMonthMicroUsd: 21 })).kind,
        'admitted',
      );
    });
  });

  it('counts nothing for samples, and lets them pass a full cap', async () => {
    await inOneWindow(async (store) => {
      await store.admit([makeJob({ id: 'a', reservedMicroUsd: 10 })], {});
      const sample = makeJob({ id: 'b', origin: sampleOrigin, reservedMicroUsd: 10 });
      assert.equal((await store.admit([sample], { dayMicroUsd: 10 })).kind, 'admitted');
      assert.equal((await store.totals('2026-10-01', sample.workspaceKey)).day.reservedMicroUsd, 10);
    });
  });

  it('never lets windows pass a cap together', async () => {
    await inDirectory(async (directory) => {
      const ends = await Promise.all(
        ['x', 'y', 'z'].map((name) => runChild('admittingWindow.ts', directory, name, '20', '25')),
      );
      assert.equal(
        ends.reduce((sum, end) => sum + Number(end.output), 0),
        25,
      );
    });
  });
});

describe('finding jobs', () => {
  it('lists them newest first, page by page', async () => {
    await inOneWindow(async (store) => {
      await store.admit(
        ['a', 'b', 'c', 'd', 'e'].map((id) => makeJob({ id })),
        {},
      );
      const ids = async (options: Parameters<typeof store.list>[0]) =>
        (await store.list(options)).map((job) => job.id);
      assert.deepEqual(await ids({ limit: 2 }), ['e', 'd']);
      assert.deepEqual(await ids({ limit: 2, before: 'd' }), ['c', 'b']);
      assert.deepEqual(await ids({ limit: 2, before: 'b' }), ['a']);
    });
  });

  it('gives exactly the jobs that need a driver, oldest first', async () => {
    await inOneWindow(async (store) => {
      const ended: readonly JobState[] = ['saved', 'failed', 'cancelled', 'forgotten'];
      const states: readonly JobState[] = [...drivenStates, ...ended, 'uncertain', 'stopped'];
      await store.admit(
        states.map((state) =>
          makeJob({ id: `job-${state}`, state, ...(ended.includes(state) ? { endedAt: 5 } : {}) }),
        ),
        {},
      );
      assert.deepEqual(
        (await store.driven()).map((job) => job.id),
        drivenStates.map((state) => `job-${state}`).sort(),
      );
    });
  });

  it('does not look at ended jobs to find the others', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.admit([makeJob()], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const plan = raw
        .prepare(
          "EXPLAIN QUERY PLAN SELECT doc FROM jobs WHERE open = 1 AND state IN ('queued', 'running') ORDER BY id",
        )
        .all()
        .map((row) => String(row.detail));
      assert.ok(
        plan.some((step) => step.includes('jobs_open')),
        plan.join('; '),
      );
      raw.close();
    });
  });

  it('gives the jobs of a prompt file, newest first, by an index', async () => {
    await inTwoWindows(async (store, _other, directory) => {
      const of = (id: string, promptFileUri: string) =>
        makeJob({ id, source: { promptFileUri, shot: '', cell: '', take: Number(id) } });
      const jobs = [of('1', 'file:///a'), of('2', 'file:///b'), makeJob({ id: '3' }), of('4', 'file:///a')];
      await store.admit(jobs, {});
      const idsOf = async (uri: string, limit: number) =>
        (await store.ofPromptFile(uri, limit)).map(({ id }) => id);
      assert.deepEqual(await idsOf('file:///a', 9), ['4', '1']);
      assert.deepEqual(await idsOf('file:///a', 1), ['4']);
      assert.deepEqual(await idsOf('file:///c', 9), []);
      const connection = new DatabaseSync(join(directory, databaseFileName));
      connection.exec("UPDATE jobs SET doc = '{' WHERE id = '4'");
      assert.deepEqual(await idsOf('file:///a', 9), ['1']);
      const plan = connection
        .prepare(
          "EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE CASE WHEN json_valid(doc) THEN doc ->> '$.source.promptFileUri' END = ?",
        )
        .all('file:///a');
      connection.close();
      assert.match(JSON.stringify(plan), /jobs_of_prompt_file/);
    });
  });

  it('knows which images jobs still need', async () => {
    await inOneWindow(async (store) => {
      await store.admit(
        [makeJob({ id: 'a', images: [image('a'), image('b')] }), makeJob({ id: 'b', images: [image('b')] })],
        {},
      );
      await store.apply('a', { kind: 'cancel' }, 2_000);
      assert.equal(await store.isImageUsed('a'.repeat(64)), false);
      assert.equal(await store.isImageUsed('b'.repeat(64)), true);
    });
  });

  it('says which job cannot be read', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.admit([makeJob()], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`UPDATE jobs SET doc = json_set(doc, '$.request.seconds', 'four')`);
      raw.close();
      await assert.rejects(
        one.get('job-1'),
        (error) =>
          error instanceof VideoPromptError && error.code === 'store.damaged' && error.jobId === 'job-1',
      );
    });
  });

  it('tells by its version that another window wrote, and only then', async () => {
    await inTwoWindows(async (one, other) => {
      const before = one.version();
      await one.admit([makeJob()], {});
      assert.equal(one.version(), before);
      await other.apply('job-1', { kind: 'cancel' }, 2_000);
      assert.notEqual(one.version(), before);
    });
  });
});

describe('applying events', () => {
  it('writes the job that the rules give', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([makeJob()], {});
      const outcome = await one.apply('job-1', { kind: 'send' }, 2_000, { epoch: 1 });
      assert.ok(outcome.kind === 'applied');
      assert.deepEqual(outcome.job, makeJob({ state: 'submitting', sentAt: 2_000, updatedAt: 2_000 }));
      assert.deepEqual(await other.get('job-1'), outcome.job);
    });
  });

  it('rejects what means nothing in the present state, with the job as it is', async () => {
    await inOneWindow(async (store) => {
      await store.admit([makeJob()], {});
      assert.deepEqual(await store.apply('job-1', { kind: 'rendered' }, 2_000, { epoch: 1 }), {
        kind: 'rejected',
        job: makeJob(),
      });
      assert.deepEqual(await store.apply('none', { kind: 'cancel' }, 2_000), { kind: 'rejected' });
      assert.deepEqual(await store.get('job-1'), makeJob());
    });
  });

  it('rejects a driver whose epoch is not the present one', async () => {
    await inTwoWindows(async (one, other) => {
      const job = makeJob({ state: 'running', taskId: 'task-1', epoch: 2 });
      await one.admit([job], {});
      for (const epoch of [1, 3]) {
        assert.deepEqual(await other.apply('job-1', { kind: 'rendered' }, 2_000, { epoch }), {
          kind: 'rejected',
          job,
        });
      }
      assert.deepEqual(await one.get('job-1'), job);
    });
  });

  it('lets the wish of a person through and takes the driver its epoch', async () => {
    await inOneWindow(async (store) => {
      await store.admit([makeJob({ state: 'running', taskId: 'task-1', epoch: 4 })], {});
      const stopped = await store.apply('job-1', { kind: 'stop' }, 2_000);
      assert.ok(stopped.kind === 'applied');
      assert.equal(stopped.job.epoch, 5);
      assert.equal((await store.apply('job-1', { kind: 'resume' }, 2_000, { epoch: 4 })).kind, 'rejected');
    });
  });

  it('lets a task id win from an old driver, and leaves the new one its epoch', async () => {
    for (const state of ['submitting', 'uncertain', 'queued', 'forgotten', 'failed', 'cancelled'] as const) {
      await inOneWindow(async (store) => {
        await store.admit(
          [makeJob({ state, epoch: 7, windowId: 'window-2', charge: { basis: 'unknown' } })],
          {},
        );
        const outcome = await store.apply('job-1', accepted, 2_000, { epoch: 3 });
        assert.ok(outcome.kind === 'applied', state);
        assert.equal(outcome.job.state, 'running');
        assert.equal(outcome.job.taskId, 'task-1');
        assert.equal(outcome.job.epoch, 7);
        assert.deepEqual(
          (await store.driven()).map((job) => job.id),
          ['job-1'],
        );
        assert.equal((await store.totals('2026-10-01', '')).day.reservedMicroUsd, 320_000);
      });
    }
  });

  it('sends no more jobs at once than allowed, over all windows', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit(
        ['a', 'b', 'c'].map((id) => makeJob({ id })),
        {},
      );
      const send = (store: typeof one, id: string) =>
        store.apply(id, { kind: 'send' }, 2_000, { epoch: 1, maxConcurrent: 2 });
      assert.equal((await send(one, 'a')).kind, 'applied');
      assert.equal((await send(other, 'b')).kind, 'applied');
      await one.apply('a', accepted, 2_000);
      assert.deepEqual(await send(one, 'c'), { kind: 'noSlot' });
      assert.deepEqual(await send(other, 'c'), { kind: 'noSlot' });
      await one.apply('b', { kind: 'doubted', failure }, 2_000, { epoch: 1 });
      assert.equal((await send(other, 'c')).kind, 'applied');
    });
  });
});
