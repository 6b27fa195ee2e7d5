import assert from 'node:assert/strict';
import { createReadQueue } from '../../../src/core/readQueue.ts';

describe('a queue of reads', () => {
  /** Work that ends when it is told to; `going` is what is held right now. */
  function scripted(limits: { readonly atOnce: number; readonly maxBytes: number }) {
    const queue = createReadQueue(limits);
    const going: number[] = [];
    const ends: (() => void)[] = [];
    let most = 0;
    const add = async (bytes: number) =>
      await queue(bytes, async () => {
        going.push(bytes);
        most = Math.max(
          most,
          going.reduce((sum, one) => sum + one, 0),
        );
        await new Promise<void>((resolve) => ends.push(resolve));
        going.splice(going.indexOf(bytes), 1);
        return bytes;
      });
    const endAll = async (all: readonly Promise<number>[]) => {
      const state = { isOver: false };
      const over = Promise.all(all).finally(() => (state.isOver = true));
      while (!state.isOver) {
        ends.splice(0).forEach((end) => end());
        await new Promise((resolve) => setImmediate(resolve));
      }
      return await over;
    };
    return { add, going, endAll, most: () => most };
  }

  it('lets only so many go on at a time', async () => {
    const { add, going, endAll } = scripted({ atOnce: 3, maxBytes: 1000 });
    const all = Array.from({ length: 10 }, () => add(1));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(going.length, 3);
    assert.deepEqual(
      await endAll(all),
      Array.from({ length: 10 }, () => 1),
    );
  });

  it('never holds more than its bound, but for one piece that is larger by itself', async () => {
    const { add, endAll, most } = scripted({ atOnce: 40, maxBytes: 100 });
    await endAll(Array.from({ length: 40 }, () => add(49)));
    assert.equal(most(), 98);
    const larger = scripted({ atOnce: 40, maxBytes: 100 });
    await larger.endAll([50, 300, 50].map(larger.add));
    assert.equal(larger.most(), 300);
  });

  it('goes on after work that failed', async () => {
    const queue = createReadQueue({ atOnce: 1, maxBytes: 1 });
    await assert.rejects(
      queue(1, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await queue(1, () => Promise.resolve(7)), 7);
  });
});
