import assert from 'node:assert/strict';
import { BoundedCache } from '../../../src/core/boundedCache.ts';

describe('a bounded cache', () => {
  it('never holds more than its bound, and gives up what was not asked for longest', () => {
    const cache = new BoundedCache<string>(100);
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 40);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [undefined, 'b', 'c']);
    assert.equal(cache.size, 80);
    cache.get('b');
    cache.set('d', 'd', 40);
    assert.deepEqual([cache.get('b'), cache.get('c'), cache.get('d')], ['b', undefined, 'd']);
  });

  it('counts a value once that is set again or taken out, and holds nothing that is too large by itself', () => {
    const cache = new BoundedCache<number>(100);
    cache.set('a', 1, 60);
    cache.set('a', 2, 70);
    assert.deepEqual([cache.get('a'), cache.size], [2, 70]);
    cache.delete('a');
    cache.delete('a');
    assert.deepEqual([cache.get('a'), cache.size], [undefined, 0]);
    cache.set('b', 3, 101);
    assert.deepEqual([cache.get('b'), cache.size], [undefined, 0]);
  });
});
