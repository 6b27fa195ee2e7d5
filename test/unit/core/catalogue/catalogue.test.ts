import assert from 'node:assert/strict';
import {
  defaultModel,
  aspectRatiosOf,
  findModel,
  findSize,
  models,
  resolutionsOf,
  shortestSeconds,
} from '../../../../src/core/catalogue/catalogue.ts';
import { defaultModelId } from '../../../../src/core/catalogue/defaultModelId.ts';
import { seedance20 } from '../../../../src/core/catalogue/seedance.ts';
import { veo31All, veo31Fast } from '../../../../src/core/catalogue/veo.ts';
import { quoteClip } from '../../../../src/core/quote.ts';
import { type Documented, documented } from '../../simulator/documented.ts';

describe('catalogue', () => {
  it('holds the published prices, and none that nobody published', () => {
    for (const model of models) {
      const facts = documented[model.id];
      assert.ok(facts, model.id);
      for (const { resolution } of model.sizes) {
        const request = { seconds: 1, resolution, images: [] };
        const { kind, microUsd } = quoteClip(request, model);
        const price: Documented['price'] = facts.price;
        const published: number | undefined = typeof price === 'number' ? price : price?.[resolution];
        const expected: string =
          published === undefined ? 'unknown' : facts.isFrom === true ? 'at-least' : 'listed';
        assert.deepEqual([kind, microUsd], [expected, published], `${model.id} ${resolution}`);
      }
    }
    assert.deepEqual(new Set(models.map(({ id }) => id)), new Set(Object.keys(documented)));
  });

  it('starts with the default model and finds each by its id alone', () => {
    assert.equal(models[0]?.id, defaultModelId);
    assert.equal(defaultModel.id, defaultModelId);
    for (const model of models) assert.equal(findModel(model.id), model);
    assert.equal(findModel('VEO3.1'), undefined);
    assert.equal(findModel('constructor'), undefined);
  });

  it('writes every size as it is measured, where pixels are published', () => {
    for (const { sizes, id } of models) {
      for (const { wire, aspectRatio, width, height } of sizes) {
        if (width === undefined) assert.equal(wire, aspectRatio, id);
        else assert.match(wire, new RegExp(`^${String(width)}[x:]${String(height)}$`), id);
      }
    }
  });

  it('gives every price a source and a date', () => {
    for (const { pricing, id } of models) {
      assert.equal(pricing.source !== '', pricing.rates.length > 0, id);
      if (pricing.rates.length > 0) assert.match(pricing.date, /^\d{4}(-\d{2}(-\d{2})?)?$/, id);
    }
  });

  it('allows no more images of one role than in all', () => {
    for (const { images } of models) {
      assert.ok(Object.values(images.roles).every((count) => count > 0 && count <= images.max));
    }
  });

  it('knows which models are gone, since when, and what to take instead', () => {
    for (const { id, lifecycle } of models) {
      const gone = documented[id]?.gone;
      const expected =
        gone === undefined ? undefined : { stage: 'retired', replacement: gone.instead, date: gone.since };
      assert.deepEqual(lifecycle.stage === 'retired' ? lifecycle : undefined, expected, id);
    }
  });

  it('prices Kling 3 by its mode and sound, as the least that it costs', () => {
    const kling = findModel('kling-v3');
    assert.ok(kling);
    const price = (more: object) => {
      const { kind, microUsd } = quoteClip({ seconds: 5, resolution: 'auto', ...more }, kling);
      return [kind, microUsd];
    };
    assert.deepEqual(price({}), ['at-least', 420_000]);
    assert.deepEqual(price({ mode: 'std', audio: true }), ['at-least', 420_000]);
    assert.deepEqual(price({ mode: 'pro' }), ['at-least', 560_000]);
    assert.deepEqual(price({ mode: 'pro', audio: false }), ['at-least', 560_000]);
    assert.deepEqual(price({ mode: 'pro', audio: true }), ['at-least', 840_000]);
  });

  it('names a replacement that can be had for every model that is gone', () => {
    for (const { lifecycle } of models) {
      if (lifecycle.stage !== 'retired') continue;
      assert.equal(findModel(lifecycle.replacement)?.lifecycle.stage, 'available');
    }
  });

  it('asks for eight seconds where Veo gets a last frame', () => {
    assert.deepEqual(veo31Fast.images.lastFrameSeconds, [8]);
  });

  it('names references in the prompt as Seedance does, and takes only its link', () => {
    assert.equal(seedance20.referenceSpelling(2), '[Image 2]');
    assert.equal(seedance20.contentEndpoint, false);
  });

  it('answers what a model can make', () => {
    assert.deepEqual(aspectRatiosOf(veo31Fast), ['16:9', '9:16']);
    assert.deepEqual(resolutionsOf(veo31Fast, '16:9'), ['720p', '1080p', '4K']);
    assert.deepEqual(resolutionsOf(veo31Fast, '9:16'), ['720p']);
    assert.deepEqual(resolutionsOf(veo31Fast, '1:1'), []);
    assert.equal(findSize(veo31Fast, '9:16', '720p')?.wire, '720x1280');
    assert.equal(findSize(veo31Fast, '9:16', '1080p'), undefined);
    assert.equal(shortestSeconds(veo31Fast), 4);
    assert.equal(shortestSeconds(veo31All), 0);
  });
});
