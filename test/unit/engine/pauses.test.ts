import assert from 'node:assert/strict';
import type { Failure } from '../../../src/core/failure.ts';
import type { StatusOutcome } from '../../../src/engine/ports.ts';
import { World } from './world.ts';

const keyRefused: Failure = {
  class: 'key',
  message: 'status.key',
  httpStatus: 401,
  charged: 'unknown',
};
const noBalance: Failure = {
  class: 'no-balance',
  message: 'create.noBalance',
  httpStatus: 403,
  charged: 'no',
};
const refused: StatusOutcome = { kind: 'missed', failure: keyRefused };
const minute = 60_000;

describe('what a 401 pauses', () => {
  it('is nothing where a server of links says it: it knows nothing of the key', async () => {
    const world = await World.make();
    try {
      const window = await world.window('w1');
      world.script.download = () => ({
        kind: 'dead',
        failure: { class: 'provider-fault', message: 'download.expired', httpStatus: 401, charged: 'yes' },
      });
      const [job] = await window.engine.submit(world.submission());
      await world.until(async () => ((await window.engine.get(job?.id ?? ''))?.missCount ?? 0) > 1);
      assert.deepEqual(window.engine.pauses(), []);
    } finally {
      await world.close();
    }
  });

  it('is sending where it is about a used-up quota', async () => {
    const world = await World.make();
    try {
      const window = await world.window('w1');
      world.script.create = () => ({ kind: 'refused', failure: { ...noBalance, httpStatus: 401 } });
      const [job] = await window.engine.submit(world.submission());
      await world.untilState(window, job?.id ?? '', 'failed');
      await world.until(() => window.engine.pauses().length > 0);
      assert.deepEqual(
        window.engine.pauses().map(({ reason }) => reason),
        ['no-balance'],
      );
    } finally {
      await world.close();
    }
  });
});

describe('pausing everything', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.script.status = () => ({ kind: 'running', progress: 10 });
  });
  afterEach(async () => {
    await world.close();
  });

  it('sends and asks nothing in any window until everything is resumed', async () => {
    const one = await world.window('w1');
    const other = await world.window('w2');
    await one.engine.submit(world.submission());
    await other.engine.submit(world.submission());
    await world.until(() => world.polls.length >= 4);
    await one.engine.pauseAll();
    await world.pass(3_000);
    const { length } = world.polls;
    const [late] = await other.engine.submit(world.submission());
    await world.pass(5 * minute, 2_000);
    assert.equal(world.polls.length, length);
    assert.equal(world.creates.length, 2);
    assert.equal((await other.engine.get(late?.id ?? ''))?.state, 'queued');
    assert.deepEqual(
      other.engine.pauses().map(({ reason }) => reason),
      ['user'],
    );
    world.script.status = () => ({ kind: 'done' });
    await other.engine.resumeAll();
    await world.untilState(other, late?.id ?? '', 'saved');
    assert.equal(world.creates.length, 3);
    assert.deepEqual(one.engine.pauses(), []);
  });

  it('asks about every job at once when everything is resumed', async () => {
    world.isLocal = false;
    world.settings = { ...world.settings, maxConcurrent: 3 };
    const window = await world.window('w1');
    await window.engine.submit(world.submission({ variants: 3 }));
    await world.until(() => new Set(world.polls.map(({ taskId }) => taskId)).size === 3);
    await window.engine.pauseAll();
    await world.pass(500, 100);
    await window.engine.resumeAll();
    const { length } = world.polls;
    await world.pass(2_000, 100);
    assert.equal(new Set(world.polls.slice(length).map(({ taskId }) => taskId)).size, 3);
  });

  it('outlives the window', async () => {
    const one = await world.window('w1');
    await one.engine.submit(world.submission());
    await world.until(() => world.polls.length > 0);
    await one.engine.pauseAll();
    one.kill();
    await world.pass(1_000);
    const { length } = world.polls;
    const next = await world.window('w2');
    await world.pass(minute);
    assert.equal(world.polls.length, length);
    assert.equal(next.engine.pauses().length, 1);
  });

  it('keeps a request from leaving that was about to', async () => {
    const window = await world.window('w1');
    let may: boolean | undefined;
    world.script.create = async (call) => {
      await window.engine.pauseAll();
      may = call.mayStillSend();
      return { kind: 'unsent', failure: { class: 'network', message: 'create.tooLate', charged: 'no' } };
    };
    await window.engine.submit(world.submission());
    await world.until(() => may !== undefined);
    assert.equal(may, false);
  });

  it('stops the clock of the day without answers', async () => {
    const window = await world.window('w1');
    world.script.status = () => ({ kind: 'missed', failure: { ...keyRefused, httpStatus: 404 } });
    const [job] = await window.engine.submit(world.submission());
    const id = job?.id ?? '';
    await world.until(async () => ((await window.engine.get(id))?.missCount ?? 0) >= 6);
    await window.engine.pauseAll();
    world.clock.oversleep(26 * 60 * minute);
    await world.pass(minute);
    await window.engine.resumeAll();
    await world.pass(10 * minute, 2_000);
    assert.equal((await window.engine.get(id))?.state, 'running');
  });
});

