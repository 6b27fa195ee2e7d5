import assert from 'node:assert/strict';
import type { StatusOutcome } from '../../../src/engine/ports.ts';
import { network, World } from './world.ts';

const cutOff: StatusOutcome = { kind: 'missed', failure: network('status.unreachable') };
const minute = 60_000;

describe('the network and sleep', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.isLocal = false;
    world.settings = { ...world.settings, maxConcurrent: 6 };
    world.script.status = () => ({ kind: 'running', progress: 10 });
  });
  afterEach(async () => {
    await world.close();
  });

  async function running(count: number) {
    const window = await world.window('w1');
    for (let index = 0; index < count; index++) await window.engine.submit(world.submission());
    await world.until(() => new Set(world.polls.map(({ taskId }) => taskId)).size === count);
    return window;
  }

  const askedSince = (at: number) =>
    new Set(world.polls.filter((poll) => poll.at >= at).map(({ taskId }) => taskId)).size;

  it('asks all jobs within five seconds after the network returned', async () => {
    await running(6);
    world.script.status = () => cutOff;
    await world.pass(8 * minute, 2_000);
    world.script.status = () => ({ kind: 'running', progress: 20 });
    const backAt = world.clock.now();
    await world.pass(5_000, 100);
    assert.equal(askedSince(backAt), 6);
    for (const task of new Set(world.polls.map(({ taskId }) => taskId))) {
      const first = world.polls.find((poll) => poll.taskId === task && poll.at >= backAt);
      assert.ok((first?.at ?? Infinity) - backAt <= 5_000, task);
    }
  });

  it('lets one job look out while the network is away, and the others wait', async () => {
    await running(6);
    world.script.status = () => cutOff;
    await world.pass(6 * minute, 1_000);
    const from = world.clock.now();
    await world.pass(4 * minute, 1_000);
    const byTask = Map.groupBy(
      world.polls.filter(({ at }) => at >= from),
      ({ taskId }) => taskId,
    );
    const counts = [...byTask.values()].map(({ length }) => length).sort((one, other) => one - other);
    assert.ok((counts.at(-1) ?? 0) >= 60, String(counts));
    for (const count of counts.slice(0, -1)) assert.ok(count <= 5, String(counts));
  });

  it('writes little while the network is away', async () => {
    const window = await running(2);
    const witness = await world.window('w2');
    world.script.status = () => cutOff;
    await world.pass(minute, 1_000);
    let writes = 0;
    const listening = window.engine.onDidChangeJob(() => writes++);
    await world.pass(5 * minute, 1_000);
    listening.dispose();
    assert.ok(writes >= 1 && writes <= 12, String(writes));
    assert.equal(witness.engine.active().length, 2);
  });

  it('asks all jobs within five seconds after the machine slept', async () => {
    await running(6);
    world.script.status = () => ({
      kind: 'missed',
      failure: { ...network('status.refused'), class: 'unknown' },
    });
    await world.pass(5 * minute, 1_000);
    world.script.status = () => ({ kind: 'running', progress: 20 });
    world.clock.oversleep(20_000);
    const wokeAt = world.clock.now();
    await world.pass(5_000, 100);
    assert.equal(askedSince(wokeAt), 6);
  });

  it('waits as long as the provider asked, also after sleep', async () => {
    await running(1);
    const tooMany = { ...network('status.tooMany'), class: 'too-many-requests' } as const;
    world.script.status = () => ({ kind: 'missed', failure: tooMany, retryAfterMs: 5 * minute });
    const { length } = world.polls;
    await world.until(() => world.polls.length > length);
    world.clock.oversleep(20_000);
    await world.pass(4 * minute, 1_000);
    assert.equal(world.polls.length, length + 1);
    await world.pass(2 * minute, 1_000);
    assert.ok(world.polls.length > length + 1);
  });

  it('learns how long a render took from its own two last questions, and asks less the next time', async () => {
    const window = await world.window('w1');
    const renderMs = 150_000;
    const asks: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = world.polls.length;
      let acceptedAt = 0;
      world.script.create = () => {
        acceptedAt = world.clock.now();
        return { kind: 'accepted', taskId: `task_${String(round)}` };
      };
      world.script.status = () =>
        world.clock.now() - acceptedAt < renderMs
          ? { kind: 'running', progress: Math.floor(((world.clock.now() - acceptedAt) * 100) / renderMs) }
          : { kind: 'done' };
      const [job] = await window.engine.submit(world.submission());
      await world.untilState(window, job?.id ?? '', 'saved');
      asks.push(world.polls.length - before);
    }
    const renders = await window.store.renders('https://api.cometapi.com', 'veo3.1-fast');
    assert.equal(renders.length, 5);
    for (const { afterMs, withinMs, seconds, told = [] } of renders) {
      const lastMs = told.at(-1)?.atMs ?? 0;
      assert.ok(Math.abs(lastMs - afterMs) < 1_000, `${String(lastMs)} ${String(afterMs)}`);
      assert.ok(
        afterMs <= renderMs && withinMs >= renderMs - 1_000,
        `${String(afterMs)} ${String(withinMs)}`,
      );
      assert.equal(seconds, 4);
    }
    assert.ok((asks.at(-1) ?? 99) < (asks[0] ?? 0), String(asks));
  });
});
