import assert from 'node:assert/strict';
import { watchJobs } from '../../../../src/cli/run/watchJobs.ts';
import { VideoPromptError } from '../../../../src/core/errors.ts';
import type { Job } from '../../../../src/core/job.ts';
import { makeJob } from '../../core/makeJob.ts';

const nothing = { dispose: () => undefined };

/** An engine whose database is busy the first times that a job is read. */
function watched(jobs: readonly Job[], busyTimes: number) {
  let left = busyTimes;
  return {
    canPlace: () => true,
    engine: {
      active: () => [],
      get: (id: string) =>
        left-- > 0
          ? Promise.reject(new VideoPromptError('store.busy', 'busy'))
          : Promise.resolve(jobs.find((job) => job.id === id)),
      onDidChangeJob: () => nothing,
      onDidChange: () => nothing,
      onDidFail: () => nothing,
      settledDoubts: () => Promise.resolve(),
      rests: () => false,
      leftUnsent: () => [],
      pauses: () => [],
    },
  };
}

describe('watching jobs', () => {
  const watching = { changed: () => undefined, signal: new AbortController().signal };

  it('takes none for gone because the database is busy', async () => {
    const failed = makeJob({ id: 'one', state: 'failed' });
    assert.deepEqual(await watchJobs(watched([failed], 2), ['one'], watching), [failed]);
  });

  it('waits for none that another API origin renders', async () => {
    const running = makeJob({ id: 'one', state: 'running', taskId: 'task', origin: 'https://other.example' });
    const here = { ...watching, origin: 'https://api.cometapi.com' };
    assert.deepEqual(await watchJobs(watched([running], 0), ['one'], here), [running]);
  });
});