describe('a refused key', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.settings = { ...world.settings, maxConcurrent: 6 };
    world.script.status = () => ({ kind: 'running', progress: 10 });
  });
  afterEach(async () => {
    await world.close();
  });

  async function sixRunning() {
    const window = await world.window('w1');
    await window.engine.submit(world.submission({ variants: 3 }));
    await window.engine.submit(world.submission({ variants: 3 }));
    await world.until(() => new Set(world.polls.map(({ taskId }) => taskId)).size === 6);
    return window;
  }

  it('makes one job ask for all, ever more rarely', async () => {
    const window = await sixRunning();
    world.script.status = () => refused;
    await world.until(() => window.engine.pauses().length === 1);
    await world.pass(2_000);
    const before = world.polls.length;
    await world.pass(10 * minute, 1_000);
    const asked = world.polls.slice(before);
    assert.ok(asked.length >= 3 && asked.length <= 12, String(asked.length));
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    assert.ok((gaps.at(-1) ?? 0) > (gaps[0] ?? 0), String(gaps));
  });

  it('lets all go on as soon as the one gets an answer', async () => {
    const window = await sixRunning();
    world.script.status = () => refused;
    await world.until(() => window.engine.pauses().length === 1);
    await world.pass(2 * minute);
    world.script.status = () => ({ kind: 'running', progress: 50 });
    await world.until(() => window.engine.pauses().length === 0);
    const before = world.polls.length;
    await world.pass(4_000);
    assert.equal(new Set(world.polls.slice(before - 1).map(({ taskId }) => taskId)).size, 6);
  });

  it('lets all go on at once when another key is set', async () => {
    const window = await sixRunning();
    world.script.status = () => refused;
    await world.until(() => window.engine.pauses().length === 1);
    await world.pass(5 * minute, 2_000);
    world.script.status = () => ({ kind: 'running', progress: 50 });
    world.keyFingerprint = 'beef';
    const before = world.polls.length;
    await window.engine.wake();
    await world.pass(4_000);
    assert.equal(new Set(world.polls.slice(before).map(({ taskId }) => taskId)).size, 6);
    assert.deepEqual(window.engine.pauses(), []);
  });

  it('is found to work again by one window for all of them', async () => {
    const one = await sixRunning();
    const other = await world.window('w2');
    world.settings = { ...world.settings, maxConcurrent: 8 };
    await other.engine.submit(world.submission({ variants: 2 }));
    await world.until(() => new Set(world.polls.map(({ taskId }) => taskId)).size === 8);
    world.script.status = () => refused;
    await world.until(() => one.engine.pauses().length + other.engine.pauses().length === 2);
    await world.pass(2 * minute, 1_000);
    const before = world.polls.length;
    await world.pass(3 * minute, 1_000);
    assert.ok(world.polls.length - before <= 8, String(world.polls.length - before));
    world.script.status = () => ({ kind: 'running', progress: 50 });
    await world.until(() => one.engine.pauses().length === 0);
    const since = world.clock.now();
    await world.pass(5_000);
    assert.deepEqual(other.engine.pauses(), []);
    const asked = world.polls.filter(({ at }) => at >= since - 500);
    assert.equal(new Set(asked.map(({ taskId }) => taskId)).size, 8);
  });

  it('sends nothing more, and fails only the job whose create was refused', async () => {
    world.settings = { ...world.settings, maxConcurrent: 1 };
    const window = await world.window('w1');
    world.script.create = () => ({
      kind: 'refused',
      failure: { ...keyRefused, message: 'create.key', charged: 'no' },
    });
    const jobs = await window.engine.submit(world.submission({ variants: 3 }));
    await world.untilState(window, jobs[0]?.id ?? '', 'failed');
    await world.pass(5 * minute, 2_000);
    assert.equal(world.creates.length, 1);
    const states = await Promise.all(jobs.map(async ({ id }) => (await window.engine.get(id))?.state));
    assert.deepEqual(states, ['failed', 'queued', 'queued']);
  });

  it('sends nothing more while it is still looking whether the key that was refused is the present one', async () => {
    world.settings = { ...world.settings, maxConcurrent: 1 };
    const window = await world.window('w1');
    world.script.create = () => {
      world.secretDelaysMs = [3_000];
      return { kind: 'refused', failure: { ...keyRefused, message: 'create.key', charged: 'no' } };
    };
    const jobs = await window.engine.submit(world.submission({ variants: 3 }));
    await world.untilState(window, jobs[0]?.id ?? '', 'failed');
    await world.pass(minute);
    assert.equal(world.creates.length, 1);
  });

  it('asks before it sends what waited for more than ten minutes', async () => {
    world.settings = { ...world.settings, maxConcurrent: 1 };
    const window = await world.window('w1');
    world.script.create = () => ({ kind: 'refused', failure: { ...keyRefused, charged: 'no' } });
    const jobs = await window.engine.submit(world.submission({ variants: 2 }));
    await world.untilState(window, jobs[0]?.id ?? '', 'failed');
    await world.pass(11 * minute, 5_000);
    world.script.create = () => ({ kind: 'accepted', taskId: 'task_new' });
    world.keyFingerprint = 'beef';
    await window.engine.wake();
    await world.until(async () => (await window.engine.get(jobs[1]?.id ?? ''))?.hold === 'confirm');
    assert.equal(world.creates.length, 1);
    await window.engine.release(jobs[1]?.id ?? '');
    world.script.status = () => ({ kind: 'done' });
    await world.untilState(window, jobs[1]?.id ?? '', 'saved');
  });

  it('hands every job of the key to the user after a day', async () => {
    const window = await sixRunning();
    world.script.status = () => refused;
    await world.until(() => window.engine.pauses().length === 1);
    for (let hours = 0; hours < 25; hours++) {
      world.clock.oversleep(3_500_000);
      await world.pass(5_000, 1_000);
    }
    await world.until(() => window.engine.active().length === 0);
    const jobs = await window.engine.list({ limit: 10 });
    assert.deepEqual(
      new Set(jobs.map(({ state, failure }) => `${state} ${failure?.class ?? ''}`)),
      new Set(['stopped key']),
    );
  });
});

