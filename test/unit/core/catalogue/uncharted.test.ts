import assert from 'node:assert/strict';
import { findModel } from '../../../../src/core/catalogue/catalogue.ts';
import { modelOfRequest, unchartedModel, unchartedModels } from '../../../../src/core/catalogue/uncharted.ts';
import { adaptRequest, completeRequest } from '../../../../src/core/defaults.ts';
import { type LivePrices, quoteWith } from '../../../../src/core/livePrice.ts';
import { preflight } from '../../../../src/core/preflight.ts';
import { request } from '../makeJob.ts';

const list: LivePrices = {
  date: '2026-11-23',
  prices: [
    { modelId: 'veo3.1-fast', dialect: 'unified', microUsdPerSecond: 80_000 },
    { modelId: 'by-the-second', dialect: 'unified', microUsdPerSecond: 50_000 },
    { modelId: 'by-the-clip', dialect: 'unified', microUsdPerRequest: 750_000 },
    { modelId: 'unpriced', dialect: 'unified' },
    { modelId: 'of-another-family', microUsdPerSecond: 10_000 },
  ],
};
const plain = unchartedModel('new-video');
const veo = findModel('veo3.1-fast');
assert.ok(veo);

describe('a model that only the list has', () => {
  it('is offered where the list says an endpoint that is spoken here', () => {
    assert.deepEqual(
      unchartedModels(list).map(({ id }) => id),
      ['by-the-second', 'by-the-clip', 'unpriced'],
    );
    assert.deepEqual(unchartedModels(undefined), []);
  });

  it('gets a prompt and nothing else, and that can be sent', () => {
    const complete = completeRequest({ prompt: 'A boat' }, plain);
    assert.deepEqual(preflight(complete, plain, []), []);
    assert.deepEqual([complete.seconds, complete.aspectRatio, complete.resolution], [0, 'auto', 'auto']);
  });

  it('is refused what nobody knows that it takes, with the field', () => {
    const image = { uri: 'file:///a.png', role: 'first' } as const;
    const asked = { ...request, model: 'new-video', images: [image] };
    const fields = preflight(asked, plain, []).map(({ field, severity }) => `${severity} ${field}`);
    assert.deepEqual(fields, ['error seconds', 'error aspectRatio', 'error resolution', 'error images']);
  });

  it('costs at least what the list says of a clip; a price by the second is none for a clip of unknown length', () => {
    const price = (id: string) => {
      const model = unchartedModels(list).find((one) => one.id === id);
      assert.ok(model);
      return quoteWith(completeRequest({ prompt: 'A boat' }, model), model, list);
    };
    const source = { source: 'CometAPI model list', date: '2026-11-23' };
    assert.deepEqual(price('by-the-clip'), { microUsd: 750_000, kind: 'at-least', ...source });
    assert.deepEqual(price('by-the-second'), { kind: 'unknown', ...source });
    assert.deepEqual(price('unpriced'), { kind: 'unknown', ...source });
  });

  it('leaves length, shape and size to itself, and what comes after it finds its own again', () => {
    const { request: there, dropped } = adaptRequest(request, plain);
    assert.deepEqual(dropped, [
      { field: 'seconds', from: 4, to: undefined },
      { field: 'aspectRatio', from: '16:9', to: undefined },
      { field: 'resolution', from: '720p', to: undefined },
    ]);
    assert.deepEqual(adaptRequest(there, veo), { request, dropped: [] });
  });

  it('is still the model of a request that was agreed to when the list has lost it', () => {
    const { request: agreed } = adaptRequest(request, plain);
    assert.equal(modelOfRequest(agreed)?.id, 'new-video');
    assert.equal(modelOfRequest({ ...request, model: 'new-video' }), undefined);
    assert.equal(modelOfRequest(request), veo);
  });
});
