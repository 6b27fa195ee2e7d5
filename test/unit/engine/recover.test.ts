import assert from 'node:assert/strict';
import type { FoundTask } from '../../../src/engine/recover.ts';
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
    await assert.rejects(window.engine.recover(job?.id ?? '', task), { code: 'job.state' });
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
