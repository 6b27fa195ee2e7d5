import type { Job } from './job.ts';

/** After so long without a change the person is told, and asking becomes slow. */
export const tellStillAfterMs = 2 * 60 * 60_000;
/** After so long without a change a job is handed to the person. */
const endStillAfterMs = 24 * 60 * 60_000;
/** Nothing is watched for longer, whatever it says meanwhile. */
const endWatchAfterMs = 72 * 60 * 60_000;

/** More between two answers is time in which nobody asked: the machine slept, or everything was paused. */
const longestStepMs = 15 * 60_000;
const recentMs = 60 * 60_000;
const slowestMs = 9.5 * 60_000;
const slowFromMs = 2 * 60_000;

interface Said {
  readonly progress?: number;
  readonly word?: string;
}

/** How long nothing has changed, once this answer has come; 0 where it brings a change. */
export function stillAfter(
  job: Pick<Job, 'progress' | 'word' | 'stillMs' | 'answeredAt' | 'acceptedAt'>,
  { progress, word }: Said,
  now: number,
): number {
  const hasMoved =
    (progress !== undefined && progress !== job.progress) || (word !== undefined && word !== job.word);
  if (hasMoved) return 0;
  const stepMs = now - (job.answeredAt ?? job.acceptedAt ?? now);
  return (job.stillMs ?? 0) + Math.min(Math.max(stepMs, 0), longestStepMs);
}

/**
 * Whether a job that only says that it is rendering is to be handed to the person (P3): a day without a change, or three
 * days at all. Time in which nobody could ask does not count; `resumedAt`: when the last pause of everything ended.
 */
export function hasStoodStill(
  job: Pick<Job, 'createdAt' | 'acceptedAt' | 'answeredAt' | 'watchedFrom'>,
  stillMs: number,
  now: number,
  resumedAt = 0,
): boolean {
  if (stillMs >= endStillAfterMs) return true;
  const since = Math.max(resumedAt, job.watchedFrom ?? job.acceptedAt ?? job.createdAt);
  const isWatched = job.answeredAt !== undefined && now - job.answeredAt < recentMs;
  return isWatched && now - since >= endWatchAfterMs;
}

/** The least to wait before asking again: nothing until a job stands still, then ever more, up to ten minutes. */
export function slowedMs(stillMs: number): number {
  if (!(stillMs >= tellStillAfterMs)) return 0;
  return Math.min(slowestMs, slowFromMs + (stillMs - tellStillAfterMs) / 12);
}
