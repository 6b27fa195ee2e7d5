import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type * as z from 'zod';
import { VideoPromptError } from '../core/errors.ts';
import { drivenStates, isDriven, type Job, type JobState } from '../core/job.ts';
import { jobSchema } from './jobSchema.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

const columns = 'id, state, window_id, epoch, doc';

/** State names are ours and contain no quotes. */
export const sqlStates = (states: readonly JobState[]) =>
  `(${states.map((state) => `'${state}'`).join(', ')})`;

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
  const row = connection.prepare(`SELECT ${columns} FROM jobs WHERE id = ?`).get(id);
  return row === undefined ? undefined : readJob(row);
}

/** Reads every row: for the rare wish of a person. */
export function selectTask(connection: DatabaseSync, taskId: string): Job | undefined {
  const row = connection
    .prepare(`SELECT ${columns} FROM jobs WHERE doc ->> 'taskId' = ? ORDER BY id LIMIT 1`)
    .get(taskId);
  return row === undefined ? undefined : readJob(row);
}

export function selectNewest(
  connection: DatabaseSync,
  limit: number,
  before: string | undefined,
): readonly Job[] {
  const rows =
    before === undefined
      ? connection.prepare(`SELECT ${columns} FROM jobs ORDER BY id DESC LIMIT ?`).all(limit)
      : connection
          .prepare(`SELECT ${columns} FROM jobs WHERE id < ? ORDER BY id DESC LIMIT ?`)
          .all(before, limit);
  return rows.map(readJob);
}

export function selectDriven(connection: DatabaseSync): readonly Job[] {
  return connection
    .prepare(`SELECT ${columns} FROM jobs WHERE open = 1 AND state IN ${sqlStates(drivenStates)} ORDER BY id`)
    .all()
    .map(readJob);
}

export function countJobs(connection: DatabaseSync, states: readonly JobState[]): number {
  const row = connection
    .prepare(`SELECT count(*) AS count FROM jobs WHERE open = 1 AND state IN ${sqlStates(states)}`)
    .get();
  return Number(row?.count);
}

/** Whether a job that has not ended holds the image. */
export function isImageUsed(connection: DatabaseSync, sha256: string): boolean {
  const row = connection
    .prepare(
      `SELECT 1 FROM jobs, json_each(jobs.doc, '$.images') AS image
       WHERE jobs.open = 1 AND image.value ->> 'sha256' = ? LIMIT 1`,
    )
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
  const id = String(row.id);
  try {
    const doc: unknown = JSON.parse(String(row.doc));
    return jobSchema.parse(
      Object.assign({}, doc, { id, state: row.state, windowId: row.window_id, epoch: row.epoch }),
    );
  } catch (error) {
    throw new VideoPromptError('store.damaged', `Job ${id} in the job database cannot be read.`, {
      jobId: id,
      cause: error,
    });
  }
}
