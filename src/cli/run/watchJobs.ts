import { isSample, type Job } from '../../core/job.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import { isAtRest, type RestParts } from './atRest.ts';

export interface Watching {
  /** Called with all of them at the start and whenever one has changed. */
  readonly changed: (jobs: readonly Job[]) => void;
  /** Ends the watch; what is under way goes on. */
  readonly signal: AbortSignal;
  /** What is at another API origin is not looked after here: there is no key for it. Absent: wherever it is. */
  readonly origin?: string;
  /** Absent: until nothing more will happen to it. */
  readonly isDone?: (job: Job) => boolean;
}

interface WatchParts extends RestParts {
  readonly engine: RestParts['engine'] &
    Pick<
      Runtime['engine'],
      'active' | 'get' | 'settledDoubts' | 'onDidChangeJob' | 'onDidChange' | 'onDidFail'
    >;
}

/** Watches jobs until each is done, and gives them as they are then, in the same order. */
export async function watchJobs(
  runtime: WatchParts,
  ids: readonly string[],
  { changed, signal, origin, isDone = (job) => isAtRest(job, runtime) || isElsewhere(job, origin) }: Watching,
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

function isElsewhere(job: Job, origin: string | undefined): boolean {
  return origin !== undefined && job.origin !== origin && !isSample(job);
}

async function readJobs(
  engine: Pick<Runtime['engine'], 'active' | 'get'>,
  ids: readonly string[],
): Promise<readonly Job[]> {
  const active = new Map(engine.active().map((job) => [job.id, job]));
  const jobs: Job[] = [];
  for (const id of ids) {
    const job = active.get(id) ?? (await readJob(engine, id));
    if (job !== undefined) jobs.push(job);
  }
  return jobs;
}

/** A database that is busy was tried for a while already: it is tried on, so that no job is taken for one that is gone. */
async function readJob(engine: Pick<Runtime['engine'], 'get'>, id: string): Promise<Job | undefined> {
  for (;;) {
    try {
      return await engine.get(id);
    } catch (error) {
      if (!(error instanceof VideoPromptError) || error.code !== 'store.busy') throw error;
    }
  }
}

function nextChange(engine: WatchParts['engine'], signal: AbortSignal) {
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
