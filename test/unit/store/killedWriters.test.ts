import assert from 'node:assert/strict';
import { killWriters } from '../../torture/killedWriters.ts';

describe('a process that is killed while it writes', () => {
  it('leaves whole transactions, and everything that it was told was written', async () => {
    const { faults, insideTransaction, commits } = await killWriters(10, 7);
    assert.deepEqual(faults, []);
    assert.ok(insideTransaction > 0, 'no kill hit a transaction');
    assert.ok(commits > 0, 'nothing was committed');
  });
});
