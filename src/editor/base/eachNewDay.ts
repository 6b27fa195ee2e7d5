import { today } from '../../node/clock.ts';
import { type Disposes, interval } from './disposables.ts';

const dayCheckMs = 60_000;

/** Runs when a day has begun: its sums start anew at midnight, also where nothing happens. */
export function eachNewDay(run: () => void): Disposes {
  let day = today();
  return interval(() => {
    if (day === today()) return;
    day = today();
    run();
  }, dayCheckMs);
}
