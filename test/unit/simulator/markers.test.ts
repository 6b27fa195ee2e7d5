import assert from 'node:assert/strict';
import { checkVideo } from '../../../src/core/mp4.ts';
import { type MarkerName, markers, readMarkers } from '../../../src/simulator/markers.ts';
import {
  ask,
  askOpenly,
  bytesOf,
  create,
  errorOf,
  finishedTask,
  flatStatus,
  json,
  linkOf,
  newTask,
  newWorld,
  renderMs,
  sha256,
  shapeOf,
  statusOf,
  type World,
} from './simulatorWorld.ts';

const prompted = (world: World, script: string) => create(world, { prompt: `A fox. ${script}` });

/** That the create under way made exactly one task, which will be rendered. */
async function assertRenders(world: World): Promise<void> {
  const ids = world.simulator.log.flatMap(({ taskId }) => taskId ?? []);
  assert.equal(ids.length, 1);
  world.clock.nowMs += renderMs;
  assert.equal((await flatStatus(world, ids[0] ?? '')).status, 'completed');
}

async function statuses(world: World, id: string, count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let turn = 0; turn < count; turn += 1) seen.push((await statusOf(world, id)).status);
  return seen;
}

async function readsAsJson(world: World, id: string): Promise<boolean> {
  const answer = await statusOf(world, id);
  assert.equal(answer.status, 200);
  const text = await answer.text();
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function hasContent(world: World, id: string): Promise<boolean> {
  const answer = await ask(world, `/v1/videos/${id}/content`);
  const bytes = await bytesOf(answer);
  return answer.headers.get('content-type') === 'video/mp4' && bytes.includes(id);
}

const statusCodes = {
  '': 400,
  '=400': 400,
  '=401': 401,
  '=403': 403,
  '=404': 404,
  '=413': 413,
  '=422': 422,
  '=429': 429,
  '=500': 500,
  '=502': 502,
  '=503': 503,
  '=504': 504,
  '=524': 524,
};

const deeds: Readonly<Record<MarkerName, (world: World) => Promise<void>>> = {
  filtered: async (world) => {
    const body = JSON.stringify({
      model: 'grok-imagine-video',
      prompt: '[sim:filtered]',
      duration: 4,
      aspect_ratio: '16:9',
      resolution: '480p',
    });
    const headers = { 'content-type': 'application/json' };
    const made = await json(ask(world, '/grok/v1/videos/generations', { method: 'POST', headers, body }));
    world.clock.nowMs += 60_000;
    const id = String(Reflect.get(Object(made), 'request_id'));
    const done: unknown = await json(ask(world, `/grok/v1/videos/${id}`));
    assert.equal(Reflect.get(Object(Reflect.get(Object(done), 'video')), 'respect_moderation'), false);
  },
  refuse: async (world) => {
    for (const [value, status] of Object.entries(statusCodes)) {
      for (const turn of [1, 2]) {
        const { message } = await errorOf(prompted(world, `[sim:refuse${value}]`), status);
        assert.ok(message !== '', `${value} ${turn}`);
      }
    }
    assert.equal(world.simulator.stats.tasks, 0);
  },
  429: async (world) => {
    const answer = await prompted(world, '[sim:429]');
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal((await errorOf(answer, 429)).code, 'too_many_requests');
    assert.equal((await prompted(world, '[sim:429]')).status, 200);
    for (const status of [429, 429, 200]) {
      assert.equal((await prompted(world, '[sim:429=2]')).status, status);
    }
    assert.equal((await prompted(world, 'Another one. [sim:429]')).status, 429);
    assert.equal(world.simulator.stats.tasks, 2);
  },
  html: async (world) => {
    const answer = await prompted(world, '[sim:html]');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'text/html');
    assert.match(await answer.text(), /^<!doctype html>/);
    await assertRenders(world);
  },
  redirect: async (world) => {
    const answer = await prompted(world, '[sim:redirect]');
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get('location'), '/elsewhere');
    await assertRenders(world);
  },
  reset: async (world) => {
    await assert.rejects(prompted(world, '[sim:reset]'));
    await assertRenders(world);
  },
  hang: async (world) => {
    let isAnswered = false;
    const asked = prompted(world, '[sim:hang]').then(
      () => (isAnswered = true),
      () => 'broken off',
    );
    while (world.simulator.stats.tasks === 0) await ask(world, '/v1/models');
    await assertRenders(world);
    assert.equal(isAnswered, false);
    await world.simulator.close();
    assert.equal(await asked, 'broken off');
  },
  half: async (world) => {
    const answer = await prompted(world, '[sim:half]');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    await assert.rejects(answer.text());
    await assertRenders(world);
  },
  noid: async (world) => {
    assert.deepEqual(await json(prompted(world, '[sim:noid]')), { object: 'video', status: 'queued' });
    await assertRenders(world);
  },
  fail: async (world) => {
    const id = await newTask(world, '[sim:fail=content policy]');
    world.clock.nowMs += renderMs - 1;
    assert.equal((await flatStatus(world, id)).status, 'in_progress');
    world.clock.nowMs += 1;
    assert.deepEqual(await flatStatus(world, id), {
      status: 'failed',
      progress: 100,
      error: { message: 'content policy' },
    });
    assert.equal(await hasContent(world, id), false);
    const silent = await finishedTask(world, '[sim:fail]');
    assert.deepEqual(await flatStatus(world, silent), { status: 'failed', progress: 100 });
  },
  slow: async (world) => {
    const id = await newTask(world, '[sim:slow=60]');
    world.clock.nowMs += 59_999;
    assert.equal((await flatStatus(world, id)).progress, 99);
    world.clock.nowMs += 1;
    assert.equal((await flatStatus(world, id)).status, 'completed');
  },
  stuck: async (world) => {
    const id = await newTask(world, '[sim:stuck]');
    world.clock.nowMs += renderMs / 4;
    assert.equal((await flatStatus(world, id)).progress, 25);
    world.clock.nowMs += 86_400_000;
    assert.deepEqual(await flatStatus(world, id), { status: 'in_progress', progress: 50 });
    assert.equal(await hasContent(world, id), false);
    const atEnd = await newTask(world, '[sim:stuck=100]');
    world.clock.nowMs += 86_400_000;
    assert.deepEqual(await flatStatus(world, atEnd), { status: 'in_progress', progress: 100 });
    assert.equal(await hasContent(world, atEnd), false);
  },
  ends: async (world) => {
    const id = await newTask(world, '[sim:ends=finished]');
    assert.equal((await flatStatus(world, id)).status, 'queued');
    world.clock.nowMs += renderMs;
    assert.equal((await flatStatus(world, id)).status, 'finished');
    assert.equal(await hasContent(world, id), true);
  },
  wrapped: async (world) => {
    const id = await newTask(world, '[sim:wrapped]');
    const expected = ['QUEUED', 'IN_PROGRESS', 'SUCCESS'];
    for (const [turn, word] of expected.entries()) {
      const text = JSON.stringify(await json(statusOf(world, id)));
      assert.ok(text.includes(`"status":"${word}","fail_reason":""`), text);
      assert.ok(text.includes(`"progress":"${turn * 50}%"`), text);
      assert.equal(/https?:/.test(text), turn === 2);
      world.clock.nowMs += renderMs / 2;
    }
    const failed = await finishedTask(world, '[sim:wrapped] [sim:fail=no fox]');
    assert.match(
      JSON.stringify(await json(statusOf(world, failed))),
      /"status":"FAILURE","fail_reason":"no fox"/,
    );
  },
  upper: async (world) => {
    const id = await newTask(world, '[sim:upper]');
    const seen: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      seen.push((await flatStatus(world, id)).status);
      world.clock.nowMs += renderMs / 2;
    }
    assert.deepEqual(seen, ['QUEUED', 'IN_PROGRESS', 'COMPLETED']);
  },
  word: async (world) => {
    const id = await newTask(world, '[sim:word=polishing]');
    assert.equal((await flatStatus(world, id)).status, 'polishing');
    world.clock.nowMs += renderMs - 1;
    assert.equal((await flatStatus(world, id)).status, 'polishing');
    world.clock.nowMs += 1;
    assert.equal((await flatStatus(world, id)).status, 'completed');
  },
  badjson: async (world) => {
    for (const [script, count] of [
      ['[sim:badjson]', 2],
      ['[sim:badjson=5]', 5],
    ] as const) {
      const id = await newTask(world, script);
      for (let turn = 0; turn < count; turn += 1) assert.equal(await readsAsJson(world, id), false);
      assert.equal(await readsAsJson(world, id), true);
    }
  },
  500: async (world) => {
    const usual = await newTask(world, '[sim:500]');
    const longer = await newTask(world, '[sim:500=3]');
    assert.deepEqual(await statuses(world, usual, 4), [500, 500, 200, 200]);
    assert.deepEqual(await statuses(world, longer, 4), [500, 500, 500, 200]);
  },
  notask: async (world) => {
    for (const [script, seconds] of [
      ['[sim:notask]', 3],
      ['[sim:notask=30]', 30],
    ] as const) {
      const id = await newTask(world, script);
      assert.equal((await errorOf(statusOf(world, id), 400)).code, 'task_not_exist');
      world.clock.nowMs += seconds * 1000 - 1;
      assert.equal((await errorOf(statusOf(world, id), 400)).code, 'task_not_exist');
      world.clock.nowMs += 1;
      assert.equal((await statusOf(world, id)).status, 200);
    }
  },
  nolink: async (world) => {
    const id = await finishedTask(world, '[sim:nolink]');
    assert.deepEqual(await flatStatus(world, id), { status: 'completed', progress: 100 });
    assert.equal(await hasContent(world, id), true);
  },
  faillink: async (world) => {
    const id = await newTask(world, '[sim:faillink]');
    const early = JSON.stringify(await json(statusOf(world, id)));
    assert.match(early, /"fail_reason":""/);
    world.clock.nowMs += renderMs;
    const body = await json(statusOf(world, id));
    assert.deepEqual(Object.keys(Object(shapeOf(body)) as object), ['code', 'message', 'data']);
    const text = JSON.stringify(body);
    const link = /"status":"SUCCESS","fail_reason":"(http[^"]+)"/.exec(text)?.[1] ?? '';
    assert.equal(text.split('/files/').length, 2, 'the link stands nowhere else');
    assert.ok((await bytesOf(await askOpenly(world, link))).includes(id));
  },
  deadlink: async (world) => {
    const id = await finishedTask(world, '[sim:deadlink]');
    const dead = await linkOf(world, id);
    const good = await linkOf(world, id);
    assert.equal((await errorOf(askOpenly(world, dead), 410)).code, 'gone');
    assert.ok((await bytesOf(await askOpenly(world, good))).includes(id));
    assert.equal((await askOpenly(world, dead)).status, 410);
    assert.equal((await askOpenly(world, await linkOf(world, id))).status, 200);
  },
  linkredirect: async (world) => {
    const id = await finishedTask(world, '[sim:linkredirect]');
    const first = await askOpenly(world, await linkOf(world, id));
    assert.equal(first.status, 302);
    const target = first.headers.get('location') ?? '';
    assert.ok((await bytesOf(await askOpenly(world, target))).includes(id));
  },
  cut: async (world) => {
    for (const [script, count] of [
      ['[sim:cut]', 1],
      ['[sim:cut=3]', 3],
    ] as const) {
      const link = await linkOf(world, await finishedTask(world, script));
      for (let turn = 0; turn < count; turn += 1) {
        const answer = await askOpenly(world, link);
        assert.equal(answer.status, 200);
        await assert.rejects(bytesOf(answer));
        assert.equal(world.simulator.stats.servedSha256, undefined);
      }
      const whole = await bytesOf(await askOpenly(world, link));
      assert.equal(world.simulator.stats.servedSha256, sha256(whole));
      await askOpenly(world, '/__simulator/reset', { method: 'POST' });
    }
  },
  truncated: async (world) => {
    for (const [script, count] of [
      ['[sim:truncated]', 1],
      ['[sim:truncated=2]', 2],
    ] as const) {
      const link = await linkOf(world, await finishedTask(world, script));
      for (let turn = 0; turn <= count; turn += 1) {
        const answer = await askOpenly(world, link);
        const bytes = await bytesOf(answer);
        assert.equal(answer.headers.get('content-length'), String(bytes.length));
        const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length));
        const { kind } = await checkVideo(read, bytes.length);
        assert.equal(kind, turn < count ? 'broken' : 'whole');
      }
    }
  },
};

