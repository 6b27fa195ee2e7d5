import assert from 'node:assert/strict';
import { lazy } from '../../../../src/editor/base/lazy.ts';

describe('what is loaded at first use', () => {
  it('is loaded once, also for those who ask meanwhile', async () => {
    let loads = 0;
    const load = lazy(() => Promise.resolve(++loads));
    assert.deepEqual([load(), load()].length, 2);
    assert.equal(await load(), 1);
    assert.equal(loads, 1);
  });

  it('is loaded again where it failed', async () => {
    let loads = 0;
    const load = lazy(() => (++loads === 1 ? Promise.reject(new Error('locked')) : Promise.resolve(loads)));
    await assert.rejects(load(), /locked/);
    assert.equal(await load(), 2);
    assert.equal(await load(), 2);
  });
});
