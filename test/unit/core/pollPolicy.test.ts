import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  downloadRetryDelayMs,
  giveUpAfterMs,
  nextPollDelayMs,
  shouldGiveUp,
  tooManyDelayMs,
  unsentDelayMs,
} from '../../../src/core/pollPolicy.ts';
import { makeJob } from './makeJob.ts';

const minute = 60_000;
const timing = { elapsedMs: 0, missCount: 0, expectedMs: 2 * minute, isLocal: false, fraction: 0 };
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('poll policy', () => {
  it('asks often around the likely end and slowly long after it', () => {
    const delays = [0, 30_000, 90_000, 4 * minute, 4 * minute + 1, 60 * minute].map((elapsedMs) =>
      nextPollDelayMs({ ...timing, elapsedMs }),
    );
    assert.deepEqual(delays, [10_000, 15_000, 10_000, 10_000, 20_000, 20_000]);
  });

  it('stays within the documented 10 to 20 seconds while answers come', () => {
    const duration = fc.integer({ min: 0, max: giveUpAfterMs });
    fc.assert(
      fc.property(duration, duration, fraction, (elapsedMs, expectedMs, chance) => {
        const delay = nextPollDelayMs({ ...timing, elapsedMs, expectedMs, fraction: chance });
        assert.ok(delay >= 10_000 && delay <= 20_000);
      }),
    );
  });

  it('slows down with each miss, up to two minutes', () => {
    const longest = [1, 2, 3, 4, 50, 5000].map((missCount) =>
      Math.round(nextPollDelayMs({ ...timing, missCount, fraction: 1 }) / 1000),
    );
    assert.deepEqual(longest, [20, 40, 80, 120, 120, 120]);
    const shortest = [1, 2, 5000].map((missCount) => nextPollDelayMs({ ...timing, missCount }));
    assert.deepEqual(shortest, [10_000, 20_000, 60_000]);
  });

  it('waits as long as the provider asks, within ten minutes', () => {
    const ask = (retryAfterMs: number) => nextPollDelayMs({ ...timing, retryAfterMs, missCount: 3 });
    assert.deepEqual([45_000, 3_600_000, Infinity, 0, -5, Number.NaN].map(ask), [
      45_000,
      10 * minute,
      10 * minute,
      1_000,
      1_000,
      1_000,
    ]);
    assert.ok(nextPollDelayMs({ ...timing, retryAfterMs: 45_000, fraction: 0.9 }) > 45_000);
  });

  it('asks a local endpoint every half second to second', () => {
    const local = { ...timing, isLocal: true };
    assert.equal(nextPollDelayMs(local), 500);
    assert.equal(nextPollDelayMs({ ...local, fraction: 1 }), 1_000);
    assert.ok(nextPollDelayMs({ ...local, missCount: 100, fraction: 1 }) <= 15_000);
  });

  it('gives a usable delay for any numbers', () => {
    const any = fc.oneof(fc.double(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(any, any, any, any, fc.boolean(), (elapsedMs, missCount, expectedMs, chance, isLocal) => {
        const delays = [
          nextPollDelayMs({ elapsedMs, missCount, expectedMs, fraction: chance, isLocal }),
          nextPollDelayMs({
            elapsedMs,
            missCount,
            expectedMs,
            fraction: chance,
            isLocal,
            retryAfterMs: elapsedMs,
          }),
          downloadRetryDelayMs(missCount, chance),
          tooManyDelayMs(missCount, undefined, chance),
          tooManyDelayMs(missCount, expectedMs, chance),
          unsentDelayMs(missCount, chance),
        ];
        for (const delay of delays)
          assert.ok(Number.isInteger(delay) && delay >= 500 && delay <= 10 * minute);
      }),
    );
  });

  it('retries downloads soon, then once a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 100].map((count) => downloadRetryDelayMs(count, 1)),
      [1_000, 2_000, 4_000, minute],
    );
  });

  it('waits longer after each 429, and as long as it says', () => {
    assert.deepEqual(
      [1, 2, 3, 100].map((count) => tooManyDelayMs(count, undefined, 0)),
      [10_000, 20_000, 40_000, 150_000],
    );
    assert.equal(tooManyDelayMs(1, 90_000, 0), 90_000);
  });

  it('sends an unsent job again within two minutes', () => {
    assert.deepEqual(
      [1, 2, 100].map((count) => unsentDelayMs(count, 1)),
      [10_000, 20_000, 120_000],
    );
  });
});

describe('giving up', () => {
  const watched = { state: 'running', missCount: 9, acceptedAt: 0, answeredAt: 5_000 } as const;

  it('needs a whole day since the last good answer', () => {
    assert.ok(!shouldGiveUp(makeJob(watched), giveUpAfterMs + 4_999));
    assert.ok(shouldGiveUp(makeJob(watched), giveUpAfterMs + 5_000));
    assert.ok(shouldGiveUp(makeJob({ state: 'downloading', missCount: 9, acceptedAt: 0 }), giveUpAfterMs));
  });

  it('needs several attempts, because a machine may have slept through the day', () => {
    assert.ok(!shouldGiveUp(makeJob({ ...watched, missCount: 1 }), 9 * giveUpAfterMs));
  });

  it('is only for jobs that wait for the provider', () => {
    for (const state of ['queued', 'submitting', 'stored', 'saved', 'uncertain'] as const) {
      assert.ok(!shouldGiveUp(makeJob({ ...watched, state }), 9 * giveUpAfterMs), state);
    }
  });
});