describe('a balance that is used up', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.settings = { ...world.settings, maxConcurrent: 1 };
    world.script.status = () => ({ kind: 'running' });
  });
  afterEach(async () => {
    await world.close();
  });

  it('holds what is to be sent, while what is paid for is watched on', async () => {
    world.settings = { ...world.settings, maxConcurrent: 2 };
    const window = await world.window('w1');
    const [paid] = await window.engine.submit(world.submission());
    await world.until(() => world.polls.length > 1);
    world.script.create = () => ({ kind: 'refused', failure: noBalance });
    const jobs = await window.engine.submit(world.submission({ variants: 3 }));
    await world.untilState(window, jobs[0]?.id ?? '', 'failed');
    const before = world.polls.length;
    await world.pass(3 * minute, 1_000);
    assert.equal(world.creates.length, 2);
    assert.ok(world.polls.length > before + 20);
    world.script.status = () => ({ kind: 'done' });
    await world.untilState(window, paid?.id ?? '', 'saved');
  });

  it('lets a job try that was submitted after it, and all the others when that one is taken', async () => {
    const window = await world.window('w1');
    world.script.create = () => ({ kind: 'refused', failure: noBalance });
    const jobs = await window.engine.submit(world.submission({ variants: 2 }));
    await world.untilState(window, jobs[0]?.id ?? '', 'failed');
    const [again] = await window.engine.submit(world.submission());
    await world.untilState(window, again?.id ?? '', 'failed');
    assert.equal(world.creates.length, 2);
    world.script.create = () => ({ kind: 'accepted', taskId: `task_${String(world.creates.length)}` });
    world.script.status = () => ({ kind: 'done' });
    const [third] = await window.engine.submit(world.submission());
    await world.untilState(window, third?.id ?? '', 'saved');
    await world.untilState(window, jobs[1]?.id ?? '', 'saved');
  });

  it('ends when the user resumes', async () => {
    const window = await world.window('w1');
    world.script.create = () => ({ kind: 'refused', failure: noBalance });
    const jobs = await window.engine.submit(world.submission({ variants: 2 }));
    await world.until(() => window.engine.pauses().length === 1);
    await world.pass(11 * minute, 5_000);
    world.script.create = () => ({ kind: 'accepted', taskId: 'task_new' });
    world.script.status = () => ({ kind: 'done' });
    await window.engine.resumeAll();
    await world.untilState(window, jobs[1]?.id ?? '', 'saved');
  });
});
