import type { Job } from '../core/job.ts';
import type { EngineContext } from './context.ts';
import { write } from './write.ts';

/** An answer that was lost may be about a task that is still being made: it is looked for a few times. */
const attemptsAfterMs = [1_000, 15_000, 60_000] as const;

/**
 * Looks for the task of an uncertain job by the id that went with its request, where the dialect has such ids; found,
 * the doubt is over. Not found proves nothing: the job stays uncertain and is never sent again by itself (P1).
 */
export async function settleDoubt(context: EngineContext, job: Job): Promise<void> {
  for (const delayMs of attemptsAfterMs) {
    await context.clock.sleep(delayMs, context.closing);
    if (context.closing.aborted) return;
    const endpoint = await context.endpoints.resolve(job.origin, context.closing);
    if (endpoint === undefined) return;
    const outcome = await context.provider.findByClientId(
      { endpoint, dialect: job.dialect, clientId: job.id },
      context.closing,
    );
    if (outcome.kind === 'unsupported') return;
    if (outcome.kind !== 'found') continue;
    await write(context, job.id, {
      kind: 'accepted',
      taskId: outcome.taskId,
      keyFingerprint: endpoint.keyFingerprint,
      nextAt: context.clock.now(),
    });
    return;
  }
}
