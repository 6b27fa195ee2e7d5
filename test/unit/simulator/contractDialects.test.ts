import assert from 'node:assert/strict';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import type { LinkKeeper } from '../../../src/comet/linkKeeper.ts';
import {
  type ClientWorld,
  doneLink,
  foxRequest,
  newClientWorld,
  requestImage,
  wholeBody,
} from './clientWorld.ts';
import { newClock } from './simulatorWorld.ts';

const patient = new AbortController().signal;

function modelOf(id: string): Model {
  const model = findModel(id);
  assert.ok(model, id);
  return model;
}

const grok = modelOf('grok-imagine-video');
const kling = modelOf('kling-v3');
const chat = modelOf('veo3.1-all');

function orderOf(model: Model, script = '') {
  const [size] = model.sizes;
  const request = {
    ...foxRequest,
    prompt: `${foxRequest.prompt} ${script}`,
    model: model.id,
    seconds: model.seconds.kind === 'none' ? 0 : 5,
    aspectRatio: size?.aspectRatio ?? '',
    resolution: size?.resolution ?? '',
  };
  return { model, request };
}

const rendered = (world: ClientWorld) => {
  world.clock.nowMs += 60_000;
};

describe('the contract of client and simulator: grok', () => {
  it('tells what its maker asks, and never as a charge of CometAPI', async () => {
    await using world = await newClientWorld();
    const outcome = await world.create(orderOf(grok));
    assert.ok(outcome.kind === 'accepted');
    rendered(world);
    const status = await world.status(outcome.taskId, 'grok');
    assert.ok(status.kind === 'done');
    assert.equal(status.upstreamMicroUsd, 200_000);
  });

  it('is a failure that may have been charged where the output was filtered', async () => {
    await using world = await newClientWorld();
    const outcome = await world.create(orderOf(grok, '[sim:filtered]'));
    assert.ok(outcome.kind === 'accepted');
    rendered(world);
    const status = await world.status(outcome.taskId, 'grok');
    assert.ok(status.kind === 'failed');
    assert.equal(status.failure.class, 'output-filtered');
    assert.equal(status.failure.charged, 'unknown');
  });

  it('has no other way to the bytes than its link', async () => {
    await using world = await newClientWorld();
    const outcome = await world.create(orderOf(grok));
    assert.ok(outcome.kind === 'accepted');
    const download = await world.download(outcome.taskId, { dialect: 'grok' });
    assert.ok(download.kind === 'missed');
    assert.equal(download.failure.message, 'download.noLink');
    assert.equal(world.simulator.stats.downloads, 0);
  });
});

describe('the contract of client and simulator: kling', () => {
  for (const script of ['[sim:reset]', '[sim:noid]', '[sim:html]']) {
    it(`finds the task of a lost answer by its own id after ${script}, with one create`, async () => {
      await using world = await newClientWorld();
      const { provider, endpoint } = world;
      assert.equal((await world.create(orderOf(kling, script))).kind, 'uncertain');
      const look = { endpoint, dialect: 'kling', clientId: 'job-1' } as const;
      const found = await provider.findByClientId(look, patient);
      assert.ok(found.kind === 'found');
      rendered(world);
      const link = await doneLink(world, found.taskId, 'kling');
      assert.ok((await wholeBody(await world.download(found.taskId, { dialect: 'kling', link }))).length > 0);
      assert.equal(world.simulator.stats.creates, 1);
    });
  }

  it('says that nobody knows the id of a request that never arrived', async () => {
    await using world = await newClientWorld();
    const { provider, endpoint } = world;
    const look = { endpoint, dialect: 'kling', clientId: 'job-2' } as const;
    assert.deepEqual(await provider.findByClientId(look, patient), { kind: 'absent' });
    const other = { ...look, dialect: 'grok' } as const;
    assert.deepEqual(await provider.findByClientId(other, patient), { kind: 'unsupported' });
  });

  it('finds a task of an image also where nobody knows that there was one', async () => {
    await using world = await newClientWorld();
    const order = orderOf(kling);
    const images = [requestImage('first', 'image/png', 'a.png')];
    const request = { ...order.request, images: [{ uri: 'file:///a.png', role: 'first' as const }] };
    const outcome = await world.create({ ...order, request, images });
    assert.ok(outcome.kind === 'accepted');
    assert.equal((await world.status(outcome.taskId, 'kling')).kind, 'running');
    const { provider, endpoint } = world;
    const found = await provider.lookUp({ endpoint, taskId: outcome.taskId }, patient);
    assert.ok(found.kind === 'found');
    assert.equal(found.dialect, 'kling');
  });

  it('sends mode, sound and what should not be seen', async () => {
    await using world = await newClientWorld();
    const order = orderOf(kling);
    const request = { ...order.request, mode: 'pro', audio: true, negativePrompt: ' rain ' };
    assert.equal((await world.create({ ...order, request })).kind, 'accepted');
    const { mode, sound, negative_prompt: negative } = world.simulator.log.at(-1)?.json ?? {};
    assert.deepEqual({ mode, sound, negative }, { mode: 'pro', sound: 'on', negative: 'rain' });
  });
});

