import type { EngineContext } from './context.ts';
import { write } from './write.ts';

/**
 * Gives jobs the task ids that a window, this one or one that is gone, could not write into the database (P1: a task
 * id always wins, however late).
 */
export async function takeUpNotes(context: EngineContext): Promise<void> {
  for (const { jobId, taskId, keyFingerprint } of await context.vault.notedTasks()) {
    const job = await context.store.get(jobId);
    // A job that is not in this database: the note may be all that is left of it.
    if (job === undefined) continue;
    if (job.taskId === undefined) {
      await write(context, jobId, {
        kind: 'accepted',
        taskId,
        keyFingerprint,
        nextAt: context.clock.now(),
      });
    }
    await context.vault.dropTaskNote(jobId);
  }
}
