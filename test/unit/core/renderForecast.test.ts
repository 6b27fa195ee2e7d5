import assert from 'node:assert/strict';
import {
  forecastRender,
  isTelling,
  type RenderForecast,
  type RenderTime,
  stillRunning,
} from '../../../src/core/renderForecast.ts';
import type { ToldProgress } from '../../../src/core/toldProgress.ts';

const kind = { seconds: 8, resolution: '720p' };
const minute = 60_000;

const renders = (count: number, atMs: number, of = kind) =>
  Array.from({ length: count }, (_, index) => {
    const endMs = atMs * (0.9 + (0.2 * index) / count);
    return { ...of, afterMs: endMs - 3_000, withinMs: endMs + 3_000 };
  });

/** The moment by which half of the renders have ended. */
function medianMs(forecast: RenderForecast): number {
  let elapsedMs = 0;
  while (stillRunning(forecast, elapsedMs) > 0.5) elapsedMs += 500;
  return elapsedMs;
}

describe('render forecast', () => {
  it('holds to the guide while nothing is known: one to five minutes, some ten', () => {
    const guide = forecastRender(kind, []);
    assert.ok(stillRunning(guide, minute) > 0.8);
    assert.ok(stillRunning(guide, 5 * minute) < 0.15);
    assert.ok(stillRunning(guide, 10 * minute) > 0.005);
  });

  it('falls from one to nearly nothing', () => {
    const forecast = forecastRender(kind, renders(20, 3 * minute));
    let last = 1;
    for (let elapsedMs = 0; elapsedMs < 120 * minute; elapsedMs += 10_000) {
      const chance = stillRunning(forecast, elapsedMs);
      assert.ok(chance <= last && chance >= 0);
      last = chance;
    }
    assert.ok(stillRunning(forecast, 0) > 0.999_999);
    assert.ok(last < 0.01);
  });

  it('follows what was seen, with every render more', () => {
    const medians = [0, 2, 10, 50].map((count) => medianMs(forecastRender(kind, renders(count, 6 * minute))));
    assert.deepEqual(
      medians,
      medians.toSorted((one, other) => one - other),
    );
    assert.ok(Math.abs((medians[3] ?? 0) - 6 * minute) < 15_000, String(medians));
  });

  it('believes the newest renders more', () => {
    const slowNow = [...renders(25, 6 * minute), ...renders(25, 2 * minute)];
    const fastNow = [...renders(25, 2 * minute), ...renders(25, 6 * minute)];
    assert.ok(medianMs(forecastRender(kind, slowNow)) > medianMs(forecastRender(kind, fastNow)));
  });

  it('takes other lengths and resolutions for a hint, scaled by length', () => {
    const long = renders(20, 10 * minute, { seconds: 15, resolution: '720p' });
    const hinted = medianMs(forecastRender(kind, long));
    assert.ok(hinted > medianMs(forecastRender(kind, [])) && hinted < 10 * minute, String(hinted));
    const own = renders(20, minute);
    assert.ok(Math.abs(medianMs(forecastRender(kind, [...long, ...own])) - minute) < 10_000);
  });

  it('spreads a render whose end was hardly seen', () => {
    const sharp = forecastRender(kind, [{ ...kind, afterMs: 118_000, withinMs: 122_000 }]);
    const vague = forecastRender(kind, [{ ...kind, afterMs: 90_000, withinMs: 150_000 }]);
    assert.ok(stillRunning(vague, 160_000) > stillRunning(sharp, 160_000));
  });

  describe('from the progress that is told', () => {
    const lengths = Array.from({ length: 20 }, (_, index) => (60 + index * 12) * 1_000);
    const seen = (told: (endMs: number, index: number) => readonly ToldProgress[]) =>
      lengths.map((endMs, index) => ({
        ...kind,
        afterMs: endMs - 2_000,
        withinMs: endMs + 2_000,
        told: told(endMs, index),
      }));
    const runsAfter = (past: readonly RenderTime[], told: ToldProgress) => {
      const forecast = forecastRender(kind, past, told);
      const running = stillRunning(forecast, told.atMs);
      return (atMs: number) => stillRunning(forecast, atMs) / running;
    };

    it('knows the end where a figure grows with the time', () => {
      const steady = seen((endMs) =>
        [20, 50, 90].map((percent) => ({ percent, atMs: (endMs * percent) / 100 })),
      );
      const running = runsAfter(steady, { percent: 40, atMs: 80_000 });
      assert.ok(running(170_000) > 0.8 && running(230_000) < 0.2, `${running(170_000)} ${running(230_000)}`);
    });

    it('knows the end where a render says that it has begun, and then takes equally long', () => {
      const begun = seen((endMs) => [{ percent: 30, atMs: endMs - 50_000 }]);
      const running = runsAfter(begun, { percent: 30, atMs: 400_000 });
      assert.ok(running(440_000) > 0.7 && running(470_000) < 0.25, `${running(440_000)} ${running(470_000)}`);
    });

    it('pays no heed to a figure that has nothing to do with the end', () => {
      const constant = seen((_, index) => [{ percent: 1 + ((index * 37) % 90), atMs: 5_000 + index * 100 }]);
      const told = { percent: 50, atMs: 20_000 };
      assert.deepEqual(forecastRender(kind, constant, told), forecastRender(kind, constant));
    });

    it('pays no heed to what one or two renders told', () => {
      const few = seen((endMs) => [{ percent: 50, atMs: endMs / 2 }]).slice(0, 2);
      assert.deepEqual(forecastRender(kind, few, { percent: 50, atMs: 9_000 }), forecastRender(kind, few));
    });
  });

  it('learns nothing from a window that slept through the end', () => {
    assert.ok(isTelling({ afterMs: 60_000, withinMs: 75_000 }));
    assert.ok(!isTelling({ afterMs: 60_000, withinMs: 3_600_000 }));
    const slept = { ...kind, afterMs: 60_000, withinMs: 3_600_000 };
    assert.deepEqual(forecastRender(kind, [slept]), forecastRender(kind, []));
  });
});
