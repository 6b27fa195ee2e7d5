import { randomBytes } from 'node:crypto';
import type { Random } from '../engine/ports.ts';

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
