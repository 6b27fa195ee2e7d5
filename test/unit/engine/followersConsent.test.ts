import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/job.ts';
import { admitChain, frame, minute, stateOf, stopAt } from './chain.ts';
import { type Window, World } from './world.ts';

describe('a job that waited for the frame of another', () => {
  let world: World;
  let window: Window;
  beforeEach(async () => {
    world = await World.make();
    window = await world.window('w1');
  });
  afterEach(async () => {
    await world.close();
  });

  const chain = async () => await admitChain(world, window);
  const state = async ({ id }: Job, at = window) => await stateOf(at, id);
  const stopsAt = (status: 'running' | 'done') => stopAt(world, status);
  const untilHeld = async ({ id }: Job, hold: Job['hold'], at = window) =>
    await world.until(async () => {
      const job = await at.engine.get(id);
      return job?.state === 'queued' && job.awaits === undefined && job.hold === hold && job;
    });

  describe('is not asked about', () => {
    it('for the time that the clip before it took in a living window', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await world.pass(20 * minute, 5_000);
      stopsAt('done');
      await world.untilState(window, first.id, 'saved');
      await window.engine.frame(second.id, frame);
      await world.untilState(window, second.id, 'saved');
      assert.equal(world.asked.length, 0);
    });

    it('for that time either when it then waits a moment for a key', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await world.pass(20 * minute, 5_000);
      stopsAt('done');
      await world.untilState(window, first.id, 'saved');
      world.hasKey = false;
      await window.engine.frame(second.id, frame);
      await untilHeld(second, 'key');
      world.hasKey = true;
      await window.engine.wake();
      await world.untilState(window, second.id, 'saved');
    });

    it('after a restart within ten minutes, at the price that it was admitted at', async () => {
      world.quote = ({ images = [] }) => ({
        microUsd: 320_000 + 10_000 * images.length,
        kind: 'listed',
        source: 'list',
        date: '2026-11',
      });
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      world.asked.length = 0;
      window.kill();
      world.clock.oversleep(minute);
      const next = await world.window('w2');
      const waiting = await world.until(async () => (await next.engine.awaitingFrames())[0]);
      await world.until(async () => (await next.engine.get(second.id))?.windowId === 'w2');
      await next.engine.frame(waiting.job.id, frame);
      await world.untilState(next, second.id, 'saved');
      assert.equal(world.asked.length, 0);
    });
  });

  describe('asks once its frame is there', () => {
    const restart = async (sleepMs: number): Promise<Window> => {
      window.kill();
      world.clock.oversleep(sleepMs);
      return await world.window('w2');
    };

    async function untilAsked(next: Window, second: Job): Promise<void> {
      await untilHeld(second, 'confirm', next);
      await world.pass(minute);
      assert.equal(world.creates.length, 1);
      world.answer = { kind: 'declined' };
      await assert.rejects(next.engine.release(second.id), { code: 'confirmation.declined' });
      world.answer = { kind: 'agreed' };
    }

    it('when it was found more than ten minutes old after a restart', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      const next = await restart(11 * minute);
      await world.until(async () => (await next.engine.get(second.id))?.awaits?.isToConfirm === true);
      assert.equal(await state(second, next), 'queued frame');
      await next.engine.frame(second.id, frame);
      await untilAsked(next, second);
      await next.engine.release(second.id);
      await world.untilState(next, second.id, 'saved');
      assert.equal(world.creates.length, 2);
    });

    it('when it was found so while the clip before it still rendered', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'running');
      const next = await restart(11 * minute);
      await world.until(async () => (await next.engine.get(second.id))?.awaits?.isToConfirm === true);
      stopsAt('done');
      await world.untilState(next, first.id, 'saved');
      await next.engine.frame(second.id, frame);
      await untilAsked(next, second);
    });

    it('when a restart found it with its frame, more than ten minutes old', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      world.settings = { ...world.settings, maxConcurrent: 0 };
      await window.engine.frame(second.id, frame);
      const next = await restart(11 * minute);
      world.settings = { ...world.settings, maxConcurrent: 4 };
      await untilAsked(next, second);
    });

    it('when the price has changed since', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      world.quote = () => ({ microUsd: 400_000, kind: 'listed', source: 'list', date: '2026-11' });
      await window.engine.frame(second.id, frame);
      await untilHeld(second, 'confirm');
      await assert.rejects(window.engine.release(second.id), { code: 'job.state', message: /price/ });
    });

    it('when the clip lay ready for more than ten minutes before anyone took its frame', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      await world.pass(11 * minute, 5_000);
      await window.engine.frame(second.id, frame);
      await untilAsked(window, second);
    });
  });
});
