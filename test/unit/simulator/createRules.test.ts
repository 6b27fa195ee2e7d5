import assert from 'node:assert/strict';
import {
  ask,
  create,
  errorOf,
  type FormFile,
  formOf,
  goodFields,
  imageBytes,
  json,
  newWorld,
  shapeOf,
} from './simulatorWorld.ts';

const png = (label: string): FormFile => ({ bytes: imageBytes('image/png', label) });
const pngs = (count: number) => Array.from({ length: count }, (_, index) => png(String(index)));

function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(goodFields).filter(([field]) => field !== name));
}

/** A multipart body written by hand: what no FormData would send. */
function rawBody(headers: string, bytes: Uint8Array) {
  const fields = Object.entries(goodFields).map(
    ([name, value]) => `--line\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=line' },
    body: Buffer.concat([
      Buffer.from(`${fields.join('')}--line\r\n${headers}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n--line--\r\n'),
    ]),
  };
}

describe('the simulator: create', () => {
  it('answers in the documented shape', async () => {
    await using world = await newWorld();
    const answer = await json(create(world, { model: 'veo3.1' }));
    const example = {
      id: 'task_example',
      task_id: 'task_example',
      object: 'video',
      model: 'wan2.6',
      status: 'queued',
      progress: 0,
      created_at: 1779938152,
    };
    assert.deepEqual(shapeOf(answer), shapeOf(example));
    const id = world.simulator.log[0]?.taskId;
    const createdAt = world.clock.nowMs / 1000;
    assert.deepEqual(answer, { ...example, id, task_id: id, model: 'veo3.1', created_at: createdAt });
    assert.match(id ?? '', /^[A-Za-z0-9_-]{1,200}$/);
  });

  it('makes a new task of every request, even of the same one', async () => {
    await using world = await newWorld();
    await create(world);
    await create(world);
    const ids = world.simulator.log.map(({ taskId }) => taskId);
    assert.equal(new Set(ids).size, 2);
  });

  it('needs model and prompt only', async () => {
    await using world = await newWorld();
    const body = formOf({ model: 'veo3.1-fast', prompt: 'A fox.' });
    await json(ask(world, '/v1/videos', { method: 'POST', body }));
  });

  it('refuses a JSON body', async () => {
    await using world = await newWorld();
    const error = await errorOf(
      ask(world, '/v1/videos', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(goodFields),
      }),
      400,
    );
    assert.match(error.message, /multipart\/form-data/);
  });

  for (const [what, contentType, body] of [
    ['without a boundary', 'multipart/form-data; charset=utf-8', 'nothing'],
    ['with an empty boundary', 'multipart/form-data; boundary=""', '--'],
    [
      'that never ends',
      'multipart/form-data; boundary=line',
      '--line\r\nContent-Disposition: form-data; name="a"',
    ],
  ] as const) {
    it(`refuses a multipart body ${what}`, async () => {
      await using world = await newWorld();
      const headers = { 'content-type': contentType };
      await errorOf(ask(world, '/v1/videos', { method: 'POST', headers, body }), 400);
      assert.equal(world.simulator.stats.tasks, 0);
    });
  }

  interface Wrong {
    readonly fields?: Readonly<Record<string, string>>;
    readonly files?: readonly FormFile[];
    readonly status?: number;
    readonly code?: string;
    readonly message: RegExp;
  }

  const wrong: Readonly<Record<string, Wrong>> = {
    'an unknown field': { fields: { ...goodFields, seed: '1' }, message: /unknown field seed/ },
    'a missing prompt': { fields: without('prompt'), message: /prompt is required/ },
    'an empty prompt': { fields: { ...goodFields, prompt: ' \n ' }, message: /prompt is required/ },
    'seconds that the model cannot make': {
      fields: { ...goodFields, seconds: '5' },
      message: /seconds must be one of 4, 6, 8/,
    },
    'seconds in another spelling': { fields: { ...goodFields, seconds: '4.0' }, message: /seconds must be/ },
    'a size that the model cannot make': {
      fields: { ...goodFields, size: '1080x1920' },
      message: /size must be one of 1280x720/,
    },
    'a resolution for a size': { fields: { ...goodFields, size: '720p' }, message: /size must be one of/ },
    'too many files': {
      fields: { ...goodFields, seconds: '8' },
      files: pngs(3),
      message: /at most 2 input_reference files/,
    },
    'a tenth reference': {
      fields: { ...goodFields, model: 'doubao-seedance-2-0' },
      files: pngs(10),
      message: /at most 9 input_reference files/,
    },
    'any file for a model that takes none': {
      fields: { ...goodFields, model: 'doubao-seedance-2-0-fast' },
      files: pngs(1),
      message: /at most 0 input_reference files/,
    },
    'first and last frame with other seconds than theirs': {
      fields: { ...goodFields, seconds: '6' },
      files: pngs(2),
      message: /first and last frame need seconds 8/,
    },
    'first and last frame without seconds': {
      fields: without('seconds'),
      files: pngs(2),
      message: /first and last frame need seconds 8/,
    },
    'a file in another field': {
      files: [{ ...png('one'), field: 'image' }],
      message: /unknown file field image/,
    },
    'a .png that is none': {
      files: [{ bytes: imageBytes('image/jpeg', 'a photograph'), name: 'photo.png' }],
      message: /input_reference is not image\/png/,
    },
    'an image without its type': {
      files: [{ ...png('one'), type: 'application/octet-stream' }],
      message: /input_reference is not application\/octet-stream/,
    },
    'an unknown model': {
      fields: { ...goodFields, model: 'veo9' },
      status: 503,
      code: 'model_not_found',
      message: /no available channel for model veo9/,
    },
    'a model named like a member of every object': {
      fields: { ...goodFields, model: 'constructor' },
      status: 503,
      code: 'model_not_found',
      message: /no available channel/,
    },
  };

  for (const [what, { fields = goodFields, files = [], status = 400, ...said }] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      await using world = await newWorld();
      const body = formOf(fields, files);
      const error = await errorOf(ask(world, '/v1/videos', { method: 'POST', body }), status);
      assert.equal(error.code, said.code ?? 'invalid_request');
      assert.match(error.message, said.message);
      assert.deepEqual(world.simulator.stats, { creates: 1, tasks: 0, polls: 0, downloads: 0 });
    });
  }

  for (const [what, disposition] of [
    ['with an empty name', 'form-data; name="input_reference"; filename=""'],
    ['without a name', 'form-data; name="input_reference"'],
  ] as const) {
    it(`refuses a file ${what}`, async () => {
      await using world = await newWorld();
      const headers = `Content-Disposition: ${disposition}\r\nContent-Type: image/png`;
      const body = rawBody(headers, imageBytes('image/png', 'one'));
      await errorOf(ask(world, '/v1/videos', { method: 'POST', ...body }), 400);
      assert.equal(world.simulator.stats.tasks, 0);
      const named = headers.replace(/name="input_reference".*/, 'name="input_reference"; filename="a.png"\r');
      const good = rawBody(named.replace('\r\r', '\r'), imageBytes('image/png', 'one'));
      await json(ask(world, '/v1/videos', { method: 'POST', ...good }));
    });
  }

  it('takes every documented image type', async () => {
    await using world = await newWorld();
    for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      await json(create(world, {}, [{ bytes: imageBytes(type, 'one'), type, name: 'a' }]));
    }
  });

  it('takes first and last frame with eight seconds, in their order', async () => {
    await using world = await newWorld();
    const files = ['first', 'last'].map((label) => ({ ...png(label), name: `${label}.png` }));
    await json(create(world, { seconds: '8' }, files));
    assert.deepEqual(
      world.simulator.log[0]?.files?.map(({ name }) => name),
      ['first.png', 'last.png'],
    );
  });

  it('refuses a script that no task id can carry', async () => {
    await using world = await newWorld();
    const prompt = ['fail', 'word', 'slow'].map((name) => `[sim:${name}=${'x'.repeat(60)}]`).join(' ');
    const error = await errorOf(create(world, { prompt }), 400);
    assert.match(error.message, /too long/);
    assert.equal(world.simulator.stats.tasks, 0);
  });
});
