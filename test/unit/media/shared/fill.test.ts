import assert from 'node:assert/strict';
import { fill } from '../../../../media/shared/fill.ts';

describe('filling in a text', () => {
  it('puts each value at its place, in any order', () =>
    assert.equal(fill('{1} of {0}', 'three', 2), '2 of three'));
  it('leaves placeholders without a value', () => assert.equal(fill('{0} {1}', 'a'), 'a {1}'));
  it('does not fill what a value brings along', () => assert.equal(fill('{0} {1}', '{1}', 'b'), '{1} b'));
});
