import { isDriven, type Job } from '../core/job.ts';
import type { Engine } from './engine.ts';

/** Clips that were submitted together are told together. */
export interface ReadyBatches {
  /**
   * The finished clips of this job's batch, newest first, once nothing of it is under way any more, however the job ended;
   * until then, or where there are none, undefined.
   */
  after(job: Job): readonly [Job, ...Job[]] | undefined;
}

export function createReadyBatches(engine: Pick<Engine, 'active'>): ReadyBatches {
  const waiting = new Map<string, readonly Job[]>();
  return {
    after(job) {
      const before = waiting.get(job.batchId) ?? [];
      const [newest, ...others] = job.state === 'saved' ? [job, ...before] : before;
      if (newest === undefined) return undefined;
      const isUnderWay = engine
        .active()
        // What waits for a person may wait for long.
        .some(
          (one) => one.batchId === job.batchId && one.id !== job.id && isDriven(one.state) && !waits(one),
        );
      if (isUnderWay) {
        waiting.set(job.batchId, [newest, ...others]);
        return undefined;
      }
      waiting.delete(job.batchId);
      return [newest, ...others];
    },
  };
}

function waits({ hold }: Job): boolean {
  return hold === 'confirm' || hold === 'key';
}
