import type { MicroUsd } from './money.ts';
import type { Sidecar } from './sidecar.ts';

/** What the takes of shots have cost, of which one each was kept. */
export interface KeptCost {
  /** Shots with a kept take. */
  readonly kept: number;
  /** Every take of these shots, also those that were not kept. */
  readonly takes: number;
  readonly microUsd: MicroUsd;
  /** Takes whose charge nobody knows. */
  readonly unknown: number;
}

/**
 * What kept clips have cost, the takes beside them included. `shots`: the sidecars of each shot's takes; shots of which
 * none was kept, and samples, count nothing.
 */
export function keptCost(
  shots: readonly (readonly Pick<Sidecar, 'sample' | 'kept' | 'charge'>[])[],
): KeptCost {
  const decided = shots
    .map((takes) => takes.filter(({ sample }) => sample !== true))
    .filter((takes) => takes.some(({ kept }) => kept === true));
  const charges = decided.flat().map(({ charge }) => charge?.microUsd);
  return {
    kept: decided.length,
    takes: charges.length,
    microUsd: charges.reduce<number>((sum, charge) => sum + (charge ?? 0), 0),
    unknown: charges.filter((charge) => charge === undefined).length,
  };
}
