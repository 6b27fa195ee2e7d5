import assert from 'node:assert/strict';
import { parseMemory } from '../../../../media/spend/memory.ts';

describe('the spend screen’s memory', () => {
  it('comes back as it was', () => {
    assert.deepEqual(parseMemory({ month: '2026-10', shown: 300 }), { month: '2026-10', shown: 300 });
  });

  it('drops what the host would refuse', () => {
    for (const value of [undefined, null, 7, {}, { month: 'October', shown: 0 }, { month: 10, shown: 1.5 }])
      assert.deepEqual(parseMemory(value), {});
  });
});
