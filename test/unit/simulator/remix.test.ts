import assert from 'node:assert/strict';
import { ask, create, json, newTask, newWorld, renderMs, statusOf, type World } from './simulatorWorld.ts';

const jsonType = { 'content-type': 'application/json' };

async function remix(world: World, id: string, body: unknown, headers = jsonType): Promise<Response> {
  return await ask(world, `/v1/videos/${id}/remix`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** A finished clip of the model that can be remixed. */
async function finishedClip(world: World, script = ''): Promise<string> {
  const made = (await json(create(world, { model: 'sora-2', prompt: `A fox. ${script}` }))) as { id: string };
  world.clock.nowMs += renderMs;
  return made.id;
}

describe('the simulator’s remix', () => {
  it('makes a task of its own, which renders like any other', async () => {
    await using world = await newWorld();
    const source = await finishedClip(world);
    const made = (await json(remix(world, source, { prompt: 'At night' }))) as Record<string, unknown>;
    assert.notEqual(made.id, source);
    assert.deepEqual([made.id, made.model, made.status], [made.task_id, 'sora-2', 'queued']);
    world.clock.nowMs += renderMs;
    const status = (await json(statusOf(world, String(made.id)))) as Record<string, unknown>;
    assert.equal(status.status, 'completed');
    assert.deepEqual(world.simulator.log.find(({ path }) => path.endsWith('/remix'))?.fields, {
      prompt: 'At night',
    });
    assert.equal(world.simulator.stats.creates, 2);
  });

  it('takes JSON with a prompt, and nothing else', async () => {
    await using world = await newWorld();
    const source = await finishedClip(world);
    for (const body of [{}, { prompt: ' ' }, { prompt: 'x', seconds: '8' }, [], 'x', null])
      await json(remix(world, source, body), 400);
    await json(remix(world, source, { prompt: 'x' }, { 'content-type': 'text/plain' }), 400);
    assert.equal(world.simulator.stats.tasks, 1);
  });

  it('refuses a clip that is not finished, has failed, is unknown, or is of another model', async () => {
    await using world = await newWorld();
    const other = await newTask(world);
    const failed = await finishedClip(world, '[sim:fail]');
    const early = (await json(create(world, { model: 'sora-2' }))) as { id: string };
    for (const id of [other, failed, early.id, 'task_unknown'])
      await json(remix(world, id, { prompt: 'x' }), 400);
    const last = world.simulator.log.at(-1);
    assert.equal(last?.taskId, undefined);
  });
});
