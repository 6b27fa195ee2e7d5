import type { ChargeBasis } from './job.ts';
import type { MicroUsd } from './money.ts';
import type { Quote } from './quote.ts';
import type { Sidecar } from './sidecar.ts';

/** What a sidecar says of the money. */
export type PaidClip = Pick<Sidecar, 'charge'> & { readonly quote: Pick<Quote, 'kind'> };

/** What a clip has cost. */
export interface ClipCharge {
  readonly basis: ChargeBasis;
  /** Absent exactly when the basis is `unknown`. */
  readonly microUsd?: MicroUsd;
  /** Estimated from a price that is a lower bound. */
  readonly isAtLeast: boolean;
}

/** A sidecar may be a stranger's: an amount without a basis, or a basis without an amount, is no charge. */
export function clipCharge({ charge, quote }: PaidClip): ClipCharge {
  if (charge?.microUsd === undefined || charge.basis === 'unknown')
    return { basis: 'unknown', isAtLeast: false };
  const { basis, microUsd } = charge;
  return { basis, microUsd, isAtLeast: basis === 'estimated' && quote.kind === 'at-least' };
}
