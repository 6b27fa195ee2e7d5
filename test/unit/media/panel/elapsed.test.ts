import assert from 'node:assert/strict';
import { elapsedText } from '../../../../media/panel/elapsed.ts';

describe('elapsed time', () => {
  it('reads as minutes and seconds, with hours when there are some', () => {
    assert.deepEqual([0, 7_400, 750_000, 3_750_000].map(elapsedText), ['0:00', '0:07', '12:30', '1:02:30']);
  });

  it('is never negative when clocks disagree', () => assert.equal(elapsedText(-5000), '0:00'));
});
