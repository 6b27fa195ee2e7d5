import { setTimeout as pause } from 'node:timers/promises';
import { patienceMs } from './patience.ts';

/** Asks again and again until there is an answer; fails with the question's name when the time is over. */
export async function until<T>(
  name: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const endsAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > endsAt) throw new Error(`It did not happen in ${String(patienceMs / 1000)} s: ${name}`);
    await pause(50);
  }
}
