import assert from 'node:assert/strict';
import fc from 'fast-check';
import { capBreach, isAnyCapReached } from '../../../src/core/budget.ts';
import { nothingSpent, type SpendTotals } from '../../../src/core/ledger.ts';

const empty = { day: nothingSpent, month: nothingSpent, workspaceMonth: nothingSpent };

describe('budget', () => {
  it('allows spending up to the cap and not a millionth beyond', () => {
    const caps = { dayMicroUsd: 1_000_000 };
    assert.equal(capBreach(caps, empty, 1_000_000), undefined);
    assert.deepEqual(capBreach(caps, empty, 1_000_001), {
      scope: 'day',
      capMicroUsd: 1_000_000,
      countedMicroUsd: 0,
      askedMicroUsd: 1_000_001,
    });
  });

  it('counts what is spent, reserved and unknown alike', () => {
    const kinds = ['spentMicroUsd', 'reservedMicroUsd', 'unknownMicroUsd'] as const;
    for (const kind of kinds) {
      const day: SpendTotals = { ...nothingSpent, [kind]: 600_000 };
      assert.equal(
        capBreach({ dayMicroUsd: 1_000_000 }, { ...empty, day }, 500_000)?.countedMicroUsd,
        600_000,
      );
    }
  });

  it('checks each cap against its own sums', () => {
    const spent: SpendTotals = { ...nothingSpent, spentMicroUsd: 90 };
    const caps = { dayMicroUsd: 100, monthMicroUsd: 100, workspaceMonthMicroUsd: 100 };
    assert.equal(capBreach(caps, { ...empty, day: spent }, 20)?.scope, 'day');
    assert.equal(capBreach(caps, { ...empty, month: spent }, 20)?.scope, 'month');
    assert.equal(capBreach(caps, { ...empty, workspaceMonth: spent }, 20)?.scope, 'workspace');
  });

  it('limits nothing without caps, and everything with a cap of zero', () => {
    assert.equal(capBreach({}, empty, Number.MAX_SAFE_INTEGER), undefined);
    assert.equal(capBreach({ dayMicroUsd: 0 }, empty, 1)?.scope, 'day');
  });

  it('says that a cap is reached when nothing more fits', () => {
    const month: SpendTotals = { ...nothingSpent, spentMicroUsd: 500 };
    assert.ok(isAnyCapReached({ monthMicroUsd: 500 }, { ...empty, month }));
    assert.ok(!isAnyCapReached({ monthMicroUsd: 501 }, { ...empty, month }));
  });

  it('never lets admitted amounts add up to more than the cap', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, fc.array(amount), (cap, asked) => {
        let reserved = 0;
        for (const one of asked) {
          const day = { ...nothingSpent, reservedMicroUsd: reserved };
          if (capBreach({ dayMicroUsd: cap }, { ...empty, day }, one) === undefined) reserved += one;
        }
        assert.ok(reserved <= cap);
      }),
    );
  });
});
