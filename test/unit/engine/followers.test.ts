import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Job } from '../../../src/core/job.ts';
import { RefusedRequest } from '../../../src/engine/admission.ts';
import { admitChain, follows, frame, minute, stateOf, stopAt } from './chain.ts';
import { tinyPng } from './tinyPng.ts';
import { network, type Window, World } from './world.ts';

describe('a job that begins with the last frame of another', () => {
  let world: World;
  let window: Window;
  beforeEach(async () => {
    world = await World.make();
    window = await world.window('w1');
  });
  afterEach(async () => {
    await world.close();
  });

  const chain = async (count?: number) => await admitChain(world, window, count);
  const state = async ({ id }: Job, at = window) => await stateOf(at, id);
  const untilCancelled = async (job: Job, at = window) => await world.untilState(at, job.id, 'cancelled');
  const reserved = async () => (await window.store.totals('2026-10-01', world.placeUri)).day.reservedMicroUsd;
  const prompts = () => world.creates.map(({ prompt }) => prompt);
  const stopsAt = (status: 'running' | 'done') => stopAt(world, status);

  it('is sent when its frame is there, with the frame as its image', async () => {
    const sent: unknown[] = [];
    world.script.create = async ({ request, images }) => {
      const bytes = await Promise.all(images.map((image) => image.read()));
      sent.push([request.prompt, request.images, bytes.map((one) => Buffer.from(one).equals(tinyPng()))]);
      return { kind: 'accepted', taskId: `task_${String(sent.length)}` };
    };
    const [first, second] = await chain();
    const { clip } = await world.untilState(window, first.id, 'saved');
    await world.pass(minute);
    assert.equal(await state(second), 'queued frame');
    assert.equal(world.creates.length, 1);
    const [waiting] = await window.engine.awaitingFrames();
    assert.deepEqual([waiting?.job.id, waiting?.predecessor.clip], [second.id, clip]);
    const framed = await window.engine.frame(second.id, frame);
    assert.deepEqual(await window.engine.awaitingFrames(), []);
    const image = {
      uri: frame.uri,
      role: 'first',
      clip: { uri: clip?.uri, sha256: clip?.sha256 },
    };
    assert.deepEqual(framed.request.images, [image]);
    assert.equal(framed.images[0]?.sha256, createHash('sha256').update(tinyPng()).digest('hex'));
    await world.untilState(window, second.id, 'saved');
    assert.deepEqual(sent, [
      ['Shot 1', [], []],
      ['Shot 2', [image], [true]],
    ]);
    assert.equal(world.asked.length, 0);
    assert.equal(world.uploadsAsked.length, 0);
  });

  it('goes on down a chain of three', async () => {
    const jobs = await chain(3);
    for (const job of jobs.slice(1)) {
      const waiting = await world.until(async () => (await window.engine.awaitingFrames())[0]);
      assert.equal(waiting.job.id, job.id);
      await window.engine.frame(job.id, frame);
    }
    for (const { id } of jobs) await world.untilState(window, id, 'saved');
    assert.deepEqual(prompts(), ['Shot 1', 'Shot 2', 'Shot 3']);
  });

  it('completes the digest of its shot by the frame', async () => {
    const source = { promptFileUri: 'file:///a.video.md', shot: 'two', cell: '', take: 1 };
    const [first, second] = await window.engine.submitAll(world.batch([{}, { follows: follows(0), source }]));
    await world.untilState(window, first?.id ?? '', 'saved');
    const digest = 'd'.repeat(64);
    const framed = await window.engine.frame(second?.id ?? '', { ...frame, digest });
    assert.deepEqual(framed.source, { ...source, digest });
  });

  describe('at its admission', () => {
    it('has its money reserved with the batch, within the same cap', async () => {
      world.settings = { ...world.settings, caps: { dayMicroUsd: 700_000 } };
      await assert.rejects(chain(3), { code: 'cap.reached' });
      assert.deepEqual(await window.engine.list({ limit: 5 }), []);
      await chain(2);
      assert.equal(await reserved(), 640_000);
    });

    it('is priced with the image that it will have', async () => {
      world.quote = ({ images = [] }) => ({
        microUsd: 320_000 + 10_000 * images.length,
        kind: 'at-least',
        source: 'list',
        date: '2026-11',
      });
      const [, second] = await chain();
      assert.equal(second.reservedMicroUsd, 330_000);
    });

    it('is judged as if its image were there', async () => {
      const wrong = [
        { model: 'gen3a_turbo', seconds: 5, follows: follows(0) },
        { seconds: 4, follows: { ...follows(0), role: 'last' as const } },
        { remixOf: { taskId: 't', origin: 'https://api.cometapi.com' }, follows: follows(0) },
      ];
      for (const item of wrong) {
        await assert.rejects(window.engine.submitAll(world.batch([{}, item])), (error: unknown) => {
          assert.ok(error instanceof RefusedRequest, String(error));
          assert.equal(error.index, 1);
          assert.deepEqual(error.request.images, [], 'nothing stands for the frame');
          return true;
        });
      }
      assert.deepEqual(await window.engine.list({ limit: 5 }), []);
    });

    it('is refused where nothing before it makes its clip', async () => {
      for (const item of [1, 2, -1])
        await assert.rejects(window.engine.submitAll(world.batch([{}, { follows: follows(item) }])), {
          code: 'request.invalid',
        });
      const misplaced = { ...follows(0), at: 1 };
      await assert.rejects(window.engine.submitAll(world.batch([{}, { follows: misplaced }])), {
        code: 'request.invalid',
      });
    });

    it('follows a job that is under way, and none that can make no clip', async () => {
      stopsAt('running');
      const [first] = await window.engine.submit(world.submission());
      const after = (jobId: string) =>
        window.engine.submitAll(world.batch([{ follows: { ...follows(0), clipOf: { jobId } } }]));
      const [second] = await after(first?.id ?? '');
      stopsAt('done');
      await world.untilState(window, first?.id ?? '', 'saved');
      await window.engine.frame(second?.id ?? '', frame);
      await world.untilState(window, second?.id ?? '', 'saved');
      await assert.rejects(after('none'), { code: 'job.unknown' });
      world.settings = { ...world.settings, maxConcurrent: 0 };
      const [cancelled] = await window.engine.submit(world.submission());
      await window.engine.cancel(cancelled?.id ?? '');
      await assert.rejects(after(cancelled?.id ?? ''), { code: 'job.state' });
      const [sample] = await window.engine.submit(world.submission({}, { origin: 'sample' }));
      await assert.rejects(after(sample?.id ?? ''), { code: 'job.state' });
    });

    it('follows the same variant, or the last where there are fewer', async () => {
      world.settings = { ...world.settings, maxConcurrent: 0 };
      const jobs = await window.engine.submitAll(
        world.batch([{ variants: 2 }, { variants: 3, follows: follows(0) }]),
      );
      const [one, two] = jobs;
      assert.deepEqual(
        jobs.slice(2).map(({ awaits }) => awaits?.jobId),
        [one?.id, two?.id, two?.id],
      );
    });
  });

  describe('ends without being sent, and its money is free,', () => {
    const failed = { class: 'output-filtered', message: 'task.failed', charged: 'no' } as const;

    it('when the clip before it fails; so do those that wait for it', async () => {
      world.script.status = () => ({ kind: 'failed', failure: failed });
      const [first, second, third] = await chain(3);
      assert.ok(third);
      await world.untilState(window, first.id, 'failed');
      await untilCancelled(second);
      await untilCancelled(third);
      assert.equal(await state(second), 'cancelled follow.predecessorFailed');
      assert.equal(await state(third), 'cancelled follow.predecessorCancelled');
      assert.equal(await reserved(), 0);
      assert.deepEqual(prompts(), ['Shot 1']);
    });

    it('when a person cancels the clip before it', async () => {
      world.settings = { ...world.settings, maxConcurrent: 0 };
      const [first, second] = await chain();
      await window.engine.cancel(first.id);
      await untilCancelled(second);
      assert.equal(await reserved(), 0);
    });

    it('when whoever is to take the frame says that the clip is gone', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      await window.engine.cancel(second.id, { class: 'disk', message: 'follow.clipGone', charged: 'no' });
      assert.equal(await state(second), 'cancelled follow.clipGone');
      assert.equal(await reserved(), 0);
    });

    it('when a person cancels it, and then takes no frame any more', async () => {
      const [first, second, third] = await chain(3);
      assert.ok(third);
      await world.untilState(window, first.id, 'saved');
      await window.engine.cancel(second.id);
      await assert.rejects(window.engine.frame(second.id, frame), { code: 'job.state' });
      await untilCancelled(third);
      assert.equal(await state(second), 'cancelled');
    });

    it('when the clip before it is forgotten, and not while it is only in doubt', async () => {
      world.script.create = () => ({ kind: 'uncertain', failure: network('create.lost') });
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'uncertain');
      await world.pass(5 * minute, 5_000);
      assert.equal(await state(second), 'queued frame');
      assert.equal(await reserved(), 320_000);
      await window.engine.forget(first.id);
      await untilCancelled(second);
      assert.equal(await state(second), 'cancelled follow.predecessorForgotten');
      assert.equal(await reserved(), 0);
    });

    it('in whichever window lives: the one in which the clip failed was gone before it saw to that', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'running');
      window.kill();
      const witness = await world.window('w2');
      await witness.store.apply(first.id, { kind: 'ended', failure: failed }, world.clock.now());
      await untilCancelled(second, witness);
    });

    it('once, when the window that drives it hears of it from another', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'running');
      const other = await world.window('w2');
      await other.engine.stop(first.id);
      await world.pass(minute);
      assert.equal(await state(second), 'queued frame');
      await other.engine.forget(first.id);
      const cancelled = await untilCancelled(second, other);
      assert.equal(cancelled.windowId, 'w1');
    });
  });

  it('waits while the clip before it is not watched, and goes on when it is', async () => {
    stopsAt('running');
    const [first, second] = await chain();
    await world.untilState(window, first.id, 'running');
    await window.engine.stop(first.id);
    await world.pass(minute);
    assert.equal(await state(second), 'queued frame');
    stopsAt('done');
    await window.engine.resume(first.id);
    await world.untilState(window, first.id, 'saved');
    await window.engine.frame(second.id, frame);
    await world.untilState(window, second.id, 'saved');
  });

  describe('takes a frame', () => {
    it('from two windows at once as one', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      const other = await world.window('w2');
      const jobs = await Promise.all([
        window.engine.frame(second.id, frame),
        other.engine.frame(second.id, { ...frame, name: 'other.png', bytes: tinyPng(1920, 1080) }),
      ]);
      assert.equal(new Set(jobs.map(({ images }) => images[0]?.sha256)).size, 1);
      assert.ok(jobs.every(({ images }) => images.length === 1));
      await world.untilState(other, second.id, 'saved');
      assert.deepEqual(prompts(), ['Shot 1', 'Shot 2']);
      assert.deepEqual((await window.engine.frame(second.id, frame)).images, jobs[0].images);
    });

    it('from a window that does not drive it', async () => {
      const [first, second] = await chain();
      await world.untilState(window, first.id, 'saved');
      const other = await world.window('w2');
      await world.until(async () => (await other.engine.awaitingFrames()).length === 1);
      await other.engine.frame(second.id, frame);
      await world.untilState(other, second.id, 'saved');
      assert.deepEqual(
        world.creates.map(({ windowId }) => windowId),
        ['w1', 'w1'],
      );
    });

    it('only when the clip is there, and only one that the model takes', async () => {
      stopsAt('running');
      const [first, second] = await chain();
      await assert.rejects(window.engine.frame(second.id, frame), { code: 'job.state' });
      await assert.rejects(window.engine.frame(first.id, frame), { code: 'job.state' });
      await assert.rejects(window.engine.frame('none', frame), { code: 'job.unknown' });
      stopsAt('done');
      await world.untilState(window, first.id, 'saved');
      const refused = { code: 'request.invalid', field: 'images[0]' };
      await assert.rejects(window.engine.frame(second.id, { ...frame, bytes: Buffer.from('no') }), refused);
      await assert.rejects(window.engine.frame(second.id, { ...frame, bytes: Buffer.alloc(0) }), refused);
      const ofAnother = { ...frame, clipSha256: 'e'.repeat(64) };
      await assert.rejects(window.engine.frame(second.id, ofAnother), { code: 'job.state' });
      assert.equal(await state(second), 'queued frame');
      await assert.rejects(window.engine.release(second.id), { code: 'job.state' });
      await window.engine.frame(second.id, frame);
    });

    it('of a clip that is not in the workspace yet', async () => {
      world.canPlace = false;
      const [first, second] = await chain();
      const { clip } = await world.untilState(window, first.id, 'stored');
      const framed = await window.engine.frame(second.id, frame);
      assert.deepEqual(framed.request.images[0]?.clip, { sha256: clip?.sha256 });
    });
  });

  it('is sent once after a crash between its frame and its sending', async () => {
    const [first, second] = await chain();
    await world.untilState(window, first.id, 'saved');
    await window.engine.frame(second.id, frame);
    window.kill();
    const next = await world.window('w2');
    await world.untilState(next, second.id, 'saved');
    assert.deepEqual(prompts().slice(0, 2), ['Shot 1', 'Shot 2']);
    assert.equal(prompts().length, 2);
  });

  it('still waits after a crash while its frame was being kept', async () => {
    const [first, second] = await chain();
    await world.untilState(window, first.id, 'saved');
    const apply = window.store.apply.bind(window.store);
    window.store.apply = (...call) => {
      if (call[1].kind !== 'framed') return apply(...call);
      window.kill();
      return Promise.reject(new Error('gone'));
    };
    void window.engine.frame(second.id, frame);
    await world.pass(minute);
    const next = await world.window('w2');
    const waiting = await world.until(async () => (await next.engine.awaitingFrames())[0]);
    assert.equal(waiting.job.id, second.id);
    await next.engine.frame(second.id, frame);
    await world.untilState(next, second.id, 'saved');
    assert.deepEqual(prompts(), ['Shot 1', 'Shot 2']);
  });
});
