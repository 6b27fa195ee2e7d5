import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chainShots } from '../../../../src/core/promptFile/chain.ts';

describe('the chain of shots', () => {
  it('puts each behind those it waits for, else as written', () => {
    assert.deepEqual(chainShots([[], [], []]), { order: [0, 1, 2], cycles: [] });
    assert.deepEqual(chainShots([[2], [], [1, 1]]), { order: [1, 2, 0], cycles: [] });
  });

  it('names the circles, and leaves out what waits behind one', () => {
    assert.deepEqual(chainShots([[0]]), { order: [], cycles: [[0]] });
    assert.deepEqual(chainShots([[1], [2], [1], []]), { order: [3], cycles: [[1, 2]] });
  });

  it('holds for any shots', () => {
    const graph = fc
      .integer({ min: 1, max: 8 })
      .chain((count) =>
        fc.array(fc.array(fc.nat(count - 1), { maxLength: 2 }), { minLength: count, maxLength: count }),
      );
    fc.assert(
      fc.property(graph, (waitsFor) => {
        const { order, cycles } = chainShots(waitsFor);
        order.forEach((shot, index) => {
          for (const other of waitsFor[shot] ?? [])
            assert.ok(order.indexOf(other) < index && order.includes(other));
        });
        assert.equal(cycles.length > 0, order.length < waitsFor.length);
        for (const cycle of cycles) {
          cycle.forEach((shot, index) => {
            assert.ok(waitsFor[shot]?.includes(cycle[(index + 1) % cycle.length] ?? -1));
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});
