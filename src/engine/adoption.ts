import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import type { Failure } from '../core/failure.ts';
import { expectedRequest } from '../core/follower.ts';
import { type Job, type JobEvent, sampleOrigin } from '../core/job.ts';
import { staleQueuedAfterMs } from '../core/pollPolicy.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import { isDearer } from '../core/quote.ts';

export const senderGone: Failure = { class: 'unknown', message: 'create.senderGone', charged: 'unknown' };

/**
 * What a job becomes when its driver is gone; undefined: nothing. One that was being sent may have reached the
 * provider: it is never sent again by itself (P1). One that waits too long, or whose price changed, asks first (P2).
 */
export function adoption(job: Job, now: number, quote: QuoteOf): JobEvent | undefined {
  if (job.state === 'submitting') return { kind: 'doubted', failure: senderGone };
  const isAsking = job.hold === 'confirm' || job.awaits?.isToConfirm === true;
  const isToAsk = job.state === 'queued' && !isAsking && needsConsent(job, now, quote);
  return isToAsk ? { kind: 'hold', reason: 'confirm' } : undefined;
}

/** Too old, or dearer than was agreed to (P2). */
export function needsConsent(
  job: Job,
  now: number,
  quote: QuoteOf,
  waitedSince: number = job.createdAt,
): boolean {
  if (job.origin === sampleOrigin) return false;
  return now - waitedSince > staleQueuedAfterMs || hasRisen(job, quote);
}

/** Whether the job would cost more by now than was agreed to, or nobody can tell (P7). */
export function hasRisen(job: Job, quote: QuoteOf): boolean {
  if (job.origin === sampleOrigin) return false;
  const model = modelOfRequest(job.request);
  // No ceiling was asked for where no cap counts it.
  const ceiling = job.reservedMicroUsd === 0 ? undefined : job.reservedMicroUsd;
  return model === undefined || isDearer(quote(expectedRequest(job), model), job.quote, ceiling);
}

/**
 * Since when a job could have been sent, in a window that lived all the while: one that waited for the clip before it
 * is no older for that.
 */
export function sendableSince({ createdAt, framedAt }: Job): number {
  return framedAt ?? createdAt;
}
