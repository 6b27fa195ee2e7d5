import type { Job } from '../../core/job.ts';

/** Shows on standard error how jobs go on. */
export interface Progress {
  readonly changed: (jobs: readonly Job[]) => void;
  /** A line of its own. */
  readonly note: (text: string) => void;
  /** Leaves the last state on the screen. */
  readonly done: () => void;
}
