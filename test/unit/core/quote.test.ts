import assert from 'node:assert/strict';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import { isSamePrice, knownTotal, quoteClip, timesQuote, totalPrice } from '../../../src/core/quote.ts';

const published = { source: 'CometAPI model page', date: '2026-06' };

describe('quote', () => {
  it('is the seconds times the rate of the resolution, with source and date', () => {
    assert.deepEqual(quoteClip({ seconds: 8, resolution: '1080p' }, veo31Fast), {
      microUsd: 768_000,
      kind: 'listed',
      ...published,
    });
  });

  it('says that a from-price is a lower bound', () => {
    assert.deepEqual(quoteClip({ seconds: 5, resolution: '480p' }, seedance20), {
      microUsd: 400_000,
      kind: 'at-least',
      ...published,
    });
  });

  it('is unknown, not zero, where no rate fits', () => {
    const quote = quoteClip({ seconds: 4, resolution: '8K' }, veo31Fast);
    assert.deepEqual(quote, { kind: 'unknown', ...published });
    assert.deepEqual(timesQuote(quote, 3), quote);
  });

  it('multiplies for a submission of several clips', () => {
    const quote = quoteClip({ seconds: 4, resolution: '720p' }, veo31Fast);
    assert.equal(timesQuote(quote, 3).microUsd, 960_000);
  });

  it('adds up what is known of several requests, and counts what is not', () => {
    const listed = { quote: quoteClip({ seconds: 4, resolution: '720p' }, veo31Fast), clips: 2 };
    const bound = { quote: quoteClip({ seconds: 5, resolution: '480p' }, seedance20), clips: 1 };
    const unknown = { quote: quoteClip({ seconds: 4, resolution: '8K' }, veo31Fast), clips: 3 };
    assert.deepEqual(totalPrice([listed]), { microUsd: 640_000, kind: 'listed', unknownClips: 0 });
    const mixed = totalPrice([listed, bound, unknown]);
    assert.deepEqual(mixed, { microUsd: 1_040_000, kind: 'at-least', unknownClips: 3 });
    assert.equal(knownTotal(mixed), undefined);
    assert.equal(knownTotal(totalPrice([listed, bound])), 1_040_000);
  });

  it('notices a changed amount and a changed kind of price', () => {
    const quote = quoteClip({ seconds: 4, resolution: '720p' }, veo31Fast);
    assert.ok(isSamePrice(quote, { ...quote, date: '2026-09' }));
    assert.ok(!isSamePrice(quote, { ...quote, microUsd: 1 }));
    assert.ok(!isSamePrice(quote, { ...quote, kind: 'at-least' }));
  });
});
