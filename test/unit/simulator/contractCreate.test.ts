import assert from 'node:assert/strict';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import type { FailureClass } from '../../../src/core/failure.ts';
import type { CreateOutcome } from '../../../src/engine/ports.ts';
import { type ClientWorld, doneLink, foxRequest, newClientWorld, requestImage } from './clientWorld.ts';
import { key, renderMs } from './simulatorWorld.ts';

async function createWith(world: ClientWorld, script: string): Promise<CreateOutcome> {
  return await world.create({ request: { ...foxRequest, prompt: `A fox. ${script}` } });
}

function assertFailure(
  outcome: CreateOutcome,
  kind: 'refused' | 'uncertain' | 'tooMany',
  expected: { class: FailureClass; message: string; charged: 'no' | 'unknown' },
) {
  assert.equal(outcome.kind, kind, JSON.stringify(outcome));
  const { class: failureClass, message, charged } = outcome.failure;
  assert.deepEqual({ class: failureClass, message, charged }, expected);
  assert.ok(!JSON.stringify(outcome).includes(key));
  return outcome.failure;
}

type Refusal = readonly [what: string, failureClass: FailureClass, message: string, httpStatus: number];

const refusals: readonly Refusal[] = [
  ['refuse=400', 'request-invalid', 'create.refused', 400],
  ['refuse=401', 'key', 'create.key', 401],
  ['refuse=403', 'no-balance', 'create.noBalance', 403],
  ['refuse=404', 'request-invalid', 'create.refused', 404],
  ['refuse=413', 'image-refused', 'create.tooLarge', 413],
  ['refuse=422', 'prompt-refused', 'create.promptRefused', 422],
  ['refuse=503', 'model-unavailable', 'create.modelUnavailable', 503],
];

/** Doubts, and whether the provider made a task all the same. */
const doubts: readonly (readonly [script: string, message: string, hasTask: boolean])[] = [
  ['refuse=500', 'create.providerFault', false],
  ['refuse=502', 'create.providerFault', false],
  ['refuse=504', 'create.providerFault', false],
  ['refuse=524', 'create.providerFault', false],
  ['html', 'create.unreadable', true],
  ['redirect', 'create.redirected', true],
  ['reset', 'create.broken', true],
  ['half', 'create.broken', true],
  ['noid', 'create.noTaskId', true],
];

describe('the contract of client and simulator: what follows a create', () => {
  for (const [script, failureClass, message, httpStatus] of refusals) {
    it(`is a refusal that costs nothing after [sim:${script}]`, async () => {
      await using world = await newClientWorld();
      const outcome = await createWith(world, `[sim:${script}]`);
      const failure = assertFailure(outcome, 'refused', { class: failureClass, message, charged: 'no' });
      assert.equal(failure.httpStatus, httpStatus);
      assert.ok(failure.providerMessage !== undefined);
      assert.deepEqual(world.simulator.stats, { creates: 1, tasks: 0, polls: 0, downloads: 0 });
    });
  }

  for (const [otherKey, failureClass, message] of [
    ['sk-invalid0123456789', 'key', 'create.key'],
    ['sk-nobalance0123456789', 'no-balance', 'create.noBalance'],
    ['sk-forbidden0123456789', 'model-unavailable', 'create.modelUnavailable'],
  ] as const) {
    it(`is a refusal for the key ${otherKey}, also while large images are on their way`, async () => {
      await using world = await newClientWorld();
      const images = [requestImage('first', 'image/png', 'a.png', 8_000_000)];
      for (const order of [{}, { images }, { images }, { images }]) {
        const outcome = await world.create({ key: otherKey, ...order });
        assertFailure(outcome, 'refused', { class: failureClass, message, charged: 'no' });
      }
      assert.deepEqual(world.simulator.stats, { creates: 4, tasks: 0, polls: 0, downloads: 0 });
    });
  }

  it('is a refusal for a model that is not to be had', async () => {
    await using world = await newClientWorld();
    const outcome = await world.create({ model: { ...veo31Fast, id: 'veo9' } });
    const message = 'create.modelUnavailable';
    assertFailure(outcome, 'refused', { class: 'model-unavailable', message, charged: 'no' });
  });

  it('is a refusal, with the provider’s words and request id, for what the model cannot make', async () => {
    await using world = await newClientWorld();
    const outcome = await world.create({ request: { ...foxRequest, seconds: 5 } });
    const message = 'create.refused';
    const failure = assertFailure(outcome, 'refused', { class: 'request-invalid', message, charged: 'no' });
    assert.match(failure.providerMessage ?? '', /^seconds must be one of 4, 6, 8/);
    assert.ok(failure.requestId !== undefined && failure.providerMessage?.includes(failure.requestId));
  });

  it('is a wish to wait after 429, which the next attempt need not', async () => {
    await using world = await newClientWorld();
    const outcome = await createWith(world, '[sim:429]');
    const message = 'create.tooMany';
    assertFailure(outcome, 'tooMany', { class: 'too-many-requests', message, charged: 'no' });
    assert.ok(outcome.kind === 'tooMany');
    assert.equal(outcome.retryAfterMs, 1000);
    assert.equal(world.simulator.stats.creates, 1);
    assert.equal((await createWith(world, '[sim:429]')).kind, 'accepted');
    const stats = { creates: 2, tasks: 1, polls: 0, downloads: 0 };
    assert.deepEqual(world.simulator.stats, stats);
  });

  for (const [script, message, hasTask] of doubts) {
    it(`is a doubt after [sim:${script}], and nothing is sent again`, async () => {
      await using world = await newClientWorld();
      const outcome = await createWith(world, `[sim:${script}]`);
      const failureClass = message === 'create.broken' ? 'network' : 'unknown';
      assertFailure(outcome, 'uncertain', { class: failureClass, message, charged: 'unknown' });
      const stats = { creates: 1, tasks: hasTask ? 1 : 0, polls: 0, downloads: 0 };
      assert.deepEqual(world.simulator.stats, stats);
      assert.equal(world.simulator.log.length, 1);
    });
  }

  it('is a doubt after [sim:hang], once the time for an answer is over', async () => {
    await using world = await newClientWorld({ limits: { connectMs: 1_500, createHeadersMs: 50 } });
    const outcome = await createWith(world, '[sim:hang]');
    const message = 'create.timeout';
    assertFailure(outcome, 'uncertain', { class: 'network', message, charged: 'unknown' });
    assert.deepEqual(world.simulator.stats, { creates: 1, tasks: 1, polls: 0, downloads: 0 });
  });

  it('leaves a task that can be found again by its id, whatever was answered', async () => {
    for (const script of ['html', 'redirect', 'reset', 'half', 'noid']) {
      await using world = await newClientWorld();
      await createWith(world, `[sim:${script}]`);
      world.clock.nowMs += renderMs;
      await doneLink(world, world.simulator.log[0]?.taskId ?? '');
    }
  });
});
