import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dollarsOf, microUsdFromUsd } from '../../../src/core/money.ts';
import type { Quote } from '../../../src/core/quote.ts';
import { isCovered, runBreach } from '../../../src/core/runBudget.ts';

const quote = (kind: Quote['kind'], microUsd?: number): Quote => ({
  kind,
  source: 's',
  date: 'd',
  ...(microUsd === undefined ? {} : { microUsd }),
});

describe('the budget of a run', () => {
  it('holds to the last millionth of a dollar', () => {
    const quotes = [quote('listed', 300_000), quote('listed', 20_001)];
    assert.equal(runBreach({ maxMicroUsd: 320_001 }, quotes), undefined);
    assert.deepEqual(runBreach({ maxMicroUsd: 320_000 }, quotes), {
      by: 'money',
      asked: 320_001,
      max: 320_000,
    });
  });

  it('holds a number of clips, whatever they cost', () => {
    const quotes = [quote('listed', 0), quote('listed', 0)];
    assert.deepEqual(runBreach({ maxMicroUsd: 0, maxClips: 1 }, quotes), { by: 'clips', asked: 2, max: 1 });
    assert.equal(runBreach({ maxMicroUsd: 0, maxClips: 2 }, quotes), undefined);
    assert.equal(runBreach({ maxMicroUsd: 0, maxClips: 0 }, []), undefined);
  });

  it('covers what has no exact price only where it is said what that counts as, and never counts it as less', () => {
    for (const inexact of [quote('unknown'), quote('at-least', 500)]) {
      assert.equal(isCovered({ maxMicroUsd: 1_000 }, inexact), false);
      const budget = { maxMicroUsd: 1_000, inexactMicroUsd: 600 };
      assert.ok(isCovered(budget, inexact));
      assert.equal(runBreach(budget, [inexact]), undefined);
      assert.equal(runBreach(budget, [inexact, inexact])?.asked, 1_200);
    }
    const low = { maxMicroUsd: 400, inexactMicroUsd: 1 };
    assert.equal(runBreach(low, [quote('at-least', 500)])?.asked, 500);
  });

  it('is written for a command line as it is read there', () => {
    assert.deepEqual([0, 320_000, 96_000, 1, 12_345_678].map(dollarsOf), [
      '0.00',
      '0.32',
      '0.096',
      '0.000001',
      '12.345678',
    ]);
    fc.assert(
      fc.property(fc.nat({ max: 1e12 }), (amount) => {
        assert.equal(microUsdFromUsd(Number(dollarsOf(amount))), amount);
      }),
    );
  });
});
