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

/** Each cap that is set, with what it counts already. */
function setCaps(caps: Caps, totals: CapTotals): readonly Omit<CapBreach, 'askedMicroUsd'>[] {
  const scopes: readonly [CapScope, MicroUsd | undefined, SpendTotals][] = [
    ['day', caps.dayMicroUsd, totals.day],
    ['month', caps.monthMicroUsd, totals.month],
    ['workspace', caps.workspaceMonthMicroUsd, totals.workspaceMonth],
  ];
  return scopes.flatMap(([scope, capMicroUsd, sums]) =>
    capMicroUsd === undefined ? [] : [{ scope, capMicroUsd, countedMicroUsd: countedMicroUsd(sums) }],
  );
}

/** The first cap that `askedMicroUsd` more would pass, or undefined where all of them hold. */
export function capBreach(caps: Caps, totals: CapTotals, askedMicroUsd: MicroUsd): CapBreach | undefined {
  if (askedMicroUsd <= 0) return undefined;
  const passed = setCaps(caps, totals).find((cap) => cap.countedMicroUsd + askedMicroUsd > cap.capMicroUsd);
  return passed === undefined ? undefined : { ...passed, askedMicroUsd };
}

/** From this share of a cap on a person is told how near it is. */
const nearShare = 0.8;

/** The cap that `askedMicroUsd` more would come nearest to; undefined where there is room enough, or none at all. */
export function nearCap(caps: Caps, totals: CapTotals, askedMicroUsd: MicroUsd): CapBreach | undefined {
  if (askedMicroUsd <= 0 || capBreach(caps, totals, askedMicroUsd) !== undefined) return undefined;
  const share = (cap: Omit<CapBreach, 'askedMicroUsd'>) =>
    (cap.countedMicroUsd + askedMicroUsd) / cap.capMicroUsd;
  const [nearest] = [...setCaps(caps, totals)].sort((one, other) => share(other) - share(one));
  return nearest === undefined || share(nearest) <= nearShare ? undefined : { ...nearest, askedMicroUsd };
}

/** What every cap still allows; undefined where none is set. */
export function leftMicroUsd(caps: Caps, totals: CapTotals): MicroUsd | undefined {
  const left = setCaps(caps, totals).map((cap) => Math.max(0, cap.capMicroUsd - cap.countedMicroUsd));
  return left.length === 0 ? undefined : Math.min(...left);
}

/** True where at least one cap has nothing left. */
export function isAnyCapReached(caps: Caps, totals: CapTotals): boolean {
  return capBreach(caps, totals, 1) !== undefined;
}
