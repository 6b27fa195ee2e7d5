import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type * as z from 'zod';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { drivenStates, isDriven, type Job, type JobState } from '../core/job.ts';
import { jobSchema } from './jobSchema.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** An epoch beyond what a number can hold would stop the reading of all rows; as nothing it stops only its own. */
const columns = `id, state, window_id, CASE WHEN epoch BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER} THEN epoch END AS epoch, doc`;

/** State names are ours and contain no quotes. */
export const sqlStates = (states: readonly JobState[]) =>
  `(${states.map((state) => `'${state}'`).join(', ')})`;

const oneQuery = `SELECT ${columns} FROM jobs WHERE id = ?`;
const drivenQuery = `SELECT ${columns} FROM jobs WHERE open = 1 AND state IN ${sqlStates(drivenStates)} ORDER BY id`;

/** A field of the job's document; NULL where the document cannot be read. */
export const docField = (path: string) => `CASE WHEN json_valid(doc) THEN doc ->> '${path}' END`;

export function insertJob(connection: DatabaseSync, job: Job): void {
  const { id, ...values } = jobValues(job);
  connection
    .prepare('INSERT INTO jobs (id, state, open, window_id, epoch, doc) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, values.state, values.open, values.windowId, values.epoch, values.doc);
}

export function updateJob(connection: DatabaseSync, job: Job): void {
  const { id, ...values } = jobValues(job);
  connection
    .prepare('UPDATE jobs SET state = ?, open = ?, window_id = ?, epoch = ?, doc = ? WHERE id = ?')
    .run(values.state, values.open, values.windowId, values.epoch, values.doc, id);
}

export function selectJob(connection: DatabaseSync, id: string): Job | undefined {
  const row = connection.prepare(oneQuery).get(id);
  return row === undefined ? undefined : readJob(row);
}

/** The id of the job that has this task, also of one whose row cannot be read: there is one at most. */
export function selectTaskHolder(
  connection: DatabaseSync,
  origin: string,
  taskId: string,
): string | undefined {
  const row = connection
    .prepare(`SELECT id FROM jobs WHERE ${docField('$.origin')} = ? AND ${docField('$.taskId')} = ?`)
    .get(origin, taskId);
  return row === undefined ? undefined : String(row.id);
}

/** Every job that waits for the frame of one waits for that of another; gives their ids. Their drivers have to look anew. */
export function moveFollowers(connection: DatabaseSync, from: string, to: string): readonly string[] {
  return connection
    .prepare(
      `UPDATE jobs SET epoch = epoch + 1, doc = json_set(doc, '$.awaits.jobId', ?)
       WHERE open = 1 AND ${docField('$.awaits.jobId')} = ? RETURNING id`,
    )
    .all(to, from)
    .map(({ id }) => String(id));
}

/** Hears of a row that cannot be read: it is passed over and stays as it is, so that one job does not stop all others. */
export type OnUnreadable = (jobId: string) => void;

export function selectNewest(
  connection: DatabaseSync,
  limit: number,
  before: string | undefined,
  onUnreadable: OnUnreadable,
): readonly Job[] {
  const rows =
    before === undefined
      ? connection.prepare(`SELECT ${columns} FROM jobs ORDER BY id DESC`).iterate()
      : connection.prepare(`SELECT ${columns} FROM jobs WHERE id < ? ORDER BY id DESC`).iterate(before);
  const jobs: Job[] = [];
  // Rows that are passed over do not count: whoever pages takes a short page for the last one.
  if (limit > 0) {
    for (const job of readable(rows, onUnreadable)) if (jobs.push(job) >= limit) break;
  }
  return jobs;
}

/** Of the index on it. */
export const promptFileUri = docField('$.source.promptFileUri');

/** Of the index on it. */
export const recipeDigest = docField('$.digest');

/** Newest first. */
export function selectOfRecipe(
  connection: DatabaseSync,
  digest: string,
  limit: number,
  onUnreadable: OnUnreadable,
): readonly Job[] {
  const rows = connection
    .prepare(`SELECT ${columns} FROM jobs WHERE ${recipeDigest} = ? ORDER BY id DESC LIMIT ?`)
    .iterate(digest, limit);
  return [...readable(rows, onUnreadable)];
}

export function selectOfPromptFile(
  connection: DatabaseSync,
  uri: string,
  limit: number,
  onUnreadable: OnUnreadable,
): readonly Job[] {
  const rows = connection
    .prepare(`SELECT ${columns} FROM jobs WHERE ${promptFileUri} = ? ORDER BY id DESC LIMIT ?`)
    .iterate(uri, limit);
  return [...readable(rows, onUnreadable)];
}

export function selectLiveShots(connection: DatabaseSync, onUnreadable: OnUnreadable): readonly Job[] {
  const rows = connection
    .prepare(`SELECT ${columns} FROM jobs WHERE open = 1 AND ${promptFileUri} IS NOT NULL ORDER BY id`)
    .iterate();
  return [...readable(rows, onUnreadable)];
}

export function selectDriven(connection: DatabaseSync, onUnreadable: OnUnreadable): readonly Job[] {
  const rows = connection.prepare(drivenQuery).iterate();
  return [...readable(rows, onUnreadable)];
}

/** What has not been sent as far as this database knows. */
export function selectQueued(connection: DatabaseSync): readonly Job[] {
  const rows = connection
    .prepare(`SELECT ${columns} FROM jobs WHERE open = 1 AND state = 'queued' ORDER BY id`)
    .iterate();
  return [...readable(rows, () => undefined)];
}

/** The job, or undefined where there is none or its row cannot be read. */
export function selectReadable(
  connection: DatabaseSync,
  id: string,
  onUnreadable: OnUnreadable,
): Job | undefined {
  const rows = connection.prepare(oneQuery).all(id);
  return [...readable(rows, onUnreadable)][0];
}

function* readable(rows: Iterable<Row>, onUnreadable: OnUnreadable): Generator<Job, void> {
  for (const row of rows) {
    const job = parseRow(row);
    if ('error' in job) onUnreadable(String(row.id));
    else yield job.job;
  }
}

export function countJobs(connection: DatabaseSync, states: readonly JobState[]): number {
  const row = connection
    .prepare(`SELECT count(*) AS count FROM jobs WHERE open = 1 AND state IN ${sqlStates(states)}`)
    .get();
  return Number(row?.count);
}

/** Whether a job that has not ended holds the image; also one whose row cannot be read any more. */
export function isImageUsed(connection: DatabaseSync, sha256: string): boolean {
  const row = connection
    .prepare('SELECT 1 FROM jobs WHERE open = 1 AND instr(doc, ?) > 0 LIMIT 1')
    .get(sha256);
  return row !== undefined;
}

function jobValues(job: Job) {
  // The type says that whatever a job holds can be read back.
  const { id, state, windowId, epoch, ...doc } = job satisfies z.input<typeof jobSchema>;
  const open = isDriven(state) || job.endedAt === undefined ? 1 : 0;
  return { id, state, open, windowId, epoch, doc: JSON.stringify(doc) };
}

function readJob(row: Row): Job {
  const parsed = parseRow(row);
  if ('job' in parsed) return parsed.job;
  const id = String(row.id);
  throw new VideoPromptError('store.damaged', say('store.jobUnreadable', { job: id }), {
    jobId: id,
    cause: parsed.error,
  });
}

function parseRow(row: Row): { readonly job: Job } | { readonly error: unknown } {
  try {
    const doc: unknown = JSON.parse(String(row.doc));
    const { id, state, window_id: windowId, epoch } = row;
    return { job: jobSchema.parse(Object.assign({}, doc, { id, state, windowId, epoch })) };
  } catch (error) {
    return { error };
  }
}
