import assert from 'node:assert/strict';
import fc from 'fast-check';
import { characterCount } from '../../../src/core/characterCount.ts';

describe('the count of characters', () => {
  it('is that of whole characters in any text', () => {
    assert.equal(characterCount('a🚤b'), 3);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(characterCount(text), Array.from(text).length);
        const halves = `${text}\ud83d${text}\udea4\ud83d`;
        assert.equal(characterCount(halves), Array.from(halves).length);
      }),
    );
  });
});