describe('the simulator: markers', () => {
  for (const [name, text] of Object.entries(markers)) {
    const deed = Object.entries(deeds).find(([other]) => other === name)?.[1];
    it(`[sim:${name}]: ${text}`, async () => {
      await using world = await newWorld();
      assert.ok(deed !== undefined);
      await deed(world);
    });
  }

  it('act together', async () => {
    await using world = await newWorld();
    const id = await newTask(world, '[sim:500=1] [sim:badjson=1] [sim:upper] [sim:slow=1]');
    world.clock.nowMs += 1000;
    assert.deepEqual(await statuses(world, id, 1), [500]);
    assert.equal(await readsAsJson(world, id), false);
    assert.equal((await flatStatus(world, id)).status, 'COMPLETED');
  });

  it('are words like any other where nobody knows them', async () => {
    const prompt = '[sim:dance] [sim:toString] [SIM:fail] [sim fail] [sim:fail';
    assert.deepEqual(readMarkers(prompt), []);
    await using world = await newWorld();
    const id = await finishedTask(world, prompt);
    assert.equal((await flatStatus(world, id)).status, 'completed');
  });

  it('let a task live on although its create was answered badly', async () => {
    await using world = await newWorld();
    await prompted(world, '[sim:noid] [sim:fail=no fox]');
    world.clock.nowMs += renderMs;
    const id = world.simulator.log[0]?.taskId ?? '';
    assert.deepEqual((await flatStatus(world, id)).error, { message: 'no fox' });
  });
});
