import type { Job } from '../core/job.ts';

const baseMs = 60_000;
const perSecondMs = 8_000;

/** How long a render is expected to take, milliseconds: most clips take one to five minutes (CometAPI's guide). */
export function expectedRenderMs(job: Pick<Job, 'request'>): number {
  return baseMs + perSecondMs * job.request.seconds;
}
