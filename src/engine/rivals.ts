import type { SeenJobs } from '../core/batch.ts';
import type { CapBreach, CapTotals } from '../core/budget.ts';
import type { Job } from '../core/job.ts';
import type { MicroUsd } from '../core/money.ts';
import type { RunBreach, RunBudget } from '../core/runBudget.ts';

/** A job that was not admitted, and the ids of those that stand in its way. */
export interface Rivals {
  readonly jobId: string;
  readonly others: readonly string[];
}

export interface AdmitOptions {
  /** By job id; what a job of a shot has none for, nobody has looked at. */
  readonly seen?: ReadonlyMap<string, SeenJobs>;
  /** The uncertain job whose place the one new job takes; those that wait for it wait for the new one. */
  readonly supersedes?: string;
  /** What agents may spend a day, these jobs included; absent: a person has agreed to their price. */
  readonly agentDayMicroUsd?: MicroUsd;
  /** What all of them together may cost. */
  readonly budget?: RunBudget;
}

export type AdmitOutcome =
  /** `changed`: jobs that were there before and are others now. */
  | { readonly kind: 'admitted'; readonly changed: readonly Job[] }
  /** The job whose place was to be taken is not uncertain any more, or has been submitted again already. */
  | { readonly kind: 'settled' }
  /** Some of the jobs are being made already, or were since the look that they rest on. */
  | { readonly kind: 'duplicate'; readonly rivals: readonly Rivals[] }
  /** The task of one of them has a job already. */
  | { readonly kind: 'known'; readonly jobId: string }
  /** Agents would spend more than they may a day. */
  | { readonly kind: 'allowance' }
  | { readonly kind: 'overBudget'; readonly breach: RunBreach }
  | { readonly kind: 'capped'; readonly breach: CapBreach; readonly totals: CapTotals };
