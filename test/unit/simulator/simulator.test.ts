import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import * as z from 'zod';
import {
  ask,
  askOpenly,
  create,
  errorOf,
  finishedTask,
  imageBytes,
  json,
  key,
  linkOf,
  newTask,
  newWorld,
  sha256,
  shapeOf,
  statusOf,
  type World,
} from './simulatorWorld.ts';

async function withKey(world: World, wrong: string, path = '/v1/models', method = 'GET') {
  return await askOpenly(world, path, { method, headers: { authorization: wrong } });
}

/** The status of a request whose target is written as it is. */
async function statusOfTarget({ simulator }: World, target: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  httpRequest({ host: '127.0.0.1', port: simulator.port, path: target, agent: false }, (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  })
    .on('error', reject)
    .end();
  return await promise;
}

describe('the simulator: access', () => {
  it('lists the models to whoever has a key', async () => {
    await using world = await newWorld();
    const list = await json(ask(world, '/v1/models'));
    const { data } = z
      .strictObject({
        object: z.literal('list'),
        data: z.array(
          z.strictObject({
            id: z.string(),
            object: z.literal('model'),
            created: z.int(),
            owned_by: z.string(),
          }),
        ),
      })
      .parse(list);
    const ids = data.map(({ id }) => id);
    for (const id of ['veo3.1-fast', 'veo3.1', 'doubao-seedance-2-0']) assert.ok(ids.includes(id), id);
  });

  for (const [what, header] of [
    ['no key', undefined],
    ['the bare key', key],
    ['a key that is too short', 'Bearer sk-short'],
    ['a key with a forbidden character', 'Bearer sk-no spaces inside'],
    ['a key of another form', 'Bearer pk-0123456789'],
    ['a key that asks to be refused', 'Bearer sk-invalid0123456789'],
  ] as const) {
    it(`answers 401 to ${what}`, async () => {
      await using world = await newWorld();
      for (const path of ['/v1/models', '/v1/videos/task_1', '/v1/videos/task_1/content', '/elsewhere']) {
        const answer =
          header === undefined ? await askOpenly(world, path) : await withKey(world, header, path);
        assert.equal((await errorOf(answer, 401)).code, 'invalid_api_key');
      }
      const posted =
        header === undefined
          ? await askOpenly(world, '/v1/videos', { method: 'POST' })
          : await withKey(world, header, '/v1/videos', 'POST');
      await errorOf(posted, 401);
      assert.equal(world.simulator.stats.tasks, 0);
    });
  }

  it('shows the catalogue without a key', async () => {
    await using world = await newWorld();
    const catalogue = await json(askOpenly(world, '/api/models'));
    const { data } = z
      .strictObject({
        success: z.literal(true),
        data: z.array(
          z.strictObject({
            id: z.string(),
            provider: z.string(),
            model_type: z.literal('video'),
            features: z.array(z.string()),
            endpoints: z.union([z.string(), z.record(z.string(), z.record(z.string(), z.string()))]),
            upcoming: z.boolean(),
            pricing: z.strictObject({
              currency: z.literal('USD'),
              input: z.null(),
              output: z.null(),
              per_request: z.nullable(z.number()),
              per_second: z.nullable(z.number()),
              ratio: z.number(),
            }),
            api_doc_url: z.string(),
          }),
        ),
      })
      .parse(catalogue);
    assert.ok(data.some(({ id }) => id === 'veo3.1-fast'));
  });

  it('lets a key without balance look but not create', async () => {
    await using world = await newWorld();
    const headers = { authorization: 'Bearer sk-nobalance0123' };
    assert.equal((await ask(world, '/v1/models', { headers })).status, 200);
    const refused = await json(
      ask(world, '/v1/videos', { method: 'POST', headers, body: new FormData() }),
      403,
    );
    assert.deepEqual(refused, { code: null, message: 'user quota is not enough' });
  });

  it('tells a key without permission so', async () => {
    await using world = await newWorld();
    const headers = { authorization: 'Bearer sk-forbidden0123' };
    const answer = ask(world, '/v1/videos', { method: 'POST', headers, body: new FormData() });
    assert.equal((await errorOf(answer, 403)).code, 'permission_denied');
    assert.equal(world.simulator.stats.tasks, 0);
  });

  it('words its errors as the documentation does, with the request id inside the message', async () => {
    await using world = await newWorld();
    const body = await json(askOpenly(world, '/v1/models'), 401);
    const example = {
      error: { message: '… (request id: …)', type: 'comet_api_error', param: '', code: 'invalid_request' },
    };
    assert.deepEqual(shapeOf(body), shapeOf(example));
    assert.match(JSON.stringify(body), /\(request id: [0-9a-z]+\)/);
    assert.match(JSON.stringify(body), /"type":"comet_api_error"/);
  });

  it('knows no other paths or methods', async () => {
    await using world = await newWorld();
    const id = await newTask(world);
    for (const [method, path] of [
      ['GET', '/v1/videos'],
      ['DELETE', `/v1/videos/${id}`],
      ['POST', `/v1/videos/${id}`],
      ['GET', `/v1/videos/${id}/content/more`],
      ['POST', '/v1/models'],
      ['POST', '/api/models'],
      ['GET', '/'],
    ] as const) {
      assert.equal((await errorOf(ask(world, path, { method }), 404)).code, 'not_found', `${method} ${path}`);
    }
  });

  it('survives a request target that is no URL', async () => {
    await using world = await newWorld();
    assert.equal(await statusOfTarget(world, '//'), 404);
    assert.equal((await ask(world, '/v1/models')).status, 200);
  });
});