describe('the contract of client and simulator: a task id from anywhere', () => {
  for (const id of ['veo3.1-fast', 'grok-imagine-video', 'kling-v2-6', 'mj_fast_video', 'gen3a_turbo']) {
    it(`finds the dialect of a task of ${id}`, async () => {
      await using world = await newClientWorld();
      const model = modelOf(id);
      const order = orderOf(model);
      const isLinked = model.images.source === 'link';
      const needsImage = (model.images.min ?? 0) > 0;
      const uri = isLinked ? 'https://images.example/a.png' : 'file:///a.png';
      const request = {
        ...order.request,
        seconds: model.dialect === 'unified' ? 4 : order.request.seconds,
        images: needsImage ? [{ uri, role: 'first' as const }] : [],
      };
      const images = needsImage && !isLinked ? [requestImage('first', 'image/png', 'a.png')] : [];
      const outcome = await world.create({ model, request, images });
      assert.ok(outcome.kind === 'accepted', JSON.stringify(outcome));
      const { provider, endpoint } = world;
      const found = await provider.lookUp({ endpoint, taskId: outcome.taskId }, patient);
      assert.ok(found.kind === 'found');
      assert.equal(found.dialect, model.dialect);
      assert.equal(world.simulator.stats.creates, 1);
      const except = [model.dialect];
      const elsewhere = await provider.lookUp({ endpoint, taskId: outcome.taskId, except }, patient);
      assert.equal(elsewhere.kind, 'missed', 'what was ruled out is not found again');
    });
  }
});

function memory(): LinkKeeper & { readonly links: Map<string, string> } {
  const links = new Map<string, string>();
  return {
    links,
    keep: (id, link) => Promise.resolve(void links.set(id, link)),
    read: (id) => Promise.resolve(links.get(id)),
  };
}

const quick = { renderMs: 40 };

describe('the contract of client and simulator: a chat', () => {
  it('keeps the link of its answer as a secret, and fetches the clip without the key', async () => {
    const links = memory();
    await using world = await newClientWorld({ links }, newClock(), quick);
    const outcome = await world.create(orderOf(chat));
    assert.deepEqual(outcome, { kind: 'accepted', taskId: 'chat_job-1' });
    assert.deepEqual(world.simulator.log.at(-1)?.json, {
      model: 'veo3.1-all',
      stream: true,
      messages: [{ role: 'user', content: `${foxRequest.prompt} ` }],
    });
    assert.deepEqual([...links.links.keys()], ['job-1']);
    const link = await doneLink(world, 'chat_job-1', 'chat');
    const bytes = await wholeBody(await world.download('chat_job-1', { dialect: 'chat', link }));
    assert.ok(bytes.length > 0);
    assert.equal(world.simulator.stats.polls, 0);
    assert.equal(world.simulator.stats.creates, 1);
  });

  for (const [script, message] of [
    ['[sim:reset]', 'create.broken'],
    ['[sim:noid]', 'create.unreadable'],
    ['[sim:fail=no cats]', 'create.unreadable'],
  ] as const) {
    it(`is uncertain after ${script}, and is not sent again`, async () => {
      const links = memory();
      await using world = await newClientWorld({ links }, newClock(), quick);
      const outcome = await world.create(orderOf(chat, script));
      assert.ok(outcome.kind === 'uncertain', JSON.stringify(outcome));
      assert.equal(outcome.failure.message, message);
      assert.equal(links.links.size, 0);
      assert.equal(world.simulator.stats.creates, 1);
    });
  }

  it('is refused at no cost where the provider says so', async () => {
    await using world = await newClientWorld({ links: memory() }, newClock(), quick);
    const outcome = await world.create(orderOf(chat, '[sim:refuse=422]'));
    assert.ok(outcome.kind === 'refused');
    assert.equal(outcome.failure.class, 'prompt-refused');
  });

  it('is uncertain where its link cannot be kept', async () => {
    const links = { ...memory(), keep: () => Promise.reject(new Error('locked')) };
    await using world = await newClientWorld({ links }, newClock(), quick);
    const outcome = await world.create(orderOf(chat));
    assert.ok(outcome.kind === 'uncertain');
    assert.equal(outcome.failure.message, 'create.linkLost');
  });

  it('is not sent where links cannot be kept at all', async () => {
    await using world = await newClientWorld();
    assert.equal((await world.create(orderOf(chat))).kind, 'refused');
    assert.equal(world.simulator.log.length, 0);
  });

  it('says that a link is gone, and that nobody can be asked', async () => {
    await using world = await newClientWorld({ links: memory() }, newClock(), quick);
    const status = await world.status('chat_job-9', 'chat');
    assert.ok(status.kind === 'missed');
    assert.equal(status.failure.message, 'status.linkLost');
    assert.equal(world.simulator.log.length, 0);
  });
});
