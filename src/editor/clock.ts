import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../engine/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  localDay(epochMs) {
    const date = new Date(epochMs);
    const two = (part: number) => String(part).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  },
  sleep: (delayMs, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      signal.addEventListener('abort', done);
    }),
};

let lastMs = 0;
let serial = 0;

export const systemRandom: Random = {
  /** Time, a serial within the millisecond, then 64 random bits, all in base 36 digits that sort as text. */
  id(nowMs) {
    serial = nowMs === lastMs ? serial + 1 : 0;
    lastMs = nowMs;
    const time = nowMs.toString(36).padStart(9, '0');
    return `${time}${serial.toString(36).padStart(3, '0')}${randomBytes(8).toString('hex')}`;
  },
  fraction: () => Math.random(),
};