describe('the simulator: what tests may know', () => {
  it('records every request in order, by the given clock', async () => {
    await using world = await newWorld();
    const at = world.clock.nowMs;
    const bytes = imageBytes('image/png', 'one');
    await create(world, {}, [{ bytes, name: 'fox.png' }]);
    world.clock.nowMs += 5;
    await askOpenly(world, '/v1/models?secret=1');
    const [first, second, ...more] = world.simulator.log;
    assert.deepEqual(more, []);
    assert.match(first?.taskId ?? '', /^task_[A-Za-z0-9_-]+$/);
    assert.deepEqual(first, {
      at,
      method: 'POST',
      path: '/v1/videos',
      isAuthorized: true,
      fields: { model: 'veo3.1-fast', prompt: 'A fox in the snow.', seconds: '4', size: '1280x720' },
      files: [
        {
          field: 'input_reference',
          name: 'fox.png',
          type: 'image/png',
          bytes: bytes.length,
          sha256: sha256(bytes),
        },
      ],
      taskId: first?.taskId,
    });
    assert.deepEqual(second, { at: at + 5, method: 'GET', path: '/v1/models', isAuthorized: false });
  });

  it('never records the key, nor the signature of a link', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world);
    const link = await linkOf(world, id);
    await askOpenly(world, link);
    await ask(world, link);
    await ask(world, `/v1/videos/${id}/content`);
    await ask(world, `/v1/models?key=${key}`);
    await ask(world, '/v1/videos', { method: 'POST', body: '{}' });
    const seen = [
      JSON.stringify(world.simulator.log),
      JSON.stringify(await json(askOpenly(world, '/__simulator/requests'))),
      JSON.stringify(await json(askOpenly(world, '/__simulator/stats'))),
    ];
    const signature = new URL(link).searchParams.get('signature') ?? '';
    assert.ok(signature !== '');
    for (const text of seen) {
      assert.ok(!text.includes(key) && !text.includes('Bearer'));
      assert.ok(!text.includes(signature));
    }
  });

  it('shows the log and the counts through a door of its own, which is not counted', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world);
    const clip = await askOpenly(world, await linkOf(world, id));
    const digest = sha256(new Uint8Array(await clip.arrayBuffer()));
    await ask(world, `/v1/videos/${id}/content`, { method: 'HEAD' });
    await create(world, { seconds: '5' });
    const counted = { creates: 2, tasks: 1, polls: 1, downloads: 2, servedSha256: digest };
    assert.deepEqual(await json(askOpenly(world, '/__simulator/stats')), counted);
    assert.deepEqual(world.simulator.stats, counted);
    const log = await json(askOpenly(world, '/__simulator/requests'));
    assert.deepEqual(log, JSON.parse(JSON.stringify(world.simulator.log)));
    assert.deepEqual(
      world.simulator.log.map(({ method, path }) => `${method} ${path}`),
      [
        'POST /v1/videos',
        `GET /v1/videos/${id}`,
        `GET /files/${id}.mp4`,
        `HEAD /v1/videos/${id}/content`,
        'POST /v1/videos',
      ],
    );
  });

  it('forgets log, counts and what its markers did when told, but no task', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world, '[sim:500=1]');
    assert.equal((await statusOf(world, id)).status, 500);
    await (await askOpenly(world, await linkOf(world, id))).arrayBuffer();
    assert.deepEqual(await json(askOpenly(world, '/__simulator/reset', { method: 'POST' })), {});
    assert.deepEqual(world.simulator.log, []);
    assert.deepEqual(world.simulator.stats, { creates: 0, tasks: 0, polls: 0, downloads: 0 });
    assert.equal((await statusOf(world, id)).status, 500);
    assert.equal((await statusOf(world, id)).status, 200);
  });

  it('holds every render half way while it is told to, and then goes on', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world);
    const status = async () => {
      const answer = z.looseObject({ status: z.string(), progress: z.number() });
      const { status: word, progress } = answer.parse(await json(ask(world, `/v1/videos/${id}`)));
      return [word, progress];
    };
    world.simulator.hold();
    assert.deepEqual(await status(), ['in_progress', 50]);
    world.simulator.release();
    assert.deepEqual(await status(), ['completed', 100]);
    await askOpenly(world, '/__simulator/hold', { method: 'POST' });
    assert.deepEqual(await status(), ['in_progress', 50]);
    await askOpenly(world, '/__simulator/release', { method: 'POST' });
    assert.deepEqual(await status(), ['completed', 100]);
  });

  it('is told so by a POST only, and has no other doors', async () => {
    await using world = await newWorld();
    await ask(world, '/v1/models');
    await errorOf(askOpenly(world, '/__simulator/reset'), 404);
    await errorOf(askOpenly(world, '/__simulator/elsewhere'), 404);
    assert.equal(world.simulator.log.length, 1);
  });

  it('listens where it says, on the loopback interface, until it is closed', async () => {
    const world = await newWorld();
    assert.equal(world.origin, `http://127.0.0.1:${String(world.simulator.port)}`);
    await ask(world, '/v1/models');
    await world.simulator.close();
    await assert.rejects(ask(world, '/v1/models'));
  });

  it('says so where the wanted port is taken', async () => {
    await using world = await newWorld();
    await assert.rejects(newWorld(world.clock, { port: world.simulator.port }), { code: 'EADDRINUSE' });
  });
});
