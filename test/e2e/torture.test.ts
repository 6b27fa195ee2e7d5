import assert from 'node:assert/strict';
import { Storm } from '../torture/storm.ts';

// The short form of `npm run torture`: every moment once.
describe('ten kills of extension hosts in two windows', () => {
  it('send nothing twice, lose nothing, and leave the database whole', async () => {
    const storm = await Storm.start(3);
    try {
      for (let index = 0; index < 10; index++) {
        const { fault, moment } = await storm.strike(index);
        assert.equal(fault, undefined, moment);
      }
      const { faults, jobs, saved } = await storm.end();
      assert.deepEqual(faults, []);
      assert.ok(jobs >= 7, `${String(jobs)} jobs`);
      assert.ok(saved >= 4, `${String(saved)} saved`);
    } finally {
      await storm.close();
    }
  });
});
