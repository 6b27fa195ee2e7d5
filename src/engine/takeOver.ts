import type { Job, JobEvent } from '../core/job.ts';

export interface TakeOverOptions {
  /** False: jobs that are still to be sent stay where they are. */
  readonly withQueued?: boolean;
  /** What a job becomes by losing its driver; written in the same transaction, so that nobody acts on the job before. */
  readonly adopt?: (job: Job) => JobEvent | undefined;
  /**
   * The time when it is written: the call may wait for a lock, and a window that sleeps meanwhile would take the
   * living for dead. Absent: the time of the call.
   */
  readonly readNow?: () => number;
}
