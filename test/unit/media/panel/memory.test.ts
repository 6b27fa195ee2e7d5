import assert from 'node:assert/strict';
import { parseMemory } from '../../../../media/panel/memory.ts';

describe('the panel’s memory', () => {
  it('comes back as it was', () => {
    const memory = {
      revision: 3,
      draft: { prompt: 'A fox', seconds: 4, seed: null },
      unconfirmed: { prompt: 'A fox', audio: false },
    };
    assert.deepEqual(parseMemory(structuredClone(memory)), memory);
  });

  it('drops what it does not know', () => {
    const memory = { revision: 3, draft: { prompt: 7, mood: 'grey', variants: 2 } };
    assert.deepEqual(parseMemory(memory), { revision: 3, draft: { variants: 2 }, unconfirmed: {} });
  });

  it('is none where there is nothing usable', () => {
    for (const value of [undefined, null, 'x', {}, { revision: '3' }])
      assert.equal(parseMemory(value), undefined);
  });
});
