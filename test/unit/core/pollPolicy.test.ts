import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  downloadRetryDelayMs,
  giveUpAfterMs,
  nextPollDelayMs,
  probeDelayMs,
  refetchDelayMs,
  shouldGiveUp,
  tooManyDelayMs,
  unsentDelayMs,
} from '../../../src/core/pollPolicy.ts';
import { forecastRender } from '../../../src/core/renderForecast.ts';
import { benchPolling } from '../../bench/polling.ts';
import { makeJob } from './makeJob.ts';

const minute = 60_000;
const kind = { seconds: 8, resolution: '720p' };
const guide = forecastRender(kind, []);
/** Thirty renders around two minutes. */
const past = Array.from({ length: 30 }, (_, index) => ({
  ...kind,
  afterMs: 105_000 + index * 1_000,
  withinMs: 110_000 + index * 1_000,
}));
const learnt = forecastRender(kind, past);
const timing = { elapsedMs: 0, missCount: 0, forecast: guide, isLocal: false, fraction: 0 };
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('poll policy', () => {
  it('asks seldom before the likely end, often around it, and ever more slowly after it', () => {
    const delayAt = (elapsedMs: number) => nextPollDelayMs({ ...timing, elapsedMs, forecast: learnt });
    assert.equal(delayAt(0), minute);
    assert.ok(delayAt(minute) > 25_000, String(delayAt(minute)));
    assert.ok(delayAt(2 * minute) <= 6_000, String(delayAt(2 * minute)));
    assert.ok(delayAt(20 * minute) > 12_000, String(delayAt(20 * minute)));
    assert.ok(delayAt(300 * minute) > 45_000, String(delayAt(300 * minute)));
  });

  it('asks at a usual pace before anything is learnt', () => {
    const delays = [30_000, 2 * minute, 5 * minute].map((elapsedMs) =>
      nextPollDelayMs({ ...timing, elapsedMs }),
    );
    for (const delay of delays) assert.ok(delay >= 5_000 && delay <= 20_000, String(delay));
  });

  it('slows down steadily once the render is long overdue', () => {
    const overdue = fc.integer({ min: 30 * minute, max: giveUpAfterMs });
    const delayAt = (elapsedMs: number) => nextPollDelayMs({ ...timing, elapsedMs, forecast: learnt });
    fc.assert(
      fc.property(overdue, overdue, (one, other) => {
        assert.ok(delayAt(Math.min(one, other)) <= delayAt(Math.max(one, other)));
      }),
    );
  });

  it('stays between three seconds and a minute, whatever was learnt', () => {
    const duration = fc.integer({ min: 0, max: giveUpAfterMs });
    const render = fc.record({
      seconds: fc.integer({ min: 1, max: 30 }),
      resolution: fc.constantFrom('720p', '4K'),
      afterMs: duration,
      withinMs: duration,
    });
    fc.assert(
      fc.property(duration, fc.array(render), fraction, (elapsedMs, renders, chance) => {
        const forecast = forecastRender(kind, renders);
        const delay = nextPollDelayMs({ ...timing, elapsedMs, forecast, fraction: chance });
        assert.ok(delay >= 3_000 && delay <= minute, String(delay));
      }),
    );
  });

  it('asks a bounded number of times, also for a render that takes an hour', () => {
    for (const forecast of [guide, learnt]) {
      let polls = 0;
      for (let elapsedMs = 0; elapsedMs < 60 * minute; polls++)
        elapsedMs += nextPollDelayMs({ ...timing, elapsedMs, forecast });
      assert.ok(polls <= 240, String(polls));
    }
  });

  it('asks less and notices sooner than every ten seconds would, once it has learnt', () => {
    const { warm, fixed, openai } = benchPolling();
    assert.ok(warm.requests < 0.9 * fixed.requests, String(warm.requests));
    assert.ok(warm.delayMs < 0.95 * fixed.delayMs, String(warm.delayMs));
    assert.ok(warm.requests < 0.5 * openai.requests, String(warm.requests));
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
      fc.property(any, any, any, any, fc.boolean(), (elapsedMs, missCount, length, chance, isLocal) => {
        const render = { seconds: length, resolution: '', afterMs: elapsedMs, withinMs: length };
        const forecast = forecastRender({ seconds: length, resolution: '' }, [render]);
        const delays = [
          nextPollDelayMs({ elapsedMs, missCount, forecast, fraction: chance, isLocal }),
          nextPollDelayMs({
            elapsedMs,
            missCount,
            forecast,
            fraction: chance,
            isLocal,
            retryAfterMs: elapsedMs,
          }),
          downloadRetryDelayMs(missCount, chance),
          downloadRetryDelayMs(missCount, chance, length),
          refetchDelayMs(missCount, chance),
          refetchDelayMs(missCount, chance, length),
          tooManyDelayMs(missCount, undefined, chance),
          tooManyDelayMs(missCount, length, chance),
          unsentDelayMs(missCount, chance),
          probeDelayMs(missCount, chance),
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

  it('fetches everything anew ever more seldom, and no sooner than it is told to', () => {
    assert.deepEqual(
      [1, 2, 3, 100].map((count) => refetchDelayMs(count, 0)),
      [2_000, 10_000, 30_000, 9 * minute],
    );
    assert.equal(refetchDelayMs(1, 0, 90_000), 90_000);
    assert.equal(refetchDelayMs(100, 0, 90_000), 9 * minute);
    assert.equal(downloadRetryDelayMs(1, 0, 90_000), 90_000);
    assert.equal(downloadRetryDelayMs(1, 0, 24 * 60 * minute), 10 * minute);
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

  it('starts the day anew when the user resumes', () => {
    const resumedAt = giveUpAfterMs;
    assert.ok(!shouldGiveUp(makeJob(watched), 2 * giveUpAfterMs - 1, resumedAt));
    assert.ok(shouldGiveUp(makeJob(watched), 2 * giveUpAfterMs, resumedAt));
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
