import assert from 'node:assert/strict';
import { createProvider } from '../../../src/comet/provider.ts';
import type { Job } from '../../../src/core/job.ts';
import { remixRequest, remixSource } from '../../../src/core/remix.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/server.ts';
import { remixer, retiredRemixer } from '../core/catalogue/remixer.ts';
import { withModel } from '../core/catalogue/withModel.ts';
import { sample } from '../simulator/simulatorWorld.ts';
import { type Window, World } from './world.ts';

const origin = 'https://api.cometapi.com';
const patient = new AbortController().signal;

/** The engine on a real store, with the real client before the simulator. */
describe('a remix, the whole way', () => {
  let world: World;
  let window: Window;
  let simulator: Simulator;
  let catalogue: Disposable;
  let closeProvider: () => Promise<void>;
  beforeEach(async () => {
    catalogue = withModel(remixer);
    world = await World.make();
    simulator = await startSimulator({ clip: sample, renderMs: 4_000, now: () => world.clock.now() });
    const provider = createProvider({ now: () => world.clock.now() });
    closeProvider = () => provider.close();
    const key = 'sk-remixremixremix0123456789';
    const endpoint = { baseUrl: simulator.origin, key, keyFingerprint: 'f00d', isLocal: true };
    const task = (taskId: string) => ({ endpoint, dialect: 'unified' as const, taskId });
    let link: string | undefined;
    world.script = {
      ...world.script,
      create: (call, signal) => provider.create({ ...call, endpoint, mayStillSend: () => true }, signal),
      status: async (taskId) => {
        const outcome = await provider.status(task(taskId), patient);
        if (outcome.kind === 'done') ({ link } = outcome);
        return outcome;
      },
      download: () => provider.download({ ...task('task_1'), link: link ?? '' }, patient),
    };
    window = await world.window('w1');
  });
  afterEach(async () => {
    await world.close();
    await closeProvider();
    await simulator.close();
    catalogue[Symbol.dispose]();
  });

  const posts = () => simulator.log.filter(({ method }) => method === 'POST');

  async function finishedJob(): Promise<Job> {
    const submission = world.submission({ model: remixer.id, output: 'takes/' });
    const [job] = await window.engine.submit(submission);
    return await world.untilState(window, job?.id ?? '', 'saved');
  }

  /** Submits as the editor does: with the price that stood in the question. */
  async function remix(job: Job, prompt: string, changes = {}): Promise<Job> {
    const source = remixSource(job);
    assert.ok(source);
    const request = { ...remixRequest(job, source), prompt, ...changes };
    const { images: _images, ...fields } = request;
    const [remixed] = await window.engine.submit(world.submission({ ...fields, images: [] }));
    assert.ok(remixed);
    return remixed;
  }

  it('is a new job with one POST of the prompt alone, its own task, money and clip', async () => {
    const job = await finishedJob();
    const queued = await remix(job, 'The same at night');
    assert.deepEqual([queued.quote.kind, queued.reservedMicroUsd], ['at-least', 320_000]);
    const saved = await world.untilState(window, queued.id, 'saved');
    assert.deepEqual(
      posts().map(({ path, fields }) => [path, Object.keys(fields ?? {})]),
      [
        ['/v1/videos', ['model', 'prompt', 'seconds', 'size']],
        [`/v1/videos/${String(job.taskId)}/remix`, ['prompt']],
      ],
    );
    assert.equal(posts()[1]?.fields?.prompt, 'The same at night');
    assert.equal(saved.taskId, posts()[1]?.taskId);
    assert.notEqual(saved.clip?.sha256, job.clip?.sha256);
    assert.deepEqual(saved.request.remixOf, { taskId: job.taskId, origin });
    const sidecar = JSON.parse(writeSidecar(saved, { savedAt: 1 })) as { request: { remixOf: object } };
    assert.deepEqual(sidecar.request.remixOf, { taskId: job.taskId });
    assert.ok(remixSource(saved), 'a remix can be remixed');
  });

  it('is stopped by a cap like any other, before anything is sent', async () => {
    const job = await finishedJob();
    world.settings = { ...world.settings, caps: { dayMicroUsd: 400_000 } };
    await assert.rejects(remix(job, 'Too much'), { code: 'cap.reached' });
    assert.equal(posts().length, 1);
  });

  it('is in doubt when its answer is lost, and never sent again by itself', async () => {
    const job = await finishedJob();
    const lost = await remix(job, 'Lost [sim:reset]');
    await world.untilState(window, lost.id, 'uncertain');
    await world.pass(120_000, 5_000);
    assert.equal(posts().length, 2);
    assert.equal((await window.engine.get(lost.id))?.state, 'uncertain');
  });

  it('is refused for a retired model before anything is sent, naming what has taken its place', async () => {
    const job = await finishedJob();
    using _ = withModel(retiredRemixer);
    await assert.rejects(remix(job, 'Too late'), (error: Error) => {
      assert.match(error.message, /shut down on 2026-09-24\. Choose veo3\.1-fast/);
      return true;
    });
    assert.equal(posts().length, 1);
  });

  it('is refused at another origin than the clip’s', async () => {
    const job = await finishedJob();
    const remixOf = { taskId: job.taskId ?? '', origin: 'https://elsewhere.example' };
    await assert.rejects(remix(job, 'Elsewhere', { remixOf }), { code: 'request.invalid', field: 'remixOf' });
    assert.equal(posts().length, 1);
  });
});
