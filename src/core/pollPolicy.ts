import type { Job } from './job.ts';
import { type RenderForecast, stillRunning } from './renderForecast.ts';
import { slowedMs } from './standstill.ts';

/** After so long without one good answer a job is handed to the user. */
export const giveUpAfterMs = 24 * 60 * 60_000;

/** A queued job older than this asks before it is sent. */
export const staleQueuedAfterMs = 10 * 60_000;

/** The day alone proves nothing: a machine that slept through it has not asked once. */
const minMissesToGiveUp = 5;

const maxRetryAfterMs = 10 * 60_000;
const minPollMs = 2_000;
const maxPollMs = 60_000;
const firstMissMs = 20_000;
const maxPollBackoffMs = 120_000;
const localPollMs = 1_000;
const maxLocalBackoffMs = 15_000;

export interface PollTiming {
  /** Since the task id came. */
  readonly elapsedMs: number;
  /** Polls in a row without a usable answer. */
  readonly missCount: number;
  /** What the provider asked for. */
  readonly retryAfterMs?: number;
  /** When such a clip is likely to be ready. */
  readonly forecast: RenderForecast;
  /** Asking costs nothing there. */
  readonly isLocal: boolean;
  /** How long the answers have brought nothing new. */
  readonly stillMs?: number;
  /** Random, 0 <= x < 1: spreads jobs that would otherwise ask at the same moment. */
  readonly fraction: number;
}

/**
 * What one question is worth: the time that a finished clip may be expected to lie unnoticed before it is asked for.
 * Less makes more questions and less delay. A question that hits by chance is worth more than one that is well aimed,
 * so that nothing asks more often than every 10 s would.
 */
const guessWorthMs = 240;
const learntWorthMs = 140;
/** The wait is looked for in steps of so much, and of a tenth of what is waited already. */
const stepMs = 500;

/**
 * How long to wait before asking for the status again. Seldom while the clip can hardly be ready, often around the
 * likely moment, ever more slowly when it is long overdue, and seldom once nothing changes any more.
 */
export function nextPollDelayMs(timing: PollTiming): number {
  const { retryAfterMs, fraction, stillMs = 0 } = timing;
  if (retryAfterMs !== undefined) return retryAfter(retryAfterMs, fraction);
  return Math.max(usualDelayMs(timing), Math.round(slowedMs(stillMs) * (1 + unit(fraction) / 20)));
}

function usualDelayMs({ elapsedMs, missCount, forecast, isLocal, fraction }: PollTiming): number {
  if (isLocal) return backoff(localPollMs, maxLocalBackoffMs, missCount, fraction);
  // The first miss waits 10 to 20 s, the next up to 40 s.
  if (missCount > 0) return backoff(firstMissMs, maxPollBackoffMs, missCount - 1, fraction);
  const delayMs = worthAsking(forecast, elapsedMs > 0 ? elapsedMs : 0);
  return Math.round(Math.min(maxPollMs, delayMs * (1 + unit(fraction) / 10)));
}

/** The wait after which a clip that was not ready has lain unnoticed for what a question is worth in the mean. */
function worthAsking(forecast: RenderForecast, elapsedMs: number): number {
  const runningNow = stillRunning(forecast, elapsedMs);
  if (!(runningNow > 0)) return maxPollMs;
  const questionWorthMs = guessWorthMs + (learntWorthMs - guessWorthMs) * forecast.learnt;
  let unnoticedMs = 0;
  let readyBefore = 0;
  for (let waitMs = 0; waitMs < maxPollMs;) {
    const aheadMs = Math.max(stepMs, waitMs / 10);
    waitMs += aheadMs;
    const ready = 1 - stillRunning(forecast, elapsedMs + waitMs) / runningNow;
    unnoticedMs += ((readyBefore + ready) / 2) * aheadMs;
    if (unnoticedMs >= questionWorthMs) return Math.max(minPollMs, waitMs);
    readyBefore = ready;
  }
  return maxPollMs;
}

/** Before a create is tried again after the n-th time that nothing could be sent: 5 to 10 s first, at most two minutes. */
export function unsentDelayMs(missCount: number, fraction: number): number {
  return backoff(10_000, 120_000, missCount - 1, fraction);
}

/** Before the n-th attempt to fetch the clip's bytes: 0.5 to 1 s first, at most a minute, unless the server says when. */
export function downloadRetryDelayMs(missCount: number, fraction: number, retryAfterMs?: number): number {
  return retryAfterMs === undefined
    ? backoff(1_000, 60_000, missCount - 1, fraction)
    : retryAfter(retryAfterMs, fraction);
}

/** So many whole answers that are no clip are fetched, over an hour and more; then a person has to say. */
export const maxFetchedInVain = 12;

const refetchMs = [2_000, 10_000, 30_000, 60_000, 120_000, 300_000, 540_000];

/** Before everything is fetched anew for the n-th time: soon at first, then ever more seldom, for it costs its whole size. */
export function refetchDelayMs(count: number, fraction: number, retryAfterMs?: number): number {
  const step = Math.min(refetchMs.length, Math.max(1, count || 1)) - 1;
  const ownMs = Math.round((refetchMs[step] ?? 0) * (1 + unit(fraction) / 10));
  return retryAfterMs === undefined ? ownMs : Math.max(ownMs, retryAfter(retryAfterMs, fraction));
}

/** Before a create is tried again after its n-th answer 429: 10 to 20 s first, at most five minutes. */
export function tooManyDelayMs(count: number, retryAfterMs: number | undefined, fraction: number): number {
  return retryAfterMs === undefined
    ? backoff(20_000, 300_000, count - 1, fraction)
    : retryAfter(retryAfterMs, fraction);
}

/** Before one job asks whether a refused key works again: 15 to 30 s first, at most five minutes. */
export function probeDelayMs(missCount: number, fraction: number): number {
  return backoff(30_000, 300_000, missCount, fraction);
}

/**
 * Whether watching a job has become hopeless (the clip of a `stored` one is safe and never given up). The day does not
 * run while the user has paused everything: it starts anew when they resume.
 */
export function shouldGiveUp(
  job: Pick<Job, 'state' | 'missCount' | 'createdAt' | 'acceptedAt' | 'answeredAt'>,
  now: number,
  resumedAt = 0,
): boolean {
  if (job.state !== 'running' && job.state !== 'downloading') return false;
  const lastAnswerAt = Math.max(resumedAt, job.answeredAt ?? job.acceptedAt ?? job.createdAt);
  return job.missCount >= minMissesToGiveUp && now - lastAnswerAt >= giveUpAfterMs;
}

/** Never sooner than asked for, never later than ten minutes. */
function retryAfter(askedMs: number, fraction: number): number {
  const asked = askedMs > 1_000 ? askedMs : 1_000;
  return Math.min(maxRetryAfterMs, Math.round(asked * (1 + unit(fraction) / 10)));
}

/** Doubles with each step up to the limit; half of it is left to chance. */
function backoff(firstMs: number, limitMs: number, steps: number, fraction: number): number {
  const full = Math.min(limitMs, firstMs * 2 ** Math.max(0, steps || 0));
  return Math.round((full / 2) * (1 + unit(fraction)));
}

function unit(fraction: number): number {
  return Math.min(1, Math.max(0, fraction || 0));
}
