import assert from 'node:assert/strict';
import { sampleOrigin } from '../../../src/core/job.ts';
import { chargeAtRender, countedMicroUsd, ledgerEntry } from '../../../src/core/ledger.ts';
import { makeJob } from './makeJob.ts';

describe('ledger', () => {
  it('keeps quoted, reserved and charged money apart', () => {
    const job = makeJob({
      state: 'saved',
      reservedMicroUsd: 400_000,
      charge: { microUsd: 320_000, basis: 'estimated' },
    });
    assert.deepEqual(ledgerEntry(job), {
      status: 'charged',
      quotedMicroUsd: 320_000,
      reservedMicroUsd: 400_000,
      charge: { microUsd: 320_000, basis: 'estimated' },
      sample: false,
    });
  });

  it('goes on reserving while a job is under way', () => {
    for (const state of ['queued', 'submitting', 'running'] as const) {
      assert.equal(ledgerEntry(makeJob({ state })).status, 'reserved');
    }
  });

  it('returns money only where it was certainly not spent', () => {
    assert.equal(ledgerEntry(makeJob({ state: 'cancelled' })).status, 'returned');
    const free = { microUsd: 0, basis: 'estimated' } as const;
    assert.equal(ledgerEntry(makeJob({ state: 'failed', charge: free })).status, 'returned');
    const unknown = { basis: 'unknown' } as const;
    for (const state of ['failed', 'uncertain', 'stopped', 'forgotten'] as const) {
      assert.equal(ledgerEntry(makeJob({ state, charge: unknown })).status, 'unknown');
    }
  });

  it('marks samples, so that sums can leave them out', () => {
    assert.equal(ledgerEntry(makeJob({ origin: sampleOrigin })).sample, true);
  });

  it('charges a render what was quoted, and an unknown price as unknown', () => {
    assert.deepEqual(chargeAtRender(makeJob()), { microUsd: 320_000, basis: 'estimated' });
    const quote = { kind: 'unknown', source: 'CometAPI', date: '' } as const;
    assert.deepEqual(chargeAtRender(makeJob({ quote })), { basis: 'unknown' });
    assert.equal('quotedMicroUsd' in ledgerEntry(makeJob({ quote })), false);
  });

  it('counts everything that is or may be spent', () => {
    const totals = { spentMicroUsd: 1, reservedMicroUsd: 20, unknownCount: 7, unknownMicroUsd: 300 };
    assert.equal(countedMicroUsd(totals), 321);
  });
});
