import type { Gap } from '../core/gap.ts';
import type { DatabaseSync } from 'node:sqlite';

export function selectGap(connection: DatabaseSync): Gap | undefined {
  const row = connection
    .prepare(
      `SELECT count(*) AS times, sum(jobs) AS jobs, sum(micro_usd) AS micro_usd, sum(restored) AS restored,
         sum(doubted) AS doubted FROM gaps WHERE told = 0`,
    )
    .get();
  if (row === undefined || Number(row.times) === 0) return undefined;
  return {
    jobs: Number(row.jobs),
    microUsd: Number(row.micro_usd),
    restored: Number(row.restored),
    doubted: Number(row.doubted),
  };
}

/** The sums of missing jobs go on being counted, or go. */
export function closeGap(connection: DatabaseSync, keepCounting: boolean): void {
  connection.exec('UPDATE gaps SET told = 1');
  if (!keepCounting) connection.exec(`DELETE FROM spend WHERE status = 'lost'`);
  // So that the witness hears of it.
  connection.exec('UPDATE lineage SET generation = generation + 1');
}
