import assert from 'node:assert/strict';
import { inTurns } from '../../../src/core/inTurns.ts';

describe('a list that is run through in turns', () => {
  it('has each item once, and never more than so many at once', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const run = async (item: number) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      await Promise.resolve();
      running -= 1;
      done.push(item);
      return item * 2;
    };
    const results = await inTurns([1, 2, 3, 4, 5, 6, 7], run, 3);
    assert.deepEqual(results, [2, 4, 6, 8, 10, 12, 14]);
    assert.deepEqual(done.sort(), [1, 2, 3, 4, 5, 6, 7]);
    assert.equal(most, 3);
  });
});
