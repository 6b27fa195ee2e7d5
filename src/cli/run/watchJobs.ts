import type { Job } from '../../core/job.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import { isAtRest } from './atRest.ts';

export interface Watching {
  /** Called with all of them at the start and whenever one has changed. */
  readonly changed: (jobs: readonly Job[]) => void;
  /** Ends the watch; what is under way goes on. */
  readonly signal: AbortSignal;
  /** Absent: until nothing more will happen to it. */
  readonly isDone?: (job: Job) => boolean;
}

/** Watches jobs until each is done, and gives them as they are then, in the same order. */
export async function watchJobs(
  runtime: Pick<Runtime, 'engine' | 'canPlace'>,
  ids: readonly string[],
  { changed, signal, isDone = (job) => isAtRest(job, runtime) }: Watching,
): Promise<readonly Job[]> {
  const { engine } = runtime;
  const isAborted = () => signal.aborted;
  for (;;) {
    // Before the look, so that a change during it is not missed.
    const change = nextChange(engine, signal);
    const jobs = await readJobs(engine, ids);
    changed(jobs);
    if (jobs.every(isDone)) {
      change.stop();
      // A request whose answer was lost may be found after all.
      if (isAborted() || !jobs.some(({ state }) => state === 'uncertain')) return jobs;
      await Promise.race([engine.settledDoubts(), aborted(signal)]);
      const settled = await readJobs(engine, ids);
      if (isAborted() || settled.every(isDone)) return settled;
      continue;
    }
    await change.came;
    if (isAborted()) return await readJobs(engine, ids);
  }
}

async function readJobs(engine: Runtime['engine'], ids: readonly string[]): Promise<readonly Job[]> {
  const active = new Map(engine.active().map((job) => [job.id, job]));
  const jobs: Job[] = [];
  for (const id of ids) {
    const job = active.get(id) ?? (await readJob(engine, id));
    if (job !== undefined) jobs.push(job);
  }
  return jobs;
}

/** Undefined where it cannot be read now: it is there, and looked at again. */
async function readJob(engine: Runtime['engine'], id: string): Promise<Job | undefined> {
  try {
    return await engine.get(id);
  } catch (error) {
    if (error instanceof VideoPromptError && error.code === 'store.busy') return undefined;
    throw error;
  }
}

function nextChange(engine: Runtime['engine'], signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const listening = [
    engine.onDidChangeJob(() => resolve(undefined)),
    engine.onDidChange(() => resolve(undefined)),
    engine.onDidFail(() => resolve(undefined)),
  ];
  const done = () => resolve(undefined);
  signal.addEventListener('abort', done);
  if (signal.aborted) done();
  const stop = () => {
    for (const one of listening) one.dispose();
    signal.removeEventListener('abort', done);
  };
  return { came: promise.finally(stop), stop: done };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
}
