import assert from 'node:assert/strict';
import type { Job, JobState } from '../../../src/core/job.ts';
import { jobAgain, mayBeAgain } from '../../../src/core/jobAgain.ts';
import { makeJob, request } from './makeJob.ts';

/** Every field that a job can have. */
const full: Required<Job> = {
  ...makeJob(),
  state: 'uncertain',
  request: { ...request, images: [{ uri: 'file:///film/boat.png', role: 'first' }] },
  images: [{ role: 'first', sha256: 'a'.repeat(64), bytes: 3, type: 'image/png', name: 'boat.png' }],
  source: {
    promptFileUri: 'file:///film/boat.video.md',
    shot: 'storm',
    cell: 'veo3.1',
    take: 2,
    digest: 'd'.repeat(64),
  },
  by: 'agent',
  digest: 'e'.repeat(64),
  supersedes: 'job-0',
  supersededBy: 'job-9',
  charge: { basis: 'unknown' },
  hold: 'confirm',
  awaits: { jobId: 'job-0', role: 'first', at: 0 },
  framedAt: 1,
  nextAt: 2,
  fetchedInVain: 1,
  sentAt: 3,
  taskId: 'task',
  sharedTaskId: 'task',
  keyFingerprint: 'f00d',
  acceptedAt: 4,
  progress: 50,
  word: 'in_progress',
  stillMs: 1,
  watchedFrom: 1,
  answeredAt: 5,
  renderedAt: 6,
  endedAt: 7,
  clip: { bytes: 1, sha256: 'c', extension: '.mp4' },
  failure: { class: 'network', message: 'create.broken', charged: 'unknown' },
};

/** What becomes of each; a field that jobs learn to have needs a word here. */
const fates = {
  id: 'fresh',
  batchId: 'fresh',
  state: 'fresh',
  request: 'kept',
  dialect: 'fresh',
  origin: 'kept',
  images: 'kept',
  output: 'kept',
  source: 'kept',
  supersedes: 'fresh',
  supersededBy: 'left',
  by: 'left',
  digest: 'kept',
  workspaceKey: 'kept',
  quote: 'fresh',
  reservedMicroUsd: 'fresh',
  charge: 'left',
  day: 'fresh',
  createdAt: 'fresh',
  updatedAt: 'fresh',
  windowId: 'fresh',
  epoch: 'fresh',
  hold: 'left',
  awaits: 'left',
  framedAt: 'left',
  nextAt: 'left',
  fetchedInVain: 'left',
  sentAt: 'left',
  tooManyCount: 'fresh',
  taskId: 'left',
  sharedTaskId: 'left',
  keyFingerprint: 'left',
  acceptedAt: 'left',
  progress: 'left',
  word: 'left',
  stillMs: 'left',
  watchedFrom: 'left',
  answeredAt: 'left',
  missCount: 'fresh',
  renderedAt: 'left',
  endedAt: 'left',
  clip: 'left',
  failure: 'left',
} as const satisfies Record<keyof Job, 'kept' | 'fresh' | 'left'>;

const fresh = {
  id: 'job-2',
  batchId: 'batch-2',
  dialect: 'kling',
  quote: { microUsd: 9, kind: 'listed', source: 'elsewhere', date: '2026-10' },
  reservedMicroUsd: 9,
  day: '2026-10-02',
  now: 9_000,
  windowId: 'window-2',
} as const;

describe('a job that is submitted again', () => {
  const again = jobAgain(full, fresh);
  for (const [field, fate] of Object.entries(fates) as [keyof Job, 'kept' | 'fresh' | 'left'][]) {
    it(`has its ${field} ${fate}`, () => {
      if (fate === 'kept') assert.deepEqual(again[field], full[field]);
      else if (fate === 'left') assert.equal(field in again, false);
      else assert.ok(again[field] !== undefined);
    });
  }

  it('begins anew in the place of the old one', () => {
    const { state, supersedes, createdAt, epoch, missCount } = again;
    assert.deepEqual(
      { state, supersedes, createdAt, epoch, missCount },
      {
        state: 'queued',
        supersedes: 'job-1',
        createdAt: 9_000,
        epoch: 1,
        missCount: 0,
      },
    );
  });

  const states = {
    queued: false,
    submitting: false,
    running: false,
    downloading: false,
    stored: false,
    saved: false,
    failed: false,
    uncertain: true,
    stopped: false,
    cancelled: false,
    forgotten: false,
  } as const satisfies Record<JobState, boolean>;
  for (const [state, may] of Object.entries(states) as [JobState, boolean][]) {
    it(`${may ? 'may' : 'may not'} be one that is ${state}, and never one a second time`, () => {
      assert.equal(mayBeAgain({ state }), may);
      assert.equal(mayBeAgain({ state, supersededBy: 'job-2' }), false);
    });
  }
});
