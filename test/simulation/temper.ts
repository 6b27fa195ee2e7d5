import type { Caps } from '../../src/core/budget.ts';
import type { Chance } from './chance.ts';
import type { Rates } from './simulatedProvider.ts';

/** How bad a provider this run has: most runs have a few troubles, some have many, a few have none. */
export function chooseRates(chance: Chance): Rates {
  const some = (likely: number, most: number) => (chance.happens(likely) ? chance.fraction() * most : 0);
  return {
    lostAnswer: some(0.4, 0.3),
    lostTask: some(0.4, 0.5),
    tooMany: some(0.4, 0.9),
    refused: some(0.2, 0.2),
    fault: some(0.3, 0.3),
    unreachable: some(0.3, 0.6),
    slowConnection: some(0.4, 0.6),
    failedTask: some(0.4, 0.4),
    missedPoll: some(0.5, 0.8),
    staleAnswer: some(0.3, 0.5),
    deadLink: some(0.3, 0.6),
    brokenBody: some(0.3, 0.6),
    truncatedBody: some(0.3, 0.5),
    doubledTask: some(0.3, 0.3),
  };
}

export const noTrouble: Rates = {
  lostAnswer: 0,
  lostTask: 0,
  tooMany: 0,
  refused: 0,
  fault: 0,
  unreachable: 0,
  slowConnection: 0,
  failedTask: 0,
  missedPoll: 0,
  staleAnswer: 0,
  deadLink: 0,
  brokenBody: 0,
  truncatedBody: 0,
  doubledTask: 0,
};

/** Caps that a few submissions reach. */
export function chooseCaps(chance: Chance): Caps {
  const amount = () => chance.between(3, 40) * 100_000;
  return {
    ...(chance.happens(0.6) ? { dayMicroUsd: amount() } : {}),
    ...(chance.happens(0.4) ? { monthMicroUsd: amount() * 2 } : {}),
    ...(chance.happens(0.4) ? { workspaceMonthMicroUsd: amount() } : {}),
  };
}
