import assert from 'node:assert/strict';
import { jobStates } from '../../../src/core/job.ts';
import { transition } from '../../../src/core/transition.ts';
import { type FoundTask, recoveryWay } from '../../../src/engine/recover.ts';
import { makeJob } from '../core/makeJob.ts';
import { network, World } from './world.ts';

const origin = 'https://api.cometapi.com';

describe('recovering a task', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.script.lookUp = () => ({
      kind: 'found',
      dialect: 'unified',
      model: 'veo3.1-fast',
      status: { kind: 'running', progress: 30 },
    });
  });
  afterEach(async () => {
    await world.close();
  });

  async function uncertain() {
    const window = await world.window('w1');
    world.script.create = () => ({ kind: 'uncertain', failure: network('create.broken') });
    const [job] = await window.engine.submit(world.submission());
    return { window, job: await world.untilState(window, job?.id ?? '', 'uncertain') };
  }

  it('gives an uncertain job its task and saves the clip, without a second create request', async () => {
    const { window, job } = await uncertain();
    const task = await window.engine.lookUp(origin, 'task_found');
    assert.equal(task.job, undefined);
    await window.engine.recover(job.id, task);
    const saved = await world.untilState(window, job.id, 'saved');
    assert.equal(saved.taskId, 'task_found');
    assert.deepEqual(saved.charge, { microUsd: 320_000, basis: 'estimated' });
    assert.equal(world.creates.length, 1);
  });

  it('adds nothing by looking', async () => {
    const window = await world.window('w1');
    await window.engine.lookUp(origin, 'task_found');
    assert.deepEqual(await window.engine.list({ limit: 10 }), []);
  });

  it('watches a task from elsewhere as a job that bought nothing and whose cost is unknown', async () => {
    const window = await world.window('w1');
    const task = await window.engine.lookUp(origin, 'task_else');
    const { request, output, workspaceKey } = world.submission({ prompt: '', seconds: 0 });
    const job = await window.engine.adopt(task, { output, workspaceKey, request });
    const saved = await world.untilState(window, job.id, 'saved');
    assert.deepEqual(saved.charge, { basis: 'unknown' });
    assert.equal(saved.reservedMicroUsd, 0);
    assert.equal(world.creates.length, 0);
    const totals = await window.store.totals(saved.day, saved.workspaceKey);
    assert.equal(totals.day.unknownCount, 1);
  });

  it('knows the job that has the task already', async () => {
    world.script.status = () => ({ kind: 'running' });
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'running');
    const task = await window.engine.lookUp(origin, 'task_1');
    assert.equal(task.job?.id, job?.id);
    assert.equal(recoveryWay(task), 'show');
    const elsewhere = await window.engine.lookUp('https://other.example', 'task_1');
    assert.equal(elsewhere.job, undefined, 'a task of another origin is another task');
  });

  it('gets the clip of a forgotten job that has a task', async () => {
    world.script.status = () => ({ kind: 'running' });
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'running');
    await window.engine.stop(job?.id ?? '');
    await window.engine.forget(job?.id ?? '');
    world.script.status = () => ({ kind: 'done' });
    const task = await window.engine.lookUp(origin, 'task_1');
    assert.equal(recoveryWay(task), 'again');
    await window.engine.recover(job?.id ?? '', task);
    const saved = await world.untilState(window, job?.id ?? '', 'saved');
    assert.deepEqual(saved.charge, { microUsd: 320_000, basis: 'estimated' });
    assert.equal(world.creates.length, 1);
  });

  it('gets the clip of a forgotten job that never had a task', async () => {
    const { window, job } = await uncertain();
    await window.engine.forget(job.id);
    const task = await window.engine.lookUp(origin, 'task_found');
    assert.equal(recoveryWay(task, await window.engine.get(job.id)), 'give');
    await window.engine.recover(job.id, task);
    assert.equal((await world.untilState(window, job.id, 'saved')).taskId, 'task_found');
  });

  it('asks for a task where it was found, not where it was sent to', async () => {
    world.script.lookUp = () => ({ kind: 'found', dialect: 'kling', status: { kind: 'running' } });
    world.script.status = () => ({ kind: 'running' });
    const { window, job } = await uncertain();
    await window.engine.recover(job.id, await window.engine.lookUp(origin, 'task_found'));
    assert.equal((await window.engine.get(job.id))?.dialect, 'kling');
  });

  it('corrects a task that was adopted in the wrong family', async () => {
    world.script.status = () => ({ kind: 'running' });
    const window = await world.window('w1');
    const { request, output, workspaceKey } = world.submission({ prompt: '', seconds: 0 });
    const first = await window.engine.lookUp(origin, 'task_else');
    const job = await window.engine.adopt(first, { output, workspaceKey, request });
    world.script.lookUp = (_id, except) => {
      assert.deepEqual(except, ['unified']);
      return { kind: 'found', dialect: 'kling', status: { kind: 'done' } };
    };
    const second = await window.engine.lookUp(origin, 'task_else', ['unified']);
    assert.equal(recoveryWay(second), 'again');
    world.script.status = () => ({ kind: 'done' });
    await window.engine.recover(job.id, second);
    assert.equal((await world.untilState(window, job.id, 'saved')).dialect, 'kling');
  });

  it('has a way on for every state of a job and every answer', () => {
    const answers = [
      { kind: 'running' },
      { kind: 'done' },
      { kind: 'failed', failure: { class: 'unknown', message: 'status.failed', charged: 'unknown' } },
    ] as const;
    for (const state of jobStates)
      for (const status of answers)
        for (const dialect of ['unified', 'kling'] as const) {
          const job = makeJob({ state, taskId: 'task_1' });
          const way = recoveryWay({ origin, taskId: 'task_1', dialect, status, job });
          const event = { kind: 'found', dialect, keyFingerprint: 'f', nextAt: 1 } as const;
          const isOpen = transition(job, event, 2)?.state === 'running';
          assert.ok(
            way === 'show' || (way === 'again' && isOpen),
            `${state} ${status.kind} ${dialect}: ${way}`,
          );
          if (status.kind === 'done' && ['stopped', 'failed', 'forgotten', 'saved'].includes(state))
            assert.equal(way, 'again', state);
          if (dialect === 'kling' && !['queued', 'submitting', 'stored', 'saved'].includes(state))
            assert.equal(way, 'again', state);
        }
  });

  it('gives a failed task to nobody but the job that it was looked up for', () => {
    const failure = { class: 'unknown', message: 'status.failed', charged: 'unknown' } as const;
    const task = { origin, taskId: 't', dialect: 'unified', status: { kind: 'failed', failure } } as const;
    assert.equal(recoveryWay(task), 'nothing');
    assert.equal(recoveryWay(task, makeJob({ state: 'uncertain' })), 'give');
    assert.equal(recoveryWay(task, makeJob({ state: 'failed', taskId: 'other' })), 'nothing');
  });

  it('is one job, whichever of two windows adopts it first', async () => {
    const one = await world.window('w1');
    const other = await world.window('w2');
    const { request, output, workspaceKey } = world.submission({ prompt: '', seconds: 0 });
    const task = await one.engine.lookUp(origin, 'task_else');
    const place = { output, workspaceKey, request };
    const jobs = await Promise.all([one.engine.adopt(task, place), other.engine.adopt(task, place)]);
    assert.equal(jobs[0].id, jobs[1].id);
    assert.equal((await one.engine.list({ limit: 9 })).length, 1);
  });

  it('never gives an uncertain job the task of another', async () => {
    const { window, job } = await uncertain();
    const task = await window.engine.lookUp(origin, 'task_else');
    const { request, output, workspaceKey } = world.submission({ prompt: '', seconds: 0 });
    const adopted = await window.engine.adopt(task, { output, workspaceKey, request });
    await assert.rejects(window.engine.recover(job.id, task), { code: 'job.state', jobId: adopted.id });
    assert.deepEqual(await window.engine.get(job.id), job);
  });

  it('says what the provider says of a task that it does not know', async () => {
    world.script.lookUp = () => ({
      kind: 'missed',
      failure: {
        class: 'unknown',
        message: 'status.taskUnknown',
        providerMessage: 'task_not_exist',
        charged: 'unknown',
      },
    });
    const window = await world.window('w1');
    await assert.rejects(window.engine.lookUp(origin, 'task_none'), {
      code: 'provider.error',
      providerMessage: 'task_not_exist',
    });
  });

  it('needs a key', async () => {
    const window = await world.window('w1');
    world.hasKey = false;
    await assert.rejects(window.engine.lookUp(origin, 'task_none'), { code: 'key.missing' });
  });

  it('never takes a second, different task for a job', async () => {
    const { window, job } = await uncertain();
    world.script.status = () => ({ kind: 'running' });
    const found: FoundTask = await window.engine.lookUp(origin, 'task_one');
    await window.engine.recover(job.id, found);
    await assert.rejects(window.engine.recover(job.id, { ...found, taskId: 'task_two' }), {
      code: 'job.state',
    });
    assert.equal((await window.engine.get(job.id))?.taskId, 'task_one');
  });
});

describe('settling a doubt by the id that went with the request', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.script.create = () => ({ kind: 'uncertain', failure: network('create.broken') });
  });
  afterEach(async () => {
    await world.close();
  });

  it('finds the task of a lost answer by itself', async () => {
    const asked: string[] = [];
    world.script.findByClientId = (id) => {
      asked.push(id);
      return asked.length < 2 ? { kind: 'absent' } : { kind: 'found', taskId: 'task_by_id' };
    };
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    const saved = await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(saved.taskId, 'task_by_id');
    assert.deepEqual(asked, [job?.id, job?.id]);
    assert.equal(world.creates.length, 1);
  });

  it('leaves the job uncertain where the task is not found, and does not ask for ever', async () => {
    let asked = 0;
    world.script.findByClientId = () => {
      asked++;
      return { kind: 'absent' };
    };
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    await world.untilState(window, job?.id ?? '', 'uncertain');
    await world.pass(10 * 60_000, 5_000);
    assert.equal((await window.engine.get(job?.id ?? ''))?.state, 'uncertain');
    assert.equal(asked, 3);
    assert.equal(world.creates.length, 1);
  });
});
