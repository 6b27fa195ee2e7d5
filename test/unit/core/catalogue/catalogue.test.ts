import assert from 'node:assert/strict';
import {
  aspectRatiosOf,
  defaultModelId,
  findModel,
  findSize,
  models,
  resolutionsOf,
  secondsOf,
  shortestSeconds,
} from '../../../../src/core/catalogue/catalogue.ts';
import { seedance20 } from '../../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../../src/core/catalogue/veo.ts';

/** CometAPI's published figures, written down once more and independently of the catalogue. */
const veoSizes = ['16:9 720p 1280x720', '9:16 720p 720x1280', '16:9 1080p 1920x1080', '16:9 4K 3840x2160'];
const published = [
  {
    id: 'veo3.1-fast',
    seconds: [4, 6, 8],
    sizes: veoSizes,
    roles: { first: 1, last: 1 },
    price: { '720p': [80_000, 'listed'], '1080p': [96_000, 'listed'], '4K': [240_000, 'listed'] },
  },
  {
    id: 'veo3.1',
    seconds: [4, 6, 8],
    sizes: veoSizes,
    roles: { first: 1, last: 1 },
    price: { '720p': [320_000, 'listed'], '1080p': [320_000, 'listed'], '4K': [480_000, 'listed'] },
  },
  {
    id: 'doubao-seedance-2-0',
    seconds: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    sizes: [
      '16:9 480p 864x496',
      '9:16 480p 496x864',
      '4:3 480p 752x560',
      '3:4 480p 560x752',
      '1:1 480p 640x640',
      '21:9 480p 992x432',
      '16:9 720p 1280x720',
      '9:16 720p 720x1280',
      '4:3 720p 1112x834',
      '3:4 720p 834x1112',
      '1:1 720p 960x960',
      '21:9 720p 1470x630',
      '16:9 1080p 1920x1080',
      '9:16 1080p 1080x1920',
      '4:3 1080p 1664x1248',
      '3:4 1080p 1248x1664',
      '1:1 1080p 1440x1440',
      '21:9 1080p 2206x946',
    ],
    roles: { reference: 9 },
    price: { '480p': [80_000, 'at-least'], '720p': [80_000, 'at-least'], '1080p': [80_000, 'at-least'] },
  },
];

describe('catalogue', () => {
  it('holds the published figures', () => {
    const held = models.map((model) => ({
      id: model.id,
      seconds: secondsOf(model),
      sizes: model.sizes.map(({ aspectRatio, resolution, wire }) => `${aspectRatio} ${resolution} ${wire}`),
      roles: model.images.roles,
      price: Object.fromEntries(
        model.sizes.map(({ resolution }) => {
          const rate = model.pricing.rates.find((one) => one.resolutions?.includes(resolution) ?? true);
          return [resolution, [rate?.microUsdPerSecond, rate?.kind]];
        }),
      ),
    }));
    assert.deepEqual(held, published);
  });

  it('starts with the default model and finds each by its id alone', () => {
    assert.equal(models[0]?.id, defaultModelId);
    for (const model of models) assert.equal(findModel(model.id), model);
    assert.equal(findModel('VEO3.1'), undefined);
    assert.equal(findModel('constructor'), undefined);
  });

  it('writes every size as it is measured', () => {
    for (const { sizes, id } of models) {
      for (const { wire, width, height } of sizes)
        assert.equal(wire, `${String(width)}x${String(height)}`, id);
    }
  });

  it('gives every price a source and a date', () => {
    for (const { pricing } of models) {
      assert.notEqual(pricing.source, '');
      assert.match(pricing.date, /^\d{4}-\d{2}(-\d{2})?$/);
    }
  });

  it('allows no more images of one role than in all', () => {
    for (const { images } of models) {
      assert.ok(Object.values(images.roles).every((count) => count > 0 && count <= images.max));
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
    assert.deepEqual(models.map(shortestSeconds), [4, 4, 4]);
  });
});
