import { type Charge, type Job, sampleOrigin } from './job.ts';
import type { MicroUsd } from './money.ts';

/**
 * Where the money of a job stands.
 * `reserved`: it may still be spent. `charged`: spent, reported or estimated. `unknown`: it may have been spent;
 * the caps go on counting what was reserved. `returned`: certainly not spent.
 */
export const ledgerStatuses = ['reserved', 'charged', 'unknown', 'returned'] as const;

export type LedgerStatus = (typeof ledgerStatuses)[number];

export interface LedgerEntry {
  readonly status: LedgerStatus;
  readonly quotedMicroUsd?: MicroUsd;
  readonly reservedMicroUsd: MicroUsd;
  readonly charge?: Charge;
  /** Samples are kept out of every sum. */
  readonly sample: boolean;
}

/**
 * The charge of a finished render that no provider reported: the quoted price, or unknown without one. What the maker of
 * the model asks is no price of CometAPI's; it counts where no exact one is published, as the better guess.
 */
export function chargeAtRender({ quote }: Pick<Job, 'quote'>, upstreamMicroUsd?: MicroUsd): Charge {
  const upstream = quote.kind === 'listed' ? undefined : upstreamMicroUsd;
  if (upstream !== undefined)
    return { microUsd: Math.max(upstream, quote.microUsd ?? 0), basis: 'estimated' };
  return quote.microUsd === undefined
    ? { basis: 'unknown' }
    : { microUsd: quote.microUsd, basis: 'estimated' };
}

/** A job's row in the ledger; a function of the job, so the two can never disagree. */
export function ledgerEntry(job: Job): LedgerEntry {
  return {
    status: ledgerStatus(job),
    ...(job.quote.microUsd === undefined ? {} : { quotedMicroUsd: job.quote.microUsd }),
    reservedMicroUsd: job.reservedMicroUsd,
    ...(job.charge === undefined ? {} : { charge: job.charge }),
    sample: job.origin === sampleOrigin,
  };
}

function ledgerStatus(job: Job): LedgerStatus {
  if (job.state === 'cancelled') return 'returned';
  if (job.charge === undefined) return 'reserved';
  if (job.charge.basis === 'unknown') return 'unknown';
  return job.state === 'failed' && job.charge.microUsd === 0 ? 'returned' : 'charged';
}

/** Sums over jobs that are no samples. */
export interface SpendTotals {
  /** Reported and estimated charges. */
  readonly spentMicroUsd: MicroUsd;
  readonly reservedMicroUsd: MicroUsd;
  /** Jobs whose charge nobody knows. */
  readonly unknownCount: number;
  /** What the caps go on counting for those. */
  readonly unknownMicroUsd: MicroUsd;
}

export const nothingSpent: SpendTotals = {
  spentMicroUsd: 0,
  reservedMicroUsd: 0,
  unknownCount: 0,
  unknownMicroUsd: 0,
};

/** What a cap counts: everything that is or may be spent. */
export function countedMicroUsd(totals: SpendTotals): MicroUsd {
  return totals.spentMicroUsd + totals.reservedMicroUsd + totals.unknownMicroUsd;
}
