import { isAbort } from '../core/errors.ts';
import type { Job, JobEvent } from '../core/job.ts';
import type { EngineContext } from './context.ts';
import type { ApplyOptions, ApplyOutcome } from './ports.ts';

/** Writes an event of the driver, fenced by the epoch it drives with, and tells it once it is on disk. */
export async function writeEvent(
  context: EngineContext,
  job: Job,
  event: JobEvent,
  options: Omit<ApplyOptions, 'epoch'> = {},
): Promise<ApplyOutcome> {
  return await write(context, job.id, event, { ...options, epoch: job.epoch });
}

/** Writes an event that is not fenced: a person's wish. */
export async function write(
  context: EngineContext,
  id: string,
  event: JobEvent,
  options: ApplyOptions = {},
): Promise<ApplyOutcome> {
  const outcome = await context.store.apply(id, event, context.clock.now(), options);
  if (outcome.kind === 'applied') {
    context.changed.emit(outcome.job);
    if (isOver(outcome.job)) await context.vault.discard(outcome.job);
  }
  return outcome;
}

/** Ended without a clip: nothing that is kept for it is needed any more. */
function isOver({ state }: Job): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'forgotten';
}

const firstRetryMs = 250;
const lastRetryMs = 5_000;
/** From then on it counts as not taken. */
const noteAfterMs = 500;

/**
 * Writes what must not be lost (what followed a create), however long the disk refuses it. Gives up only when the
 * window closes; the row then says `submitting`, which the next window reads as uncertain, unless it finds the note.
 */
export async function writeSurely(
  context: EngineContext,
  job: Job,
  event: JobEvent,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  const written = new AbortController();
  const noting = noteUntil(context, job, event, written.signal);
  try {
    const outcome = await untilWritten(context, job, event, options);
    written.abort();
    const isGone = outcome.kind === 'rejected' && outcome.job === undefined;
    // Its row is gone with the database it lay in: the note is all that is left of a task that was paid for.
    if (isGone && event.kind === 'accepted') await note(context, job, event);
    else if (await noting) await dropNote(context, job);
    return outcome;
  } finally {
    written.abort();
  }
}

/**
 * Keeps a task id beside the database while that does not take it: a lock may be waited for longer than the window
 * lives. True where there is a note.
 */
async function noteUntil(
  context: EngineContext,
  job: Job,
  event: JobEvent,
  written: AbortSignal,
): Promise<boolean> {
  if (event.kind !== 'accepted') return false;
  for (let delayMs = noteAfterMs; ; delayMs = lastRetryMs) {
    await untilNextTry(context, delayMs, written);
    if (written.aborted) return false;
    if (await note(context, job, event)) return true;
  }
}

async function untilWritten(
  context: EngineContext,
  job: Job,
  event: JobEvent,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  for (let delayMs = firstRetryMs; ; delayMs = Math.min(delayMs * 2, lastRetryMs)) {
    try {
      return await write(context, job.id, event, options);
    } catch (error) {
      if (isAbort(error) || context.closing.aborted) throw error;
      context.log(`Job ${job.id}: the outcome of its submission could not be written yet`, error);
      await untilNextTry(context, delayMs, context.closing);
    }
  }
}

/** Soon, once the window closes: this window has no later. */
async function untilNextTry(context: EngineContext, delayMs: number, ended: AbortSignal): Promise<void> {
  const { clock, draining } = context;
  if (draining.aborted) await clock.sleep(firstRetryMs, ended);
  else await clock.sleep(delayMs, AbortSignal.any([ended, draining]));
}

async function note(
  context: EngineContext,
  job: Job,
  event: Extract<JobEvent, { kind: 'accepted' }>,
): Promise<boolean> {
  const { taskId, keyFingerprint } = event;
  try {
    await context.vault.noteTask({ jobId: job.id, taskId, keyFingerprint });
    return true;
  } catch (error) {
    context.log(`Job ${job.id}: its task id could not be kept beside the database either`, error);
    return false;
  }
}

/** One that stays is taken up later and found to be known already. */
async function dropNote(context: EngineContext, job: Job): Promise<void> {
  try {
    await context.vault.dropTaskNote(job.id);
  } catch (error) {
    context.log(`Job ${job.id}: the note of its task id stays`, error);
  }
}
