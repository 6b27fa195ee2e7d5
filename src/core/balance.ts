import { parseApiOrigin } from './apiOrigin.ts';
import type { MicroUsd } from './money.ts';

/** What CometAPI says about an account. Whatever it did not say, or not readably, is absent. */
export interface Balance {
  /** May be negative. */
  readonly leftMicroUsd?: MicroUsd;
  readonly usedMicroUsd?: MicroUsd;
  readonly requestCount?: number;
  readonly keys: readonly BalanceKeyQuota[];
  /** What was used per day, by CometAPI's calendar (UTC); absent: not told. */
  readonly daily?: readonly DailyUse[];
}

export interface BalanceKeyQuota {
  readonly name: string;
  readonly left?: MicroUsd | 'unlimited';
  readonly usedMicroUsd?: MicroUsd;
}

export interface DailyUse {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly usedMicroUsd: MicroUsd;
}

const cometApiBalanceOrigin = 'https://query.cometapi.com';

/** Where the balance is asked: CometAPI's own place for it, or, for an API on this machine, that very origin. */
export function balanceOrigin(apiOrigin: string): string {
  const parsed = parseApiOrigin(apiOrigin);
  return 'error' in parsed || !parsed.isLoopback ? cometApiBalanceOrigin : parsed.origin;
}

/** One day in the ledger and at CometAPI; an absent figure is not known. */
export interface DailyDrift {
  readonly day: string;
  readonly oursMicroUsd: MicroUsd;
  readonly theirsMicroUsd?: MicroUsd;
}

/** The days of a month that either side knows, newest first. Nothing is rounded away: the figures stand side by side. */
export function dailyDrift(
  month: string,
  ours: readonly { readonly key: string; readonly spentMicroUsd: MicroUsd }[],
  theirs: readonly DailyUse[],
): readonly DailyDrift[] {
  const spent = new Map(ours.map(({ key, spentMicroUsd }) => [key, spentMicroUsd]));
  const used = new Map<string, MicroUsd>();
  for (const { day, usedMicroUsd } of theirs) used.set(day, (used.get(day) ?? 0) + usedMicroUsd);
  return [...new Set([...spent.keys(), ...used.keys()])]
    .filter((day) => day.startsWith(`${month}-`))
    .sort()
    .reverse()
    .map((day) => {
      const theirsMicroUsd = used.get(day);
      return {
        day,
        oursMicroUsd: spent.get(day) ?? 0,
        ...(theirsMicroUsd === undefined ? {} : { theirsMicroUsd }),
      };
    })
    .filter(({ oursMicroUsd, theirsMicroUsd }) => oursMicroUsd !== 0 || (theirsMicroUsd ?? 0) !== 0);
}

/** What was last heard of CometAPI's own figures. */
export interface BalanceReading {
  readonly isOn: boolean;
  readonly isReading: boolean;
  readonly trouble?: string;
  /** The last good answer, which may be older than the trouble. */
  readonly last?: { readonly balance: Balance; readonly atMs: number; readonly month: string };
}

/** First and last day of a month (`YYYY-MM`). */
export function daysOfMonth(month: string): { readonly startDay: string; readonly endDay: string } {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { startDay: `${month}-01`, endDay: `${month}-${String(days).padStart(2, '0')}` };
}
