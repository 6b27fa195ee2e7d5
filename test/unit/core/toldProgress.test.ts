import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reachedAtMs, type ToldProgress, withTold } from '../../../src/core/toldProgress.ts';

const any = fc.record({
  percent: fc.oneof(fc.double(), fc.integer({ min: -10, max: 110 })),
  atMs: fc.oneof(
    fc.constant(Number.NaN),
    fc.double({ min: -1, max: 1e9, noNaN: true }),
    fc.integer({ min: -10, max: 3_600_000 }),
  ),
});
const remember = (heard: readonly ToldProgress[]) =>
  heard.reduce<readonly ToldProgress[]>((told, one) => withTold(told, one), []);

describe('the progress that a provider tells', () => {
  it('keeps only what grows, and never more than two dozen figures, the newest among them', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 200 }), (heard) => {
        const told = remember(heard);
        assert.ok(told.length <= 24);
        for (const [index, { percent, atMs }] of told.entries()) {
          assert.ok(percent > (told[index - 1]?.percent ?? 0) && percent < 100);
          assert.ok(atMs > (told[index - 1]?.atMs ?? 0));
        }
      }),
    );
    const steady = Array.from({ length: 99 }, (_, index) => ({ percent: index + 1, atMs: index + 1 }));
    assert.deepEqual(remember(steady).at(-1), { percent: 99, atMs: 99 });
    assert.ok(remember(steady).length >= 12);
  });

  it('says when a render had come so far: in order, between its start and its end', () => {
    const percent = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(fc.array(any), percent, percent, (heard, one, other) => {
        const told = remember(heard);
        const endMs = (told.at(-1)?.atMs ?? 0) + 1;
        const early = reachedAtMs(told, endMs, Math.min(one, other));
        const late = reachedAtMs(told, endMs, Math.max(one, other));
        if (early === undefined || late === undefined) {
          assert.equal(told.length, 0);
          return;
        }
        assert.ok(early >= 0 && early <= late * (1 + 1e-9) && late <= endMs * (1 + 1e-9));
      }),
    );
    const told = [{ percent: 50, atMs: 60_000 }];
    assert.deepEqual(
      [25, 50, 75].map((percent) => reachedAtMs(told, 100_000, percent)),
      [30_000, 60_000, 80_000],
    );
  });
});
