import { clipCharge, type PaidClip } from './clipCharge.ts';
import type { MicroUsd } from './money.ts';
import type { Sidecar } from './sidecar.ts';

/** What the takes of shots have cost, of which one each was kept. */
export interface KeptCost {
  /** Shots with a kept take. */
  readonly kept: number;
  /** Every take of these shots, also those that were not kept. */
  readonly takes: number;
  readonly microUsd: MicroUsd;
  /** Whether any of it is a lower bound. */
  readonly isAtLeast: boolean;
  /** Takes whose charge nobody knows; these come on top. */
  readonly unknown: number;
}

/**
 * What kept clips have cost, the takes beside them included. `shots`: the sidecars of each shot's takes, each paid clip
 * once; shots of which none was kept, and samples, count nothing.
 */
export function keptCost(
  shots: readonly (readonly (Pick<Sidecar, 'sample' | 'kept'> & PaidClip)[])[],
): KeptCost {
  const decided = shots
    .map((takes) => takes.filter(({ sample }) => sample !== true))
    .filter((takes) => takes.some(({ kept }) => kept === true));
  const charges = decided.flat().map(clipCharge);
  return {
    kept: decided.length,
    takes: charges.length,
    microUsd: charges.reduce((sum, { microUsd }) => sum + (microUsd ?? 0), 0),
    isAtLeast: charges.some(({ isAtLeast }) => isAtLeast),
    unknown: charges.filter(({ microUsd }) => microUsd === undefined).length,
  };
}
