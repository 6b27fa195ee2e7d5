import type { Job } from '../../../src/core/job.ts';
import type { VideoRequest } from '../../../src/core/request.ts';

export const request: VideoRequest = {
  prompt: 'A paper boat crosses a puddle',
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  images: [],
};

/** A freshly admitted job. */
export function makeJob(fields: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    batchId: 'batch-1',
    state: 'queued',
    request,
    dialect: 'unified',
    origin: 'https://api.cometapi.com',
    images: [],
    output: {
      workspaceFolderUri: 'file:///work/film',
      directoryUri: 'file:///work/film/videos',
      baseName: 'boat',
    },
    workspaceKey: 'file:///work/film',
    quote: { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
    reservedMicroUsd: 320_000,
    day: '2026-10-01',
    createdAt: 1_000,
    updatedAt: 1_000,
    windowId: 'window-1',
    epoch: 1,
    tooManyCount: 0,
    missCount: 0,
    ...fields,
  };
}
