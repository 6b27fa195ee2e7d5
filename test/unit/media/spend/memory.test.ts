import assert from 'node:assert/strict';
import { memoryOf, parseMemory } from '../../../../media/spend/memory.ts';
import type { RepositoryState } from '../../../../src/protocol/spend.ts';

const repository: RepositoryState = {
  view: 'repository',
  hasFolder: true,
  isEmpty: false,
  unreadable: '',
  notes: [],
  facts: [],
  tables: [],
  shown: 200,
  hasMore: false,
};

describe('the spend screen’s memory', () => {
  it('comes back as it was', () => {
    const memory = { view: 'repository', month: '2026-10', shown: 300 } as const;
    assert.deepEqual(parseMemory(memory), memory);
  });

  it('drops what the host would refuse', () => {
    const refused = { view: 'moon', month: 'October', shown: 0 };
    for (const value of [undefined, null, 7, {}, refused, { month: 10, shown: 1.5 }])
      assert.deepEqual(parseMemory(value), {});
  });

  it('keeps the month while the repository is shown', () => {
    assert.deepEqual(memoryOf(repository, { view: 'computer', month: '2026-09', shown: 100 }), {
      view: 'repository',
      month: '2026-09',
      shown: 200,
    });
  });
});
