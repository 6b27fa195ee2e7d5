import type { Job } from '../../core/job.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';

/** Ends a queued job; one that went on meanwhile, or ended with the clip that it waits for, is left as it is. Gives it as it is then. */
export async function cancelUnsent(
  engine: Pick<Runtime['engine'], 'cancel' | 'get'>,
  job: Job,
): Promise<Job> {
  try {
    return await engine.cancel(job.id);
  } catch (error) {
    if (!(error instanceof VideoPromptError) || error.code !== 'job.state') throw error;
    return (await engine.get(job.id)) ?? job;
  }
}
