import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../../src/engine/ports.ts';
import { type Window, World } from './world.ts';

const refusal = (httpStatus: number): CreateOutcome => ({
  kind: 'refused',
  failure: { class: 'model-unavailable', message: 'create.modelUnavailable', charged: 'no', httpStatus },
});

describe('what a key may not use', () => {
  let world: World;
  let window: Window;
  beforeEach(async () => {
    world = await World.make();
    window = await world.window('w1');
  });
  afterEach(async () => {
    await world.close();
  });

  const refused = ({ engine }: Window, keyFingerprint = 'f00d') => [
    ...engine.refusedModels(world.submission().origin, keyFingerprint),
  ];

  async function submit(outcome?: CreateOutcome): Promise<void> {
    const before = world.creates.length;
    const usual = world.script.create;
    if (outcome !== undefined) world.script.create = () => outcome;
    const [job] = await window.engine.submit(world.submission());
    await world.until(async () => {
      const state = (await window.engine.get(job?.id ?? ''))?.state ?? 'queued';
      return world.creates.length > before && !['queued', 'submitting'].includes(state);
    });
    world.script.create = usual;
  }

  for (const status of [403, 503]) {
    it(`is learned from a ${String(status)}, at once, by every window and for later`, async () => {
      const other = await world.window('w2');
      await submit(refusal(status));
      assert.deepEqual(refused(window), ['veo3.1-fast']);
      await world.until(() => refused(other).length === 1);
      const later = await world.window('w3');
      await world.until(() => refused(later).length === 1);
    });
  }

  it('is nothing that another key is told, and is forgotten with the key', async () => {
    await submit(refusal(403));
    assert.deepEqual(refused(window, 'beef'), []);
    world.keyFingerprint = 'beef';
    await submit(refusal(403));
    assert.deepEqual(
      (await window.store.refusedModels()).map(({ keyFingerprint }) => keyFingerprint),
      ['beef'],
    );
  });

  it('ends when a request goes through after all', async () => {
    await submit(refusal(403));
    await submit();
    assert.deepEqual(refused(window), []);
    await world.until(async () => (await window.store.refusedModels()).length === 0);
  });

  it('is not said by other refusals', async () => {
    await submit(refusal(400));
    await submit({
      kind: 'refused',
      failure: { class: 'no-balance', message: 'create.noBalance', charged: 'no', httpStatus: 403 },
    });
    assert.deepEqual(refused(window), []);
  });
});
