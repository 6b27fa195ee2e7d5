import assert from 'node:assert/strict';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { unchartedModel } from '../../../src/core/catalogue/uncharted.ts';
import { type ComparedWith, compareModels } from '../../../src/core/compareModels.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import { request } from './makeJob.ts';

const of = (id: string): Model => {
  const found = findModel(id);
  assert.ok(found);
  return found;
};
const fast = of('veo3.1-fast');
const full = of('veo3.1');
const seedance = of('doubao-seedance-2-0');
const old: Model = {
  ...full,
  id: 'old-video',
  label: 'Old',
  lifecycle: { stage: 'retired', replacement: 'veo3.1-fast', date: '2026-09-24' },
};
const unpriced: Model = { ...fast, id: 'unpriced', label: 'A', pricing: { rates: [], source: '', date: '' } };
const all = [old, unchartedModel('new-video'), full, unpriced, seedance, fast];
const parts: ComparedWith = { ...shippedMarket, inputs: [], models: all };

const fits = (asked = request, others: Partial<ComparedWith> = {}) =>
  compareModels(asked, { ...parts, ...others }).map(({ model, fit }) => `${model.id}: ${fit}`);

describe('comparing models', () => {
  it('puts those first that can do what was asked, the cheapest first, a lower bound after a listed price, an unknown price last', () => {
    assert.deepEqual(fits(), [
      'veo3.1-fast: able',
      'doubao-seedance-2-0: able',
      'veo3.1: able',
      'unpriced: able',
      'new-video: uncharted',
      'old-video: retired',
    ]);
  });

  it('gives the price of this request, all its clips together', () => {
    const [first] = compareModels({ ...request, variants: 3 }, { ...parts, models: [fast] });
    assert.equal(first?.quote.microUsd, 960_000);
  });

  it('says what another model could not take over', () => {
    const asked = { ...request, model: 'doubao-seedance-2-0', seconds: 5, aspectRatio: '21:9' };
    const comparison = compareModels(asked, { ...parts, models: [fast] })[0];
    assert.equal(comparison?.fit, 'changed');
    assert.deepEqual(comparison.dropped, [
      { field: 'seconds', from: 5, to: 4 },
      { field: 'aspectRatio', from: '21:9', to: '16:9' },
    ]);
    assert.equal(comparison.request.seconds, 4);
  });

  it('sees what no other value would settle: a prompt that is too long, a type it does not take; and a wish unheard', () => {
    const strict: Model = {
      ...fast,
      maxPromptCharacters: 5,
      images: { ...fast.images, types: ['image/jpeg'] },
    };
    const image = { uri: 'file:///a.png', role: 'first' } as const;
    const facts = { type: 'image/png', width: 1280, height: 720 } as const;
    const [comparison] = compareModels(
      { ...request, images: [image], seed: 7 },
      { ...parts, models: [strict], inputs: [{ ...image, kind: 'read', bytes: 9, facts }] },
    );
    assert.equal(comparison?.fit, 'changed');
    assert.deepEqual(
      comparison.obstacles.map(({ code }) => code),
      ['prompt.tooLong', 'image.type'],
    );
    assert.deepEqual(comparison.dropped, [{ field: 'seed', from: 7, to: undefined }]);
  });

  it('does not blame a model for what is wrong with the request itself', () => {
    const image = { uri: 'file:///gone.png', role: 'first' } as const;
    const wrong = { ...request, prompt: '', variants: 9, images: [image] };
    const [comparison] = compareModels(wrong, {
      ...parts,
      models: [fast],
      inputs: [{ ...image, kind: 'missing' }],
    });
    assert.equal(comparison?.fit, 'able');
  });

  it('sets apart what the key may not use', () => {
    assert.deepEqual(fits(request, { models: [fast, full], refused: new Set(['veo3.1-fast']) }), [
      'veo3.1: able',
      'veo3.1-fast: refused',
    ]);
  });

  it('compares sixty models with nine images in a moment', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...seedance, id: `m${String(index)}` }));
    const images = Array.from({ length: 9 }, (_, index) => ({
      uri: `file:///${String(index)}.png`,
      role: 'reference' as const,
    }));
    assert.equal(compareModels({ ...request, images }, { ...parts, models: many }).length, 60);
  });
});
