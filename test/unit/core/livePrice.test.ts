import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findModel, models } from '../../../src/core/catalogue/catalogue.ts';
import { type LivePrice, quoteWith } from '../../../src/core/livePrice.ts';
import { quoteClip } from '../../../src/core/quote.ts';

const fast = findModel('veo3.1-fast') ?? models[0];
assert.ok(fast);
const request = { seconds: 4, resolution: '720p' };
const live = (fields: Partial<LivePrice>) => ({
  date: '2026-11-20',
  prices: [{ modelId: fast.id, ...fields }],
});

describe('a price by the catalogue and by CometAPI’s list of today', () => {
  it('is the listed one where the list begins no higher', () => {
    const shipped = quoteClip(request, fast);
    assert.equal(shipped.kind, 'listed');
    assert.deepEqual(quoteWith(request, fast, undefined), shipped);
    assert.deepEqual(quoteWith(request, fast, live({ microUsdPerSecond: 80_000 })), shipped);
    assert.deepEqual(quoteWith(request, fast, live({ microUsdPerSecond: 10_000 })), shipped);
    assert.deepEqual(quoteWith(request, fast, { date: '2026-11-20', prices: [] }), shipped);
  });

  it('is a lower bound of today where prices have risen', () => {
    assert.deepEqual(quoteWith(request, fast, live({ microUsdPerSecond: 100_000 })), {
      microUsd: 400_000,
      kind: 'at-least',
      source: 'CometAPI model list',
      date: '2026-11-20',
    });
    // 4K is dearer than the new "from" figure already.
    const dear = quoteWith({ seconds: 4, resolution: '4K' }, fast, live({ microUsdPerSecond: 100_000 }));
    assert.deepEqual([dear.microUsd, dear.kind], [960_000, 'at-least']);
  });

  it('is the list’s lower bound where the catalogue knows none', () => {
    const unpriced = { ...fast, pricing: { rates: [], source: '', date: '' } };
    assert.equal(quoteWith(request, unpriced, undefined).kind, 'unknown');
    const perRequest = quoteWith(request, unpriced, live({ microUsdPerRequest: 200_000 }));
    assert.deepEqual([perRequest.microUsd, perRequest.kind], [200_000, 'at-least']);
    const perSecond = quoteWith(request, unpriced, live({ microUsdPerSecond: 50_000 }));
    assert.deepEqual([perSecond.microUsd, perSecond.kind], [200_000, 'at-least']);
  });

  it('is never below the catalogue’s, whatever the list says, and always whole', () => {
    const amount = fc.option(fc.integer({ min: 1, max: 1_000_000_000 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.nat(),
        fc.integer({ min: 1, max: 30 }),
        amount,
        amount,
        (model, pick, seconds, perSecond, perRequest) => {
          const { resolution = '' } = model.sizes[pick % model.sizes.length] ?? {};
          const shipped = quoteClip({ seconds, resolution }, model);
          const quote = quoteWith({ seconds, resolution }, model, {
            date: '2026-11-20',
            prices: [
              {
                modelId: model.id,
                ...(perSecond === undefined ? {} : { microUsdPerSecond: perSecond }),
                ...(perRequest === undefined ? {} : { microUsdPerRequest: perRequest }),
              },
            ],
          });
          assert.ok((quote.microUsd ?? 0) >= (shipped.microUsd ?? 0));
          assert.equal(quote.microUsd === undefined, quote.kind === 'unknown');
          assert.ok(quote.microUsd === undefined || Number.isSafeInteger(quote.microUsd));
        },
      ),
    );
  });
});
