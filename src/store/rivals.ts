import type { DatabaseSync } from 'node:sqlite';
import { type Job, type JobSource, type JobState, sampleOrigin } from '../core/job.ts';
import type { AdmitOptions, Rivals } from '../engine/rivals.ts';
import type { SeenJobs } from '../core/batch.ts';
import { docField, promptFileUri, recipeDigest, sqlStates } from './jobRows.ts';

/** Whoever did not look has seen nothing. */
const unseen: SeenJobs = { upTo: 0, agreedSecond: [] };

const withoutClip: readonly JobState[] = ['failed', 'cancelled', 'forgotten'];

/**
 * What stands in the way of jobs that are about to be inserted (P1). Call it in the same transaction. Rows that cannot be
 * read by this version count too: what they make is paid for all the same.
 */
export function rivalsOf(
  connection: DatabaseSync,
  jobs: readonly Job[],
  { seen }: AdmitOptions,
): readonly Rivals[] {
  return jobs.flatMap((job, index) => {
    const { upTo, agreedSecond } = seen?.get(job.id) ?? unseen;
    const others = [
      ...selectRivals(connection, job, upTo).filter((id) => !agreedSecond.includes(id)),
      ...jobs.slice(0, index).flatMap((other) => (isSameTake(job, other) ? [other.id] : [])),
    ];
    return others.length === 0 ? [] : [{ jobId: job.id, others }];
  });
}

/** Oldest first. Samples and what is paid for do not stand in each other's way. */
function selectRivals(connection: DatabaseSync, job: Job, upTo: number): readonly string[] {
  const { source, digest, by, origin } = job;
  const isSample = origin === sampleOrigin ? 1 : 0;
  if (source !== undefined) return ofSource(connection, source, isSample, upTo);
  // Whoever presses a button for a request may want it twice.
  return digest === undefined || by !== 'agent' ? [] : ofRecipe(connection, digest, isSample, upTo);
}

const sameKind = `(${docField('$.origin')} = '${sampleOrigin}') = ?`;
/** Not ended, or admitted after the look without having come to nothing. */
const standing = `(open = 1 OR (rowid > ? AND state NOT IN ${sqlStates(withoutClip)}))`;

/** What an agent asked for without a prompt file: the same request, or a shot with this recipe that is under way. */
function ofRecipe(
  connection: DatabaseSync,
  digest: string,
  isSample: number,
  upTo: number,
): readonly string[] {
  return connection
    .prepare(
      `SELECT id, rowid FROM jobs WHERE ${recipeDigest} = ? AND ${standing} AND ${sameKind}
       UNION SELECT id, rowid FROM jobs WHERE open = 1 AND ${docField('$.source.digest')} = ? AND ${sameKind}
       ORDER BY rowid`,
    )
    .all(digest, upTo, isSample, digest, isSample)
    .map(({ id }) => String(id));
}

function ofSource(
  connection: DatabaseSync,
  source: JobSource,
  isSample: number,
  upTo: number,
): readonly string[] {
  return connection
    .prepare(
      `SELECT id, rowid FROM jobs
       WHERE ${promptFileUri} = ? AND ${docField('$.source.shot')} = ? AND ${docField('$.source.cell')} = ?
         AND ${standing} AND ${sameKind}
       UNION SELECT id, rowid FROM jobs WHERE open = 1 AND ${docField('$.source.digest')} = ? AND ${sameKind}
       ORDER BY rowid`,
    )
    .all(source.promptFileUri, source.shot, source.cell, upTo, isSample, source.digest ?? null, isSample)
    .map(({ id }) => String(id));
}

/** Takes of one shot are asked for together; the same take twice is a mistake. */
function isSameTake({ source: one }: Job, { source: other }: Job): boolean {
  return (
    one !== undefined &&
    one.promptFileUri === other?.promptFileUri &&
    one.shot === other.shot &&
    one.cell === other.cell &&
    one.take === other.take
  );
}

/** Grows with every insertion: rows are never deleted. */
export function newestRow(connection: DatabaseSync): number {
  return Number(connection.prepare('SELECT ifnull(max(rowid), 0) AS newest FROM jobs').get()?.newest);
}
