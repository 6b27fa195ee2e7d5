import type { DatabaseSync } from 'node:sqlite';
import type { DaySum } from './witness.ts';

/** Caps look at one month; the one before is kept for the days on which a month begins. */
const keptMonths = 2;
/** More than anybody has under way. */
const keptJobs = 500;

/** What the caps count, for each day and folder of the last months that have any. */
export function sumsByDay(connection: DatabaseSync): readonly DaySum[] {
  return connection
    .prepare(
      `SELECT day, workspace_key,
         sum(CASE status WHEN 'returned' THEN 0 ELSE jobs END) AS jobs,
         sum(CASE status WHEN 'returned' THEN 0 WHEN 'charged' THEN charged ELSE reserved END) AS counted
       FROM spend WHERE month IN (SELECT DISTINCT month FROM spend ORDER BY month DESC LIMIT ${String(keptMonths)})
       GROUP BY 1, 2`,
    )
    .all()
    .map((row) => ({
      day: String(row.day),
      workspaceKey: String(row.workspace_key),
      jobs: Number(row.jobs),
      microUsd: Number(row.counted),
    }));
}

/** Jobs that have not ended, each in one piece. What cannot be read is left out. */
export function openDocs(connection: DatabaseSync): readonly unknown[] {
  return connection
    .prepare(
      `SELECT id, state, window_id, epoch, doc FROM jobs
       WHERE open = 1 AND json_valid(doc) AND epoch BETWEEN 0 AND ${String(Number.MAX_SAFE_INTEGER)}
       ORDER BY id DESC LIMIT ${String(keptJobs)}`,
    )
    .all()
    .map(({ id, state, window_id: windowId, epoch, doc }): unknown => {
      const parsed: unknown = JSON.parse(String(doc));
      return Object.assign({}, parsed, { id, state, windowId, epoch });
    });
}
