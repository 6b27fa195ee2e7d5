import type { DatabaseSync } from 'node:sqlite';
import type { Job } from '../core/job.ts';
import { type FileMove, placeAfter } from '../core/fileMoves.ts';
import { movedJob } from '../core/movedJob.ts';
import { type OnUnreadable, promptFileUri, selectReadable, updateJob } from './jobRows.ts';

/** The jobs that moves may be about: those that have not ended, and all of prompt files that have moved. */
export function selectConcerned(connection: DatabaseSync, moves: readonly FileMove[]): readonly string[] {
  const ids = new Set<string>();
  const add = (rows: readonly { readonly id?: unknown }[]) => rows.forEach(({ id }) => ids.add(String(id)));
  add(connection.prepare('SELECT id FROM jobs WHERE open = 1').all());
  // A folder's files follow its name and a slash, and come before the character behind the slash.
  const ofFile = connection.prepare(
    `SELECT id FROM jobs WHERE ${promptFileUri} = ?1 OR (${promptFileUri} > ?1 || '/' AND ${promptFileUri} < ?1 || '0')`,
  );
  for (const { from } of moves) add(ofFile.all(from));
  return [...ids];
}

/** Gives the jobs that changed. Their drivers go on: no state and no epoch is another one. */
export function moveJobs(
  connection: DatabaseSync,
  moves: readonly FileMove[],
  onUnreadable: OnUnreadable,
): readonly Job[] {
  return selectConcerned(connection, moves).flatMap((id) => {
    const job = selectReadable(connection, id, onUnreadable);
    if (job === undefined) {
      moveUnreadable(connection, id, moves);
      return [];
    }
    const moved = movedJob(job, moves);
    if (moved === undefined) return [];
    updateJob(connection, moved);
    return [moved];
  });
}

/** What this version cannot read still stands in the way of a second job of its shot. */
function moveUnreadable(connection: DatabaseSync, id: string, moves: readonly FileMove[]): void {
  const uri = connection.prepare(`SELECT ${promptFileUri} AS uri FROM jobs WHERE id = ?`).get(id)?.uri;
  const place = typeof uri === 'string' ? placeAfter(uri, moves) : undefined;
  if (place === undefined) return;
  connection
    .prepare(`UPDATE jobs SET doc = json_set(doc, '$.source.promptFileUri', ?) WHERE id = ?`)
    .run(place.uri, id);
}
