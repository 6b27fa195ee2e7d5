import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findModel, models } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { completeRequest } from '../../../src/core/defaults.ts';
import { preflight } from '../../../src/core/preflight.ts';
import { quoteClip, timesQuote } from '../../../src/core/quote.ts';
import { type Offer, whatFits } from '../../../src/core/whatFits.ts';

const model = (id: string): Model => {
  const found = findModel(id);
  assert.ok(found);
  return found;
};
const short = ({ change, request, quote }: Offer) => [
  change,
  request.model,
  request.seconds,
  request.resolution,
  request.variants ?? 1,
  quote.microUsd,
];

describe('what fits into what is left', () => {
  const dear = {
    ...completeRequest({ prompt: 'A boat' }, model('veo3.1')),
    seconds: 8,
    resolution: '4K',
    variants: 2,
  };

  it('is fewer, shorter, smaller or another model, as near as possible to what was asked for', () => {
    // Asked: 2 x 8 s x 0.48 = 7.68.
    assert.deepEqual(whatFits(dear, model('veo3.1'), 6_000_000).map(short), [
      ['variants', 'veo3.1', 8, '4K', 1, 3_840_000],
      ['seconds', 'veo3.1', 6, '4K', 2, 5_760_000],
      ['resolution', 'veo3.1', 8, '1080p', 2, 5_120_000],
      ['model', 'veo3.1-fast', 8, '4K', 2, 3_840_000],
    ]);
  });

  it('leaves out what does not fit', () => {
    assert.deepEqual(whatFits(dear, model('veo3.1'), 3_839_999).map(short), []);
    assert.deepEqual(whatFits(dear, model('veo3.1'), 0), []);
  });

  it('offers no price that is only a lower bound, or unknown', () => {
    const offers = whatFits(dear, model('veo3.1'), 7_000_000, () => ({
      microUsd: 1,
      kind: 'at-least',
      source: '',
      date: '',
    }));
    assert.deepEqual(offers, []);
  });

  it('is always legal, cheaper and within what is left, and keeps prompt and images', () => {
    const requests = fc
      .record({
        model: fc.constantFrom(...models),
        images: fc.integer({ min: 0, max: 3 }),
        variants: fc.integer({ min: 1, max: 4 }),
        left: fc.integer({ min: 0, max: 20_000_000 }),
        pick: fc.tuple(fc.nat(), fc.nat()),
      })
      .map(({ model: of, images, variants, left, pick }) => {
        const uris = Array.from({ length: images }, (_, index) => ({
          uri: `file:///w/${String(index)}.png`,
        }));
        const size = of.sizes[pick[0] % of.sizes.length];
        const request = completeRequest(
          {
            prompt: 'A boat',
            images: uris,
            variants,
            ...(size && { aspectRatio: size.aspectRatio, resolution: size.resolution }),
          },
          of,
        );
        return { request, of, left };
      });
    fc.assert(
      fc.property(requests, ({ request, of, left }) => {
        const errors = (one: typeof request, by: Model) =>
          preflight(one, by, []).filter(
            ({ severity, field }) => severity === 'error' && !field.startsWith('images'),
          );
        const asked = timesQuote(quoteClip(request, of), request.variants ?? 1).microUsd;
        for (const { request: offered, quote } of whatFits(request, of, left)) {
          const by = model(offered.model);
          assert.deepEqual(errors(offered, by), []);
          assert.ok(quote.microUsd <= left);
          assert.ok(asked === undefined || quote.microUsd < asked);
          assert.equal(timesQuote(quoteClip(offered, by), offered.variants ?? 1).microUsd, quote.microUsd);
          assert.equal(offered.prompt, request.prompt);
          assert.deepEqual(offered.images, request.images);
        }
      }),
    );
  });
});
