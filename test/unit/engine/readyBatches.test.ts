import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/job.ts';
import { createReadyBatches } from '../../../src/engine/readyBatches.ts';
import { makeJob } from '../core/makeJob.ts';

describe('clips that were submitted together', () => {
  function batches(active: readonly Job[]) {
    const jobs = new Map(active.map((job) => [job.id, job]));
    const ready = createReadyBatches({ active: () => [...jobs.values()] });
    return (id: string, state: Job['state'] = 'saved') => {
      jobs.delete(id);
      return ready.after(makeJob({ id, state }))?.map((job) => job.id);
    };
  }

  it('are told together, when the last one is ready', () => {
    const end = batches([makeJob({ id: 'a', state: 'running' }), makeJob({ id: 'b', state: 'downloading' })]);
    assert.equal(end('a'), undefined);
    assert.deepEqual(end('b'), ['b', 'a']);
  });

  it('wait for none of another batch, and for none that waits for a person', () => {
    const other = makeJob({ id: 'x', batchId: 'batch-2', state: 'running' });
    const held = makeJob({ id: 'y', state: 'queued', hold: 'confirm' });
    assert.deepEqual(batches([makeJob({ id: 'a', state: 'running' }), other, held])('a'), ['a']);
  });

  it('wait for the one that waits for a frame', () => {
    const follower = makeJob({ id: 'b', state: 'queued', hold: 'frame' });
    const end = batches([makeJob({ id: 'a', state: 'running' }), follower]);
    assert.equal(end('a'), undefined);
    assert.deepEqual(end('b'), ['b', 'a']);
  });

  it('are told although the last one failed', () => {
    const end = batches([makeJob({ id: 'a', state: 'running' }), makeJob({ id: 'b', state: 'running' })]);
    assert.equal(end('a'), undefined);
    assert.deepEqual(end('b', 'failed'), ['a']);
    assert.equal(batches([])('c', 'failed'), undefined);
  });
});
