import type { DatabaseSync } from 'node:sqlite';

/** Keys under which the folder with this identity was counted before. */
export function selectFolders(connection: DatabaseSync, identity: string): readonly string[] {
  return connection
    .prepare('SELECT key FROM folders WHERE identity = ? ORDER BY key')
    .all(identity)
    .map((row) => String(row.key));
}

export interface CountedFolder {
  readonly key: string;
  /** What stays the same when the folder is renamed; absent: nothing is known. */
  readonly identity?: string;
  /** Other keys of the same folder: what was counted there this month counts here. */
  readonly formerly: readonly string[];
  /** `YYYY-MM`: earlier months keep the names they had, no cap looks at them. */
  readonly month: string;
}

export function countFolder(
  connection: DatabaseSync,
  { key, identity, formerly, month }: CountedFolder,
): void {
  for (const former of formerly) {
    if (former === key) continue;
    connection
      .prepare(
        `UPDATE jobs SET doc = json_set(doc, '$.workspaceKey', ?1) WHERE json_valid(doc)
           AND id IN (SELECT job_id FROM ledger WHERE workspace_key = ?2 AND month >= ?3)`,
      )
      .run(key, former, month);
    // The sums follow by the triggers of the ledger, but for those that belong to no row.
    connection
      .prepare('UPDATE ledger SET workspace_key = ? WHERE workspace_key = ? AND month >= ?')
      .run(key, former, month);
    connection
      .prepare(
        `INSERT INTO spend SELECT month, day, ?1, status, jobs, reserved, charged FROM spend
           WHERE workspace_key = ?2 AND status = 'lost' AND month >= ?3
         ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs, reserved = reserved + excluded.reserved`,
      )
      .run(key, former, month);
    connection
      .prepare(`DELETE FROM spend WHERE workspace_key = ? AND status = 'lost' AND month >= ?`)
      .run(former, month);
    connection.prepare('DELETE FROM folders WHERE key = ?').run(former);
  }
  connection
    .prepare(
      `INSERT INTO folders (key, identity) VALUES (?, ?)
       ON CONFLICT (key) DO UPDATE SET identity = excluded.identity WHERE identity IS NOT excluded.identity`,
    )
    .run(key, identity ?? null);
}
