import { findModel } from '../core/catalogue/catalogue.ts';
import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { staleQueuedAfterMs } from '../core/pollPolicy.ts';
import { isSamePrice, quoteClip } from '../core/quote.ts';
import { sampleOrigin } from '../core/job.ts';
import type { EngineContext } from './context.ts';
import { drive } from './write.ts';

const senderGone: Failure = { class: 'unknown', message: 'create.senderGone', charged: 'unknown' };

/**
 * Looks at a job whose driver is gone before anything is done for it. One that was being sent may have reached the
 * provider: it is never sent again by itself (P1). One that waits too long, or whose price changed, asks first (P2).
 */
export async function adopt(context: EngineContext, job: Job): Promise<void> {
  if (job.state === 'submitting') {
    await drive(context, job, { kind: 'doubted', failure: senderGone });
  } else if (job.state === 'queued' && job.hold !== 'confirm' && needsConsent(job, context.clock.now())) {
    await drive(context, job, { kind: 'hold', reason: 'confirm' });
  } else {
    context.changed.emit(job);
  }
}

/** Too old, or at another price than was agreed to (P2). */
export function needsConsent(job: Job, now: number): boolean {
  if (job.origin === sampleOrigin) return false;
  if (now - job.createdAt > staleQueuedAfterMs) return true;
  const model = findModel(job.request.model);
  return model === undefined || !isSamePrice(job.quote, quoteClip(job.request, model));
}
