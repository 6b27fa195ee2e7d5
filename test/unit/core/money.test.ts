import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatUsd, microUsdFromUsd } from '../../../src/core/money.ts';

describe('money', () => {
  it('reads dollars as whole millionths', () => {
    assert.equal(microUsdFromUsd(0.1), 100_000);
    assert.equal(microUsdFromUsd(1.1), 1_100_000);
    assert.equal(microUsdFromUsd(0), 0);
  });

  it('reads nothing from what is no amount', () => {
    for (const usd of [-1, Number.NaN, Infinity, 1e300]) assert.equal(microUsdFromUsd(usd), undefined);
  });

  it('shows two decimals, and more only where two would hide something', () => {
    const shown = [0, 80_000, 96_000, 320_000, 1_000_000, 1_234_500, 20_000_000].map(formatUsd);
    assert.deepEqual(shown, ['$0.00', '$0.08', '$0.096', '$0.32', '$1.00', '$1.2345', '$20.00']);
  });

  it('rounds what it cannot show up, never down', () => {
    assert.equal(formatUsd(1), '$0.0001');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (amount) => {
        const shown = Math.round(Number(formatUsd(amount).slice(1)) * 1_000_000);
        assert.ok(shown >= amount && shown - amount < 100);
      }),
    );
  });
});
