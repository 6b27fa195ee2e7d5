import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CreateOutcome } from '../../../src/engine/ports.ts';
import { network, World } from './world.ts';

describe('submitting a job', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  it('leads from a request to a clip in the workspace with one create request', async () => {
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    assert.ok(job);
    const saved = await world.untilState(window, job.id, 'saved');
    assert.equal(world.creates.length, 1);
    assert.equal(saved.taskId, 'task_1');
    assert.deepEqual(saved.charge, { microUsd: 320_000, basis: 'estimated' });
    assert.equal(saved.clip?.width, 1280);
  });

  it('has the row as submitting on disk when the request leaves', async () => {
    const window = await world.window('w1');
    const other = await world.window('w2');
    let state: string | undefined;
    world.script.create = async () => {
      state = (await other.engine.list({ limit: 1 }))[0]?.state;
      return { kind: 'accepted', taskId: 'task_1' };
    };
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(state, 'submitting');
  });

  it('keeps the task id of a job whose row is gone with the database it lay in', async () => {
    const window = await world.window('w1');
    world.script.create = () => {
      const file = join(world.directory, 'storage', 'video-prompt.db');
      const raw = new DatabaseSync(file, { enableForeignKeyConstraints: false });
      raw.exec('DELETE FROM jobs');
      raw.close();
      return { kind: 'accepted', taskId: 'task_1' };
    };
    await window.engine.submit(world.submission());
    const isNoted = async () =>
      (await readdir(join(world.directory, 'storage'), { recursive: true })).some((name) =>
        name.endsWith('.json'),
      );
    await world.until(isNoted);
    await world.pass(60_000);
    assert.equal(world.creates.length, 1);
    assert.ok(await isNoted());
  });

  it('has the task id on disk before the first poll', async () => {
    const window = await world.window('w1');
    const other = await world.window('w2');
    const seen: (string | undefined)[] = [];
    world.script.status = async () => {
      seen.push((await other.engine.list({ limit: 1 }))[0]?.taskId);
      return { kind: 'done' };
    };
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.deepEqual(seen, ['task_1']);
  });

  const doubtful: readonly [string, () => CreateOutcome][] = [
    ['an answer without a task id', () => ({ kind: 'uncertain', failure: network('create.noTaskId') })],
    [
      'a call that throws',
      () => {
        throw new Error('socket');
      },
    ],
  ];
  for (const [name, create] of doubtful) {
    it(`never sends again after ${name}, and keeps the money as unknown`, async () => {
      const window = await world.window('w1');
      world.script.create = create;
      const [job] = await window.engine.submit(world.submission());
      const uncertain = await world.untilState(window, job?.id ?? '', 'uncertain');
      await world.pass(900_000, 5_000);
      assert.equal(world.creates.length, 1);
      assert.deepEqual(uncertain.charge, { basis: 'unknown' });
      const { day } = await window.store.totals('2026-10-01', world.placeUri);
      assert.equal(day.unknownCount, 1);
      assert.equal(day.unknownMicroUsd, 320_000);
    });
  }

  it('sends again later when certainly nothing left', async () => {
    const window = await world.window('w1');
    const outcomes: CreateOutcome[] = [{ kind: 'unsent', failure: network('create.unreachable') }];
    world.script.create = () => outcomes.shift() ?? { kind: 'accepted', taskId: 'task_late' };
    const [job] = await window.engine.submit(world.submission());
    const saved = await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(saved.taskId, 'task_late');
    assert.equal(world.creates.length, 2);
  });

  it('fails after the fifth answer 429, having waited between them', async () => {
    const window = await world.window('w1');
    world.script.create = () => ({
      kind: 'tooMany',
      failure: network('create.tooMany'),
      retryAfterMs: 30_000,
    });
    const began = world.clock.now();
    const [job] = await window.engine.submit(world.submission());
    const failed = await world.untilState(window, job?.id ?? '', 'failed');
    assert.equal(world.creates.length, 5);
    assert.ok(world.clock.now() - began >= 120_000);
    assert.deepEqual(failed.charge, { microUsd: 0, basis: 'estimated' });
  });

  it('returns the money of a refused request', async () => {
    const window = await world.window('w1');
    world.script.create = () => ({
      kind: 'refused',
      failure: { class: 'prompt-refused', message: 'create.promptRefused', charged: 'no' },
    });
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'failed');
    const { day } = await window.store.totals('2026-10-01', world.placeUri);
    assert.deepEqual([day.spentMicroUsd, day.reservedMicroUsd, day.unknownMicroUsd], [0, 0, 0]);
  });

  it('does not send when more than five seconds passed since the row was written', async () => {
    const window = await world.window('w1');
    let mayStillSend: boolean | undefined;
    world.script.create = (call) => {
      world.clock.oversleep(6_000);
      mayStillSend = call.mayStillSend();
      return { kind: 'unsent', failure: network('create.tooLate') };
    };
    await window.engine.submit(world.submission());
    await world.until(() => mayStillSend !== undefined);
    assert.equal(mayStillSend, false);
  });

  it('does not send for a job that another window has taken over meanwhile', async () => {
    const window = await world.window('w1');
    let mayStillSend: boolean | undefined;
    world.script.create = async (call) => {
      const { store } = window;
      const [job] = await store.list({ limit: 1 });
      await store.takeOver('w9', world.clock.now() + 60_000, 13_000);
      assert.equal((await store.get(job?.id ?? ''))?.windowId, 'w9');
      mayStillSend = call.mayStillSend();
      return { kind: 'unsent', failure: network('create.tooLate') };
    };
    await window.engine.submit(world.submission());
    await world.until(() => mayStillSend !== undefined);
    assert.equal(mayStillSend, false);
  });

  it('keeps no more jobs with the provider than allowed, over all windows', async () => {
    world.settings = { ...world.settings, maxConcurrent: 2 };
    world.script.status = () => ({ kind: 'running', progress: 10 });
    const one = await world.window('w1');
    const two = await world.window('w2');
    await one.engine.submit(world.submission({ variants: 2 }));
    await two.engine.submit(world.submission({ variants: 2 }));
    await world.pass(60_000);
    assert.equal(world.creates.length, 2);
    world.script.status = () => ({ kind: 'done' });
    await world.until(() => world.creates.length === 4);
  });

  it('waits for a key, and goes on when there is one', async () => {
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    world.hasKey = false;
    await world.until(async () => (await window.engine.get(job?.id ?? ''))?.hold === 'key');
    assert.equal(world.creates.length, 0);
    world.hasKey = true;
    await window.engine.wake();
    await world.untilState(window, job?.id ?? '', 'saved');
  });

  it('asks before a job is sent that waited too long for its key, also where the person lets it go on', async () => {
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    world.hasKey = false;
    await world.until(async () => (await window.engine.get(job?.id ?? ''))?.hold === 'key');
    await world.pass(11 * 60_000, 5_000);
    world.hasKey = true;
    world.asked.length = 0;
    world.answer = { kind: 'declined' };
    await assert.rejects(window.engine.release(job?.id ?? ''), { code: 'confirmation.declined' });
    assert.equal(world.asked.length, 1);
    world.isTrusted = false;
    await assert.rejects(window.engine.release(job?.id ?? ''), { code: 'workspace.untrusted' });
    await world.pass(10_000);
    assert.equal(world.creates.length, 0);
  });

  it('keeps a task id that the database does not take, and the next window finds it', async () => {
    const one = await world.window('w1');
    // What a newer version does when it migrates the database under an older window.
    const database = new DatabaseSync(join(world.directory, 'storage', 'video-prompt.db'));
    const version = database.prepare('PRAGMA user_version').get()?.user_version;
    world.script.create = () => {
      database.exec('PRAGMA user_version = 999');
      return { kind: 'accepted', taskId: 'task_kept' };
    };
    const told: string[] = [];
    one.engine.onDidFail(({ code }) => void told.push(code));
    const [job] = await one.engine.submit(world.submission());
    await world.until(() => world.log.some((line) => line.includes('could not be written yet')));
    await world.pass(12_000);
    assert.deepEqual(told, ['store.newer']);
    one.kill();
    database.exec(`PRAGMA user_version = ${String(version)}`);
    database.close();
    const two = await world.window('w2');
    const saved = await world.untilState(two, job?.id ?? '', 'saved');
    assert.equal(saved.taskId, 'task_kept');
    assert.equal(world.creates.length, 1);
    assert.deepEqual(await readdir(join(world.directory, 'storage', 'tasks')), []);
  });

  it('keeps a task id although the database stays locked until the window has closed', async () => {
    const one = await world.window('w1');
    const other = new DatabaseSync(join(world.directory, 'storage', 'video-prompt.db'));
    world.script.create = () => {
      other.exec('BEGIN IMMEDIATE');
      return { kind: 'accepted', taskId: 'task_locked' };
    };
    const [job] = await one.engine.submit(world.submission());
    await world.until(() => other.isTransaction);
    let isClosed = false;
    void one.engine.close().then(() => {
      isClosed = true;
    });
    await world.until(() => isClosed);
    one.kill();
    other.exec('ROLLBACK');
    other.close();
    const two = await world.window('w2');
    const saved = await world.untilState(two, job?.id ?? '', 'saved');
    assert.equal(saved.taskId, 'task_locked');
    assert.equal(world.creates.length, 1);
  });

  it('lets a request that is under way end when the window closes', async () => {
    const window = await world.window('w1');
    let answer: ((outcome: CreateOutcome) => void) | undefined;
    world.script.create = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const [job] = await window.engine.submit(world.submission());
    const respond = await world.until(() => answer);
    const closing = window.engine.close();
    respond({ kind: 'accepted', taskId: 'task_1' });
    await closing;
    assert.equal((await window.store.get(job?.id ?? ''))?.state, 'running');
  });

  it('lets a request that is under way end also where the machine slept while the window closed', async () => {
    const window = await world.window('w1');
    let answer: ((outcome: CreateOutcome) => void) | undefined;
    world.script.create = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const [job] = await window.engine.submit(world.submission());
    const respond = await world.until(() => answer);
    let isClosed = false;
    const closing = window.engine.close().then(() => {
      isClosed = true;
    });
    world.clock.oversleep(60_000);
    await world.pass(1_000);
    assert.equal(isClosed, false);
    respond({ kind: 'accepted', taskId: 'task_1' });
    await closing;
    assert.equal((await window.store.get(job?.id ?? ''))?.taskId, 'task_1');
  });

  it('sends nothing from a window that slept right after the commit', async () => {
    const window = await world.window('w1');
    let sleeps = 1;
    window.engine.onDidChangeJob(({ state }) => {
      if (state === 'submitting' && sleeps-- > 0) world.clock.oversleep(60_000);
    });
    const [job] = await window.engine.submit(world.submission());
    await world.until(async () => {
      const now = await window.engine.get(job?.id ?? '');
      return now?.state === 'queued' && now.missCount === 1;
    });
    assert.equal(world.creates.length, 0);
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('watches, counts and saves a task once that two create requests are answered with', async () => {
    world.script.create = () => ({ kind: 'accepted', taskId: 'task_same' });
    const window = await world.window('w1');
    const [first, second] = await window.engine.submit(world.submission({ variants: 2 }));
    const ids = [first?.id ?? '', second?.id ?? ''];
    const states = await world.until(async () => {
      const jobs = await Promise.all(ids.map((id) => window.engine.get(id)));
      const found = jobs.map((job) => job?.state);
      return found.includes('saved') && found.includes('uncertain') && jobs;
    });
    const doubted = states.find((job) => job?.state === 'uncertain');
    const saved = states.find((job) => job?.state === 'saved');
    assert.equal(doubted?.sharedTaskId, 'task_same');
    assert.equal(doubted.failure?.jobId, saved?.id);
    const { day } = await window.store.totals(doubted.day, doubted.workspaceKey);
    assert.deepEqual([day.spentMicroUsd, day.unknownMicroUsd], [320_000, 320_000]);
    assert.equal(world.creates.length, 2);
  });
});
