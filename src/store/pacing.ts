import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** How the store waits while another window writes; a parameter so that tests need no real time. */
export interface Pacing {
  readonly sleep: (delayMs: number) => Promise<void>;
  /** 0 <= x < 1 */
  readonly fraction: () => number;
  /** Lets the event loop go on between two transactions; absent: its next turn. */
  readonly turn?: () => Promise<void>;
}

export const realPacing: Pacing = {
  sleep: async (delayMs) => {
    await sleep(delayMs);
  },
  fraction: () => Math.random(),
};

export async function yieldTurn(pacing: Pacing): Promise<void> {
  await (pacing.turn ?? nextTurn)();
}

const firstDelayMs = 4;
const longestDelayMs = 160;
const patienceMs = 10_000;

/**
 * The waits between attempts, in milliseconds: doubling, each drawn from the upper half of its step, until about
 * ten seconds have been spent waiting.
 */
export function* busyDelays(fraction: () => number): Generator<number, void> {
  let spentMs = 0;
  for (let stepMs = firstDelayMs; spentMs < patienceMs; stepMs = Math.min(stepMs * 2, longestDelayMs)) {
    const delayMs = stepMs * (0.5 + fraction() / 2);
    spentMs += delayMs;
    yield delayMs;
  }
}
