import { VideoPromptError } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';
import { hasEndedWithoutClip } from '../core/follower.ts';
import type { Job } from '../core/job.ts';
import type { EngineContext } from './context.ts';
import { writeEvent } from './write.ts';

/**
 * Ends the jobs of this window that wait for the last frame of a clip that will never come, so that their money is free
 * again. Those that wait for them end at the next look. `jobs`: everything that is under way.
 */
export async function endFollowers(context: EngineContext, jobs: ReadonlyMap<string, Job>): Promise<void> {
  for (const job of [...jobs.values()]) {
    if (job.state !== 'queued' || job.windowId !== context.windowId) continue;
    if (job.awaits === undefined || jobs.has(job.awaits.jobId)) continue;
    const message = await obstacle(context, job.awaits.jobId);
    if (message === undefined) continue;
    const failure: Failure = { class: 'unknown', message, charged: 'no' };
    await writeEvent(context, job, { kind: 'cancel', failure });
  }
}

/** Why the clip will never come; undefined while it may. */
async function obstacle(context: EngineContext, predecessorId: string): Promise<string | undefined> {
  const predecessor = await read(context, predecessorId);
  if (predecessor === undefined) return undefined;
  if (predecessor === 'missing') return 'follow.predecessorMissing';
  if (!hasEndedWithoutClip(predecessor)) return undefined;
  switch (predecessor.state) {
    case 'cancelled':
      return 'follow.predecessorCancelled';
    case 'forgotten':
      return 'follow.predecessorForgotten';
    default:
      return 'follow.predecessorFailed';
  }
}

/** Undefined: its row cannot be read by this version, and says nothing. */
async function read(context: EngineContext, id: string): Promise<Job | 'missing' | undefined> {
  try {
    return (await context.store.get(id)) ?? 'missing';
  } catch (error) {
    if (error instanceof VideoPromptError && error.jobId === id) return undefined;
    throw error;
  }
}
