import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { LivePrices } from '../core/livePrice.ts';

const amount = z.optional(z.int());
const pricesSchema = z.object({
  date: z.string(),
  prices: z.array(
    z.object({
      modelId: z.string(),
      dialect: z.optional(z.literal('unified')),
      microUsdPerSecond: amount,
      microUsdPerRequest: amount,
    }),
  ),
});

/** Undefined where none was kept, or none that this version can read. */
export function selectPrices(connection: DatabaseSync, origin: string): LivePrices | undefined {
  const row = connection.prepare('SELECT doc FROM prices WHERE origin = ?').get(origin);
  if (row === undefined || row.doc === null) return undefined;
  try {
    const { date, prices } = pricesSchema.parse(JSON.parse(String(row.doc)));
    return {
      date,
      prices: prices.map(({ modelId, dialect, microUsdPerSecond, microUsdPerRequest }) => ({
        modelId,
        ...(dialect === undefined ? {} : { dialect }),
        ...(microUsdPerSecond === undefined ? {} : { microUsdPerSecond }),
        ...(microUsdPerRequest === undefined ? {} : { microUsdPerRequest }),
      })),
    };
  } catch {
    return undefined;
  }
}

export function upsertPrices(
  connection: DatabaseSync,
  origin: string,
  prices: LivePrices,
  now: number,
): void {
  connection
    .prepare(
      `INSERT INTO prices (origin, asked_at, fetched_at, doc) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at, doc = excluded.doc`,
    )
    .run(origin, now, now, JSON.stringify(prices));
}

/** True for the one window that is to read the list now: not read for `maxAgeMs`, and not tried for `retryMs`. */
export function claimPrices(
  connection: DatabaseSync,
  origin: string,
  now: number,
  { maxAgeMs, retryMs }: { readonly maxAgeMs: number; readonly retryMs: number },
): boolean {
  const row = connection.prepare('SELECT asked_at, fetched_at FROM prices WHERE origin = ?').get(origin);
  const isOver = (at: unknown, ms: number) => Math.abs(now - Number(at ?? Number.NEGATIVE_INFINITY)) >= ms;
  if (row !== undefined && !(isOver(row.fetched_at, maxAgeMs) && isOver(row.asked_at, retryMs))) return false;
  connection
    .prepare(
      `INSERT INTO prices (origin, asked_at) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at`,
    )
    .run(origin, now);
  return true;
}
