import type { MicroUsd } from './money.ts';
import type { Quote } from './quote.ts';

/** What one run of a command may spend. */
export interface RunBudget {
  readonly maxMicroUsd: MicroUsd;
  /** Absent: as many as the money allows. */
  readonly maxClips?: number;
  /** What a clip without an exact price counts as at least; absent: none is rendered. */
  readonly inexactMicroUsd?: MicroUsd;
}

/** Why a run is over its budget: by money in micro-dollars, or by the number of its clips. */
export interface RunBreach {
  readonly by: 'money' | 'clips';
  readonly asked: number;
  readonly max: number;
}

/** Undefined where these clips fit into the budget. `quotes`: one of each clip, all of which {@link isCovered}. */
export function runBreach(budget: RunBudget, quotes: readonly Quote[]): RunBreach | undefined {
  const { maxMicroUsd, maxClips } = budget;
  if (maxClips !== undefined && quotes.length > maxClips)
    return { by: 'clips', asked: quotes.length, max: maxClips };
  const asked = quotes.reduce((sum, quote) => sum + countedMicroUsd(budget, quote), 0);
  return asked > maxMicroUsd ? { by: 'money', asked, max: maxMicroUsd } : undefined;
}

/** Whether it is known what a clip counts as. A price that may be higher is none that a budget can hold. */
export function isCovered({ inexactMicroUsd }: RunBudget, { kind }: Quote): boolean {
  return kind === 'listed' || inexactMicroUsd !== undefined;
}

/** What one clip counts as. */
export function countedMicroUsd({ inexactMicroUsd = 0 }: RunBudget, { kind, microUsd = 0 }: Quote): MicroUsd {
  return kind === 'listed' ? microUsd : Math.max(microUsd, inexactMicroUsd);
}
