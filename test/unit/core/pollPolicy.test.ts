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
import { type ToldProgress, withTold } from '../../../src/core/toldProgress.ts';
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
    assert.ok(delayAt(0) > 0.95 * minute, String(delayAt(0)));
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

  it('stays between two seconds and a minute, whatever was learnt', () => {
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
        assert.ok(delay >= 2_000 && delay <= minute, String(delay));
      }),
    );
  });

  it('asks a bounded number of times, also for a render that takes an hour', () => {
    for (const forecast of [guide, learnt]) {
      let polls = 0;
      for (let elapsedMs = 0; elapsedMs < 60 * minute; polls++)
        elapsedMs += nextPollDelayMs({ ...timing, elapsedMs, forecast });
      assert.ok(polls <= 300, String(polls));
    }
  });

  it('asks no more than every ten seconds would and notices no later than every five, once it has learnt', () => {
    const { warm, cold, fixed, openai, where } = benchPolling();
    assert.ok(warm.requests < 0.95 * fixed.requests, String(warm.requests));
    assert.ok(warm.delayMs < openai.delayMs, String(warm.delayMs));
    // Also where nothing was learnt, and where the answers say nothing of the progress.
    assert.ok(cold.requests < fixed.requests, String(cold.requests));
    assert.ok(
      where.nothing.warm.requests < where.nothing.fixed.requests,
      String(where.nothing.warm.requests),
    );
    assert.ok(
      where.nothing.warm.delayMs < 0.85 * where.nothing.fixed.delayMs,
      String(where.nothing.warm.delayMs),
    );
  });

  it('never asks sooner than it may, whatever was learnt and whatever is answered, and comes to an end', () => {
    const time = fc.integer({ min: 0, max: 30 * minute });
    const percent = fc.integer({ min: 0, max: 100 });
    const told = fc
      .array(fc.record({ percent, atMs: time }))
      .map((heard) => heard.reduce<readonly ToldProgress[]>((before, one) => withTold(before, one), []));
    // Ends that are hardly known, and ends that are known to the second.
    const at = fc.oneof(time, fc.integer({ min: 120_000, max: 121_000 }));
    const gap = fc.oneof(time, fc.integer({ min: 0, max: 2_000 }));
    const render = fc
      .record({ seconds: fc.constantFrom(4, 8), resolution: fc.constant('720p'), at, gap, told })
      .map(({ at, gap, ...of }) => ({ ...of, afterMs: at, withinMs: at + gap }));
    const answer = fc.record({
      isMiss: fc.constantFrom(false, false, false, true),
      percent: fc.oneof(percent, fc.constant(undefined)),
      retryAfterMs: fc.oneof(time, fc.constant(undefined)),
    });
    fc.assert(
      fc.property(
        fc.array(render, { maxLength: 40, size: 'max' }),
        fc.array(answer, { maxLength: 20, size: 'max' }),
        fraction,
        (renders, answers, chance) => {
          let heard: readonly ToldProgress[] = [];
          let missCount = 0;
          let polls = 0;
          // What it says goes round in circles for a day.
          for (let elapsedMs = 0; elapsedMs < giveUpAfterMs; polls++) {
            const said = answers[polls % Math.max(1, answers.length)];
            const isMiss = said?.isMiss === true;
            missCount = isMiss ? missCount + 1 : 0;
            if (!isMiss && said?.percent !== undefined)
              heard = withTold(heard, { percent: said.percent, atMs: elapsedMs });
            const retryAfterMs = isMiss ? said.retryAfterMs : undefined;
            const delay = nextPollDelayMs({
              elapsedMs,
              missCount,
              forecast: polls < 400 ? forecastRender(kind, renders, heard.at(-1)) : guide,
              isLocal: false,
              fraction: chance,
              ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
            });
            const least =
              retryAfterMs === undefined
                ? isMiss
                  ? 10_000
                  : 2_000
                : Math.max(1_000, Math.min(retryAfterMs, 10 * minute));
            assert.ok(delay >= least && delay <= 11 * minute, String(delay));
            // Seldom in the long run, whatever it says.
            elapsedMs += delay;
          }
          assert.ok(polls < 20_000, String(polls));
        },
      ),
      { numRuns: 20 },
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
