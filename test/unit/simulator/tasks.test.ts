import assert from 'node:assert/strict';
import {
  ask,
  create,
  errorOf,
  finishedTask,
  flatStatus,
  json,
  linkOf,
  newClock,
  newTask,
  newWorld,
  renderMs,
  shapeOf,
  statusOf,
} from './simulatorWorld.ts';

const runningExample = {
  id: 'task_abc123',
  object: 'video',
  model: 'doubao-seedance-2-0',
  status: 'in_progress',
  progress: 30,
  created_at: 1777385418,
};
const doneExample = {
  ...runningExample,
  status: 'completed',
  progress: 100,
  completed_at: 1779872300,
  video_url: 'https://…',
};

/** The id with another character at this place. */
function tampered(id: string, place: number): string {
  const at = place < 0 ? id.length + place : place;
  return id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
}

describe('the simulator: tasks', () => {
  it('tells of a running task in the documented shape', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    world.clock.nowMs += renderMs * 0.3;
    const answer = await json(statusOf(world, id));
    assert.deepEqual(shapeOf(answer), shapeOf(runningExample));
    const createdAt = (world.clock.nowMs - renderMs * 0.3) / 1000;
    assert.deepEqual(answer, { ...runningExample, id, model: 'veo3.1-fast', created_at: createdAt });
  });

  it('tells of a finished task in the documented shape', async () => {
    await using world = await newWorld();
    const answer = await json(statusOf(world, await finishedTask(world)));
    assert.deepEqual(shapeOf(answer), shapeOf(doneExample));
  });

  it('tells of a failed task in the documented shape, with an error where there is a reason', async () => {
    await using world = await newWorld();
    const silent = await json(statusOf(world, await finishedTask(world, '[sim:fail]')));
    const { video_url: _link, ...failedExample } = { ...doneExample, status: 'failed' };
    assert.deepEqual(shapeOf(silent), shapeOf(failedExample));
    const told = await json(statusOf(world, await finishedTask(world, '[sim:fail=no fox]')));
    assert.deepEqual(shapeOf(told), shapeOf({ ...failedExample, error: { message: 'no fox' } }));
  });

  it('tells of a finished task in the documented older shape where asked to', async () => {
    await using world = await newWorld();
    const answer = await json(statusOf(world, await finishedTask(world, '[sim:wrapped]')));
    const example = {
      code: 'success',
      message: '',
      data: {
        task_id: '…',
        action: 'VIDEO_GENERATION',
        status: 'SUCCESS',
        fail_reason: 'https://example.com/clip.mp4',
        submit_time: 1773297002,
        finish_time: 1773297014,
        progress: '100%',
        data: { video: { url: 'https://example.com/clip.mp4', duration: 1 }, status: 'done' },
      },
    };
    assert.deepEqual(shapeOf(answer), shapeOf(example));
  });

  it('goes from queued over in progress to completed, never backwards', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    const seen: string[] = [];
    let last = -1;
    for (let step = 0; step <= 20; step += 1) {
      const { status, progress } = await flatStatus(world, id);
      assert.ok(progress >= last && progress <= 100);
      last = progress;
      if (seen.at(-1) !== status) seen.push(status);
      world.clock.nowMs += renderMs / 20;
    }
    assert.deepEqual(seen, ['queued', 'in_progress', 'completed']);
    assert.equal(last, 100);
  });

  it('brings a link when the render is done, and not a millisecond before', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    world.clock.nowMs += renderMs - 1;
    assert.equal((await flatStatus(world, id)).video_url, undefined);
    world.clock.nowMs += 1;
    assert.ok((await linkOf(world, id)).startsWith(`${world.origin}/files/`));
  });

  it('takes a little longer for a longer clip', async () => {
    await using world = await newWorld(newClock(), { renderMs: 4_000 });
    await create(world, { seconds: '8' });
    const id = world.simulator.log[0]?.taskId ?? '';
    world.clock.nowMs += 4_000;
    assert.equal((await flatStatus(world, id)).status, 'in_progress');
    world.clock.nowMs += 1_000;
    assert.equal((await flatStatus(world, id)).status, 'completed');
  });

  it('answers for the tasks of a simulator that is gone', async () => {
    const clock = newClock();
    const ids: string[] = [];
    {
      await using gone = await newWorld(clock);
      ids.push(await newTask(gone), await newTask(gone, '[sim:fail=content policy] [sim:wrapped]'));
    }
    clock.nowMs += renderMs;
    await using world = await newWorld(clock, { renderMs: 1 });
    const [plain = '', scripted = ''] = ids;
    assert.equal((await flatStatus(world, plain)).status, 'completed');
    assert.equal((await ask(world, await linkOf(world, plain), { method: 'HEAD' })).status, 400);
    const failed = JSON.stringify(await json(statusOf(world, scripted)));
    assert.match(failed, /"status":"FAILURE","fail_reason":"content policy"/);
  });

  it('does not know what no simulator made', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    const strangers = [
      'task_1',
      'task_',
      'unknown',
      tampered(id, 5),
      tampered(id, 20),
      tampered(id, -1),
      id.slice(0, -1),
      `${id}A`,
      id.replace('task_', 'tusk_'),
      id.toUpperCase(),
    ];
    for (const stranger of strangers) {
      for (const path of [`/v1/videos/${stranger}`, `/v1/videos/${stranger}/content`]) {
        const { code, message } = await errorOf(ask(world, path), 400);
        assert.equal(code, 'task_not_exist', path);
        assert.match(message, /task_not_exist/);
      }
    }
    assert.equal((await statusOf(world, id)).status, 200);
  });

  it('answers the content endpoint with JSON while the video is not ready', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    world.clock.nowMs += renderMs - 1;
    const early = await json(ask(world, `/v1/videos/${id}/content`));
    assert.deepEqual(early, { code: 'not_ready', message: 'the video is not ready' });
    world.clock.nowMs += 1;
    const ready = await ask(world, `/v1/videos/${id}/content`);
    assert.equal(ready.headers.get('content-type'), 'video/mp4');
  });
});
