import type { MicroUsd } from './money.ts';

/** What was missing when the database turned out to be an older one, or another, than this machine had before. */
export interface Gap {
  /** Jobs with money that are missing, and what the caps go on counting for them. */
  readonly jobs: number;
  readonly microUsd: MicroUsd;
  /** Open jobs that were put back. */
  readonly restored: number;
  /** Queued jobs of which nobody can tell whether they were sent: they wait for a person's word. */
  readonly doubted: number;
}
