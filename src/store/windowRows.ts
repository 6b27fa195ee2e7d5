import type { DatabaseSync } from 'node:sqlite';
import { drivenStates, type JobState } from '../core/job.ts';
import { sqlStates } from './jobRows.ts';

/** Enters or renews the window; true where it was there. */
export function beatWindow(connection: DatabaseSync, windowId: string, now: number): boolean {
  const { changes } = connection
    .prepare('UPDATE windows SET heartbeat_at = ? WHERE id = ?')
    .run(now, windowId);
  if (Number(changes) > 0) return true;
  connection.prepare('INSERT INTO windows (id, heartbeat_at) VALUES (?, ?)').run(windowId, now);
  return false;
}

export function hasWindow(connection: DatabaseSync, windowId: string): boolean {
  return connection.prepare('SELECT 1 FROM windows WHERE id = ?').get(windowId) !== undefined;
}

export function removeWindow(connection: DatabaseSync, windowId: string): void {
  connection.prepare('DELETE FROM windows WHERE id = ?').run(windowId);
}

/**
 * Windows other than the asking one that gave no sign of life lately. A sign far in the future is none either: the
 * clock was set back since, and a dead window would seem alive until it catches up.
 */
export function selectDeadWindows(
  connection: DatabaseSync,
  windowId: string,
  now: number,
  staleAfterMs: number,
): readonly string[] {
  return connection
    .prepare('SELECT id FROM windows WHERE id <> ? AND heartbeat_at NOT BETWEEN ? AND ?')
    .all(windowId, now - staleAfterMs, now + staleAfterMs)
    .map((row) => String(row.id));
}

const orphansQuery = (states: readonly JobState[]) =>
  `SELECT id FROM jobs
   WHERE open = 1 AND state IN ${sqlStates(states)} AND window_id <> ?
     AND window_id NOT IN (SELECT id FROM windows)
   ORDER BY id`;

// Put together once: every window asks it several times a minute.
const orphans = orphansQuery(drivenStates);
const sentOrphans = orphansQuery(drivenStates.filter((state) => state !== 'queued'));

/** Ids of driven jobs of windows that are neither the asking one nor known. */
export function selectOrphans(
  connection: DatabaseSync,
  windowId: string,
  withQueued: boolean,
): readonly string[] {
  return connection
    .prepare(withQueued ? orphans : sentOrphans)
    .all(windowId)
    .map((row) => String(row.id));
}
