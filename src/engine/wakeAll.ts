import type { Job } from '../core/job.ts';
import { needsConsent, sendableSince } from './adoption.ts';
import type { EngineContext } from './context.ts';
import { writeEvent } from './write.ts';

/**
 * After something outside changed: jobs that wait for a key are released, and steps that failed for want of a key or
 * a place are due at once.
 */
export async function wakeAll(context: EngineContext, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    if (job.windowId !== context.windowId) continue;
    if (job.state === 'queued' && job.hold === 'key') {
      const endpoint = await context.endpoints.resolve(job.origin, context.closing);
      if (endpoint === undefined) continue;
      const isStale = needsConsent(job, context.clock.now(), context.market.quote, sendableSince(job));
      await writeEvent(context, job, isStale ? { kind: 'hold', reason: 'confirm' } : { kind: 'release' });
    } else if (job.failure?.class === 'key' || job.failure?.class === 'disk') {
      const nextAt = context.clock.now();
      await writeEvent(context, job, { kind: 'missed', nextAt, failure: job.failure });
    }
  }
}
