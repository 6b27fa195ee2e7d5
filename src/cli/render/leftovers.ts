import type { Job } from '../../core/job.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import { isLeftUnsent } from '../run/atRest.ts';
import { cancelUnsent } from '../run/cancelUnsent.ts';
import { watchJobs } from '../run/watchJobs.ts';

/** A prompt file with more jobs than this has the others in sidecars. */
const maxJobs = 1_000;

/**
 * Settles what other runs have queued for these prompt files: what a run that died had not sent is cancelled, because what it
 * was allowed to cost is not what this one is; what one that lives has queued is waited for. `waiting`: called once where
 * there is something to wait for.
 */
export async function settleLeftovers(
  runtime: Pick<Runtime, 'engine' | 'store' | 'canPlace'>,
  promptFiles: readonly string[],
  { waiting, signal }: { readonly waiting: () => void; readonly signal: AbortSignal },
): Promise<void> {
  const { engine, store } = runtime;
  const isQueued = (job: Job) =>
    job.state === 'queued' && (job.hold === undefined || job.hold === 'frame') && !engine.rests(job);
  const isLeft = (job: Job) => isLeftUnsent(job, engine);
  const jobs = (await Promise.all(promptFiles.map((uri) => store.ofPromptFile(uri, maxJobs)))).flat();
  const queued = jobs.filter(isQueued);
  if (queued.some((job) => !isLeft(job))) waiting();
  const settled = await watchJobs(
    runtime,
    queued.map(({ id }) => id),
    { changed: () => undefined, signal, isDone: (job) => !isQueued(job) || isLeft(job) },
  );
  for (const job of settled) if (isLeft(job)) await cancelUnsent(engine, job);
}
