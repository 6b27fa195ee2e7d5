import { countedMicroUsd, type SpendTotals } from './ledger.ts';
import type { MicroUsd } from './money.ts';

export type CapScope = 'day' | 'month' | 'workspace';

/** Upper limits of what may be spent; an absent one does not limit. */
export interface Caps {
  readonly dayMicroUsd?: MicroUsd;
  readonly monthMicroUsd?: MicroUsd;
  readonly workspaceMonthMicroUsd?: MicroUsd;
}

export interface CapTotals {
  readonly day: SpendTotals;
  readonly month: SpendTotals;
  readonly workspaceMonth: SpendTotals;
}

export interface CapBreach {
  readonly scope: CapScope;
  readonly capMicroUsd: MicroUsd;
  readonly countedMicroUsd: MicroUsd;
  readonly askedMicroUsd: MicroUsd;
}

/** The first cap that `askedMicroUsd` more would pass, or undefined where all of them hold. */
export function capBreach(caps: Caps, totals: CapTotals, askedMicroUsd: MicroUsd): CapBreach | undefined {
  const scopes: readonly [CapScope, MicroUsd | undefined, SpendTotals][] = [
    ['day', caps.dayMicroUsd, totals.day],
    ['month', caps.monthMicroUsd, totals.month],
    ['workspace', caps.workspaceMonthMicroUsd, totals.workspaceMonth],
  ];
  for (const [scope, capMicroUsd, sums] of scopes) {
    if (capMicroUsd === undefined) continue;
    const counted = countedMicroUsd(sums);
    if (askedMicroUsd > 0 && counted + askedMicroUsd > capMicroUsd)
      return { scope, capMicroUsd, countedMicroUsd: counted, askedMicroUsd };
  }
  return undefined;
}

/** True where at least one cap has nothing left. */
export function isAnyCapReached(caps: Caps, totals: CapTotals): boolean {
  return capBreach(caps, totals, 1) !== undefined;
}
