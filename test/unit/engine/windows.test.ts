import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../../src/engine/ports.ts';
import { makeJob } from '../core/makeJob.ts';
import { World } from './world.ts';

describe('windows on one store', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  it('takes over the running job of a window that died, within 15 seconds and with one create request', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const one = await world.window('w1');
    const two = await world.window('w2');
    const [job] = await one.engine.submit(world.submission());
    await world.untilState(two, job?.id ?? '', 'running');
    one.kill();
    const diedAt = world.clock.now();
    await world.until(async () => (await two.engine.get(job?.id ?? ''))?.windowId === 'w2');
    assert.ok(world.clock.now() - diedAt <= 15_000, `it took ${String(world.clock.now() - diedAt)} ms`);
    world.script.status = () => ({ kind: 'done' });
    await world.untilState(two, job?.id ?? '', 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('reads a job that was being sent when its window died as uncertain, and sends it never again', async () => {
    world.script.create = () => new Promise(() => undefined);
    const one = await world.window('w1');
    const two = await world.window('w2');
    const [job] = await one.engine.submit(world.submission());
    await world.until(() => world.creates.length === 1);
    one.kill();
    await world.untilState(two, job?.id ?? '', 'uncertain');
    await world.pass(60_000);
    assert.equal(world.creates.length, 1);
  });

  it('takes over what a window that died had not sent, and sends it only where it may', async () => {
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    const id = job?.id ?? '';
    one.kill();
    world.settings = { ...world.settings, maxConcurrent: 4 };
    const two = await world.window('w2', { adoptsUnsent: false });
    await world.until(() => two.engine.leftUnsent().length === 1);
    await world.pass(60_000);
    assert.deepEqual([(await two.engine.get(id))?.state, world.creates.length], ['queued', 0]);
    two.kill();
    const three = await world.window('w3');
    await world.untilState(three, id, 'saved');
    assert.deepEqual([three.engine.leftUnsent(), world.creates.length], [[], 1]);
  });

  it('accepts a task id that arrives after another window took the job over', async () => {
    let answer: ((outcome: CreateOutcome) => void) | undefined;
    world.script.create = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    const respond = await world.until(() => answer);
    await one.store.takeOver('w2', world.clock.now() + 60_000, 13_000);
    const taken = await one.store.get(job?.id ?? '');
    await one.store.apply(
      taken?.id ?? '',
      { kind: 'doubted', failure: { class: 'unknown', message: 'create.senderGone', charged: 'unknown' } },
      world.clock.now(),
      { epoch: taken?.epoch ?? 0 },
    );
    respond({ kind: 'accepted', taskId: 'task_late' });
    const running = await world.until(async () => {
      const now = await one.engine.get(job?.id ?? '');
      return now?.taskId === 'task_late' && now;
    });
    assert.ok(['running', 'downloading', 'stored', 'saved'].includes(running.state));
    assert.equal(world.creates.length, 1);
  });

  it('polls a job from one window only', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const one = await world.window('w1');
    const two = await world.window('w2');
    const [job] = await one.engine.submit(world.submission());
    await world.untilState(two, job?.id ?? '', 'running');
    await world.pass(60_000);
    assert.ok(world.polls.length > 5);
    assert.deepEqual([...new Set(world.polls.map(({ windowId }) => windowId))], ['w1']);
  });

  it('frees its jobs at once when a window closes in order', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const one = await world.window('w1');
    const two = await world.window('w2');
    const [job] = await one.engine.submit(world.submission());
    await world.untilState(two, job?.id ?? '', 'running');
    await one.engine.close();
    const closedAt = world.clock.now();
    await world.until(async () => (await two.engine.get(job?.id ?? ''))?.windowId === 'w2');
    assert.ok(world.clock.now() - closedAt <= 2_000);
  });

  it('asks before it sends a queued job that was left alone for ten minutes', async () => {
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    await world.pass(1_000);
    one.kill();
    world.clock.oversleep(11 * 60_000);
    world.settings = { ...world.settings, maxConcurrent: 4 };
    const two = await world.window('w2');
    const held = await world.until(async () => {
      const now = await two.engine.get(job?.id ?? '');
      return now?.hold === 'confirm' && now;
    });
    await world.pass(30_000);
    assert.equal(world.creates.length, 0);
    world.answer = { kind: 'declined' };
    await assert.rejects(two.engine.release(held.id), { code: 'confirmation.declined' });
    world.answer = { kind: 'agreed' };
    await two.engine.release(held.id);
    await world.untilState(two, held.id, 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('shows what another window changed within two seconds', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const one = await world.window('w1');
    const two = await world.window('w2');
    await world.pass(2_000);
    let isTold = false;
    two.engine.onDidChange(() => {
      isTold = true;
    });
    await one.engine.submit(world.submission());
    const at = world.clock.now();
    await world.until(() => isTold);
    assert.ok(world.clock.now() - at <= 2_000);
    assert.equal(two.engine.active().length, 1);
  });

  it('leaves a queued job to a window that is trusted', async () => {
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    await world.pass(1_000);
    one.kill();
    world.settings = { ...world.settings, maxConcurrent: 4 };
    world.isTrusted = false;
    const two = await world.window('w2');
    await world.pass(30_000);
    assert.equal(world.creates.length, 0);
    assert.equal((await two.engine.get(job?.id ?? ''))?.windowId, 'w1');
    world.isTrusted = true;
    await world.untilState(two, job?.id ?? '', 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('does not spin over a queued job whose model this version does not know', async () => {
    await world.window('w1');
    const newer = await world.window('w2');
    const job = makeJob({ state: 'queued', windowId: 'w1' });
    await newer.store.admit([{ ...job, request: { ...job.request, model: 'veo9' } }], {});
    await world.pass(2_000);
    const before = world.rounds;
    await world.pass(30_000);
    assert.equal((await newer.store.get(job.id))?.state, 'queued');
    // Two windows look about once a second each.
    assert.ok(world.rounds - before < 150, `${String(world.rounds - before)} rounds`);
  });

  it('watches a running job to its clip although its model has left the catalogue', async () => {
    const one = await world.window('w1');
    const job = makeJob({ state: 'running', taskId: 'task_1', windowId: 'w1' });
    await one.store.admit([{ ...job, request: { ...job.request, model: 'veo-gone' } }], {});
    await world.untilState(one, job.id, 'saved');
  });

  it('asks about a job that grew stale even when the window that took it over broke off right afterwards', async () => {
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    await world.pass(1_000);
    one.kill();
    world.clock.oversleep(11 * 60_000);
    const two = await world.window('w2');
    const taken = await world.until(async () => {
      const now = await two.store.get(job?.id ?? '');
      return now?.windowId === 'w2' && now;
    });
    // Nothing lies between the two: owner and question come with one commit.
    assert.equal(taken.hold, 'confirm');
  });

  it('sends a job that waited for a key once a window finds one, although it came while none was open', async () => {
    const one = await world.window('w1');
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const [job] = await one.engine.submit(world.submission());
    world.hasKey = false;
    world.settings = { ...world.settings, maxConcurrent: 4 };
    await world.until(async () => (await one.engine.get(job?.id ?? ''))?.hold === 'key');
    one.kill();
    world.hasKey = true;
    const two = await world.window('w2');
    await world.untilState(two, job?.id ?? '', 'saved');
    assert.equal(world.creates.length, 1);
  });

  it('takes a clip from a window that chose a place and cannot write there any more', async () => {
    world.canPlace = false;
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    const stored = await world.untilState(one, job?.id ?? '', 'stored');
    await one.store.apply(
      stored.id,
      { kind: 'placing', uri: `${world.placeUri}-boat-1.mp4` },
      world.clock.now(),
    );
    await world.window('w2');
    world.canPlace = true;
    world.cannotPlace.add('w1');
    const saved = await world.untilState(one, stored.id, 'saved');
    assert.equal(saved.windowId, 'w2');
    assert.equal(saved.clip?.uri, `${world.placeUri}-boat-1.mp4`);
  });

  it('leaves a clip to the window in which its folder is open', async () => {
    world.canPlace = false;
    const one = await world.window('w1');
    const [job] = await one.engine.submit(world.submission());
    const stored = await world.untilState(one, job?.id ?? '', 'stored');
    await world.pass(30_000);
    assert.equal((await one.engine.get(stored.id))?.state, 'stored');
    assert.deepEqual(stored.charge, { microUsd: 320_000, basis: 'estimated' });
    world.canPlace = true;
    await world.untilState(one, stored.id, 'saved');
  });

  it('leaves the living their jobs when it slept between its sign of life and its look', async () => {
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const two = await world.window('w2');
    const [job] = await two.engine.submit(world.submission());
    await world.untilState(two, job?.id ?? '', 'running');
    const one = await world.window('w1');
    const beat = one.store.beat.bind(one.store);
    let hasSlept = false;
    one.store.beat = async (windowId, now) => {
      const wasThere = await beat(windowId, now);
      if (!hasSlept) {
        hasSlept = true;
        world.clock.oversleep(60_000);
        await two.store.beat('w2', world.clock.now());
      }
      return wasThere;
    };
    await world.until(() => hasSlept);
    await world.pass(3_000);
    assert.equal((await two.engine.get(job?.id ?? ''))?.windowId, 'w2');
  });
});
