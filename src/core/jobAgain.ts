import type { DialectId } from './catalogue/model.ts';
import type { Job } from './job.ts';
import type { MicroUsd } from './money.ts';
import type { Quote } from './quote.ts';

/** What of a job that is submitted again is its own. */
export interface FreshJob {
  readonly id: string;
  readonly batchId: string;
  readonly dialect: DialectId;
  readonly quote: Quote;
  readonly reservedMicroUsd: MicroUsd;
  readonly day: string;
  readonly now: number;
  readonly windowId: string;
}

/**
 * A new job for what an uncertain one stands for: the shot and its take, the place, the images as they were recorded, the
 * origin. Whatever a job says of its own life stays behind; all else goes along, also what jobs may learn to say later.
 */
export function jobAgain(old: Job, { now, ...fresh }: FreshJob): Job {
  const {
    charge: _charge,
    hold: _hold,
    awaits: _awaits,
    framedAt: _framedAt,
    nextAt: _nextAt,
    fetchedInVain: _fetchedInVain,
    sentAt: _sentAt,
    taskId: _taskId,
    sharedTaskId: _sharedTaskId,
    keyFingerprint: _keyFingerprint,
    acceptedAt: _acceptedAt,
    progress: _progress,
    word: _word,
    stillMs: _stillMs,
    watchedFrom: _watchedFrom,
    answeredAt: _answeredAt,
    renderedAt: _renderedAt,
    endedAt: _endedAt,
    clip: _clip,
    failure: _failure,
    supersededBy: _supersededBy,
    by: _by,
    ...kept
  } = old;
  return {
    ...kept,
    ...fresh,
    state: 'queued',
    createdAt: now,
    updatedAt: now,
    epoch: 1,
    tooManyCount: 0,
    missCount: 0,
    supersedes: old.id,
  };
}

/** Whether the job may be submitted again: once, while nobody knows what became of it. */
export function mayBeAgain({ state, supersededBy }: Pick<Job, 'state' | 'supersededBy'>): boolean {
  return state === 'uncertain' && supersededBy === undefined;
}
