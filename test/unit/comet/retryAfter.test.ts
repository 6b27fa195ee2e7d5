import assert from 'node:assert/strict';
import { retryAfterMs } from '../../../src/comet/retryAfter.ts';

const now = Date.parse('2026-09-01T12:00:00Z');

describe('the Retry-After header', () => {
  const { TZ } = process.env;
  before(() => (process.env.TZ = 'Asia/Tokyo'));
  after(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  for (const [header, expected] of [
    ['0', 0],
    ['17', 17_000],
    [' 1.5 ', 1_500],
    ['99999999999', 86_400_000],
    ['Tue, 01 Sep 2026 12:01:00 GMT', 60_000],
    ['Tuesday, 01-Sep-26 12:01:00 GMT', 60_000],
    ['Tue, 01 Sep 2026 11:00:00 GMT', 0],
    ['Tue Sep  1 12:01:00 2026', 60_000],
    ['Tue, 01 Sep 2099 12:01:00 GMT', 86_400_000],
    ['-5', undefined],
    ['soon', undefined],
    ['2027', 2_027_000],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`"${header ?? 'none'}" is read as ${String(expected)}`, () => {
      assert.equal(retryAfterMs(header, now), expected);
    });
  }
});
