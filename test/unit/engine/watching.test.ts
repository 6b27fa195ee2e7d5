import assert from 'node:assert/strict';
import type { DownloadOutcome, StatusOutcome } from '../../../src/engine/ports.ts';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { tellStillAfterMs } from '../../../src/core/standstill.ts';
import { makeJob } from '../core/makeJob.ts';
import { network, type Window, World } from './world.ts';

const minute = 60_000;

describe('watching and fetching', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  it('keeps asking through every answer that says nothing', async () => {
    const window = await world.window('w1');
    const answers: StatusOutcome[] = [
      { kind: 'missed', failure: network('status.timeout') },
      { kind: 'missed', failure: network('status.unreadable') },
      { kind: 'running' },
      { kind: 'missed', failure: network('status.providerFault'), retryAfterMs: 60_000 },
      { kind: 'running', progress: 80 },
    ];
    world.script.status = () => answers.shift() ?? { kind: 'done' };
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('hands a job to the user after a day without one good answer, its money unknown', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({ kind: 'missed', failure: network('status.taskUnknown') });
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'running');
    const id = job?.id ?? '';
    for (let hours = 0; hours < 25; hours++) {
      world.clock.oversleep(3_500_000);
      await world.pass(130_000, 10_000);
    }
    const stopped = await world.untilState(window, id, 'stopped');
    assert.deepEqual(stopped.charge, { basis: 'unknown' });
    world.script.status = () => ({ kind: 'done' });
    await window.engine.resume(id);
    await world.untilState(window, id, 'saved');
  });

  /** A render of this window that has said the same for a while, ten minutes ago for the last time. */
  async function standing(window: Window, stillMs: number): Promise<string> {
    const other = await world.window('w2');
    const at = world.clock.now() - 10 * minute;
    const job = makeJob({
      id: 'still',
      state: 'running',
      taskId: 'task_still',
      windowId: window.id,
      createdAt: at - stillMs,
      acceptedAt: at - stillMs,
      answeredAt: at,
      progress: 100,
      word: 'Finalizing',
      stillMs,
    });
    assert.equal((await other.store.admit([job], {})).kind, 'admitted');
    return job.id;
  }

  it('tells of a render that stands still, asks seldom, and takes the word back when it moves', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({ kind: 'running', progress: 100, word: 'Finalizing' });
    const id = await standing(window, tellStillAfterMs - 5 * minute);
    const told = await world.until(async () => {
      const job = await window.engine.get(id);
      return job?.failure !== undefined && job;
    });
    assert.equal(told.state, 'running');
    assert.equal(told.failure?.message, 'status.noProgress');
    assert.equal(told.failure.charged, 'unknown');
    assert.ok((told.nextAt ?? 0) - world.clock.now() > 2 * minute);
    world.script.status = () => ({ kind: 'running', progress: 100, word: 'Uploading' });
    const moved = await world.until(async () => {
      const job = await window.engine.get(id);
      return job?.word === 'Uploading' && job;
    });
    assert.equal(moved.failure, undefined);
    assert.equal(moved.stillMs, undefined);
  });

  it('writes each figure that grows for a handful of jobs, and seldom for hundreds, with as many questions', async () => {
    const other = await world.window('w2');
    const window = await world.window('w1');
    const startedAt = world.clock.now();
    world.script.status = () => ({
      kind: 'running',
      progress: (world.clock.now() - startedAt) / 1_000,
      word: 'in_progress',
    });
    const writtenPerPoll = async (count: number) => {
      const jobs = Array.from({ length: count }, (_, index) =>
        makeJob({
          id: `many-${String(count)}-${String(index)}`,
          state: 'running',
          taskId: `task_${String(count)}_${String(index)}`,
          windowId: window.id,
          acceptedAt: world.clock.now(),
          answeredAt: world.clock.now(),
          word: 'in_progress',
        }),
      );
      assert.equal((await other.store.admit(jobs, {})).kind, 'admitted');
      const polledBefore = world.polls.length;
      let writes = 0;
      const listening = window.engine.onDidChangeJob(() => writes++);
      await world.until(() => Promise.resolve(world.polls.length - polledBefore > 5 * count));
      listening.dispose();
      return writes / (world.polls.length - polledBefore);
    };
    const few = await writtenPerPoll(3);
    const many = await writtenPerPoll(200);
    assert.ok(few > 0.7, String(few));
    assert.ok(many < 0.5, String(many));
  });

  it('hands a render over that stands still for a day, its money unknown, and asks no more', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({ kind: 'running', progress: 100, word: 'Finalizing' });
    const id = await standing(window, 24 * 60 * minute - 5 * minute);
    const stopped = await world.untilState(window, id, 'stopped');
    assert.equal(stopped.failure?.message, 'status.noProgress');
    assert.deepEqual(stopped.charge, { basis: 'unknown' });
    const { length } = world.polls;
    await world.pass(30_000);
    assert.equal(world.polls.length, length);
    world.script.status = () => ({ kind: 'done' });
    await window.engine.resume(id);
    await world.untilState(window, id, 'saved');
    assert.equal(world.creates.length, 0);
  });

  it('hands over what moves for ever', async () => {
    const window = await world.window('w1');
    let turn = 0;
    world.script.status = () => ({ kind: 'running', progress: turn++ % 100 });
    const id = await standing(window, 80 * 60 * minute);
    await world.untilState(window, id, 'stopped');
    await window.engine.resume(id);
    const { length } = world.polls;
    await world.until(() => world.polls.length > length + 2);
    assert.equal((await window.engine.get(id))?.state, 'running');
  });

  it('fails only by a terminal word, and says that it may have been charged', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({
      kind: 'failed',
      failure: {
        class: 'prompt-refused',
        message: 'task.failed',
        providerMessage: 'content policy',
        charged: 'unknown',
      },
    });
    const [job] = await window.engine.submit(world.submission());
    const failed = await world.untilState(window, job?.id ?? '', 'failed');
    assert.equal(failed.failure?.providerMessage, 'content policy');
    assert.deepEqual(failed.charge, { basis: 'unknown' });
  });

  it('continues a broken download where it stopped, without a new render', async () => {
    const window = await world.window('w1');
    const whole = world.script.download;
    let calls = 0;
    world.script.download = async (signal): Promise<DownloadOutcome> => {
      calls++;
      const outcome = await whole(signal);
      if (calls > 1 || outcome.kind !== 'bytes') return outcome;
      return { ...outcome, etag: '"one"', body: brokenAfter(outcome.body, 2) };
    };
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(calls, 2);
    assert.equal(world.creates.length, 1);
  });

  it('never lets half a clip into the workspace', async () => {
    const window = await world.window('w1');
    const whole = world.script.download;
    let calls = 0;
    world.script.download = async (signal): Promise<DownloadOutcome> => {
      const outcome = await whole(signal);
      if (++calls > 1 || outcome.kind !== 'bytes') return outcome;
      return { kind: 'bytes', from: 0, body: firstOf(outcome.body, 2) };
    };
    const [job] = await window.engine.submit(world.submission());
    const saved = await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(calls, 2);
    assert.equal(saved.clip?.width, 1280);
  });

  it('stops watching when asked, keeps the money in sight, and can go on', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({ kind: 'running', progress: 5 });
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'running');
    const stopped = await window.engine.stop(job?.id ?? '');
    assert.equal(stopped.state, 'stopped');
    const polls = world.polls.length;
    await world.pass(60_000);
    assert.ok(world.polls.length <= polls + 1);
    const { day } = await window.store.totals('2026-10-01', world.placeUri);
    assert.equal(day.unknownCount, 1);
    await window.engine.forget(stopped.id);
    assert.equal((await window.store.totals('2026-10-01', world.placeUri)).day.unknownCount, 1);
  });

  it('goes on asking when the clock is set back by hours', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    await world.until(() => world.polls.length >= 2);
    world.clock.setBack(2 * 3_600_000);
    world.script.status = () => ({ kind: 'done' });
    const setBackAt = world.clock.now();
    await world.untilState(one, job?.id ?? '', 'saved');
    assert.ok(world.clock.now() - setBackAt < 60_000);
  });
});

async function* brokenAfter(body: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  yield* firstOf(body, count);
  throw new BrokenBody(new Error('reset'));
}

async function* firstOf(body: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of body) {
    if (left-- <= 0) return;
    yield chunk;
  }
}
