import assert from 'node:assert/strict';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import {
  isDearer,
  isSamePrice,
  knownTotal,
  quoteClip,
  timesQuote,
  totalPrice,
} from '../../../src/core/quote.ts';

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

  it('is dearer when it is higher, less exact, or over the ceiling of a price that nobody knew', () => {
    const agreed = { microUsd: 320_000, kind: 'listed', ...published } as const;
    const bound = { ...agreed, kind: 'at-least' } as const;
    const unknown = { kind: 'unknown', ...published } as const;
    assert.ok(isDearer({ ...agreed, microUsd: 320_001 }, agreed));
    assert.ok(isDearer(bound, agreed));
    assert.ok(isDearer({ ...bound, microUsd: 1 }, agreed));
    assert.ok(isDearer(unknown, agreed));
    assert.ok(isDearer(agreed, unknown, 319_999));
    assert.ok(!isDearer(agreed, unknown, 320_000));
    assert.ok(!isDearer(agreed, unknown));
    assert.ok(!isDearer(unknown, unknown));
    assert.ok(!isDearer(agreed, agreed));
    assert.ok(!isDearer(agreed, bound));
    assert.ok(!isDearer({ ...agreed, microUsd: 1 }, agreed));
  });
});
