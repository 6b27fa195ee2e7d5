import { hasEnded } from '../../core/job.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { ReportedJob } from './reportedJob.ts';

/** What the clips of a run have cost. */
export interface MoneyOfJobs {
  readonly reportedMicroUsd: MicroUsd;
  readonly estimatedMicroUsd: MicroUsd;
  /** Of what is under way. */
  readonly reservedMicroUsd: MicroUsd;
  /** Clips of which nobody knows what they cost. */
  readonly unknownClips: number;
}

/** Samples cost nothing. */
export function moneyOfJobs(jobs: readonly ReportedJob[]): MoneyOfJobs {
  const paid = jobs.filter(({ isSample }) => !isSample);
  const sum = (basis: 'reported' | 'estimated') =>
    paid.reduce((all, { charge }) => all + (charge?.basis === basis ? (charge.microUsd ?? 0) : 0), 0);
  const open = paid.filter((job) => job.charge === undefined && !hasEnded(job));
  const unknown = [
    ...paid.filter(({ charge }) => charge?.basis === 'unknown'),
    ...open.filter(({ quote }) => quote.microUsd === undefined),
  ];
  return {
    reportedMicroUsd: sum('reported'),
    estimatedMicroUsd: sum('estimated'),
    reservedMicroUsd: open.reduce((all, { reservedMicroUsd }) => all + reservedMicroUsd, 0),
    unknownClips: unknown.length,
  };
}
