import { isAbort, VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import { downloadRetryDelayMs } from '../core/pollPolicy.ts';
import type { EngineContext } from './context.ts';
import { diskFailure } from './diskFailure.ts';
import { writeEvent } from './write.ts';

/** How often a place may turn out taken before the step is left for later. */
const maxPlaces = 100;

/**
 * Moves a stored clip into the workspace. Where it is about to lie is on disk first, so that after a crash the same
 * place is looked at again, and a clip that already lies there is recognised by its bytes.
 */
export async function place(context: EngineContext, stored: Job): Promise<Job | undefined> {
  // Its folder may have moved since it was read.
  let job = await context.store.get(stored.id);
  if (job?.state !== 'stored' || job.epoch !== stored.epoch) return undefined;
  try {
    for (let tries = 0; tries < maxPlaces; tries++) {
      if (!context.workspace.canPlace(job.output)) return undefined;
      const uri =
        tries === 0 && job.clip?.uri !== undefined ? job.clip.uri : await context.workspace.choosePlace(job);
      if (uri !== job.clip?.uri) {
        const placing = await writeEvent(context, job, { kind: 'placing', uri });
        if (placing.kind !== 'applied') return undefined;
        const isMoved = placing.job.output.directoryUri !== job.output.directoryUri;
        job = placing.job;
        if (isMoved) continue;
      }
      if ((await context.workspace.place(job, uri)) === 'taken') continue;
      const placed = await writeEvent(context, job, { kind: 'placed', uri });
      if (placed.kind !== 'applied') return undefined;
      await context.vault.discard(placed.job);
      return placed.job;
    }
  } catch (error) {
    if (isAbort(error) || !(error instanceof VideoPromptError)) throw error;
    const nextAt = context.clock.now() + downloadRetryDelayMs(job.missCount + 1, context.random.fraction());
    await writeEvent(context, job, {
      kind: 'missed',
      nextAt,
      failure: diskFailure(error),
    });
  }
  return undefined;
}
