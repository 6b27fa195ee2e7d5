import type { DatabaseSync } from 'node:sqlite';
import type { Job } from '../../src/core/job.ts';
import { ledgerEntry } from '../../src/core/ledger.ts';
import { taskOfClip } from './clipBytes.ts';
import type { World } from './world.ts';

const paidStates = [
  'running',
  'downloading',
  'stored',
  'saved',
  'stopped',
  'uncertain',
  'forgotten',
  'failed',
];

interface MoneyRow {
  readonly status: string;
  readonly reserved: number;
  readonly charged: number | null;
}

/** The sums kept beside the ledger are the sums of its rows, and those say what the jobs say. */
export function checkMoney({ judge }: World, connection: DatabaseSync): void {
  const difference = connection
    .prepare(
      `SELECT month, day, workspace_key, status, count(*) AS jobs, sum(reserved) AS reserved,
         sum(ifnull(charged, 0)) AS charged FROM ledger WHERE sample = 0 GROUP BY 1, 2, 3, 4
       EXCEPT SELECT * FROM spend`,
    )
    .get();
  const apart = connection
    .prepare(
      `SELECT id, state, status FROM jobs LEFT JOIN ledger ON job_id = id
       WHERE status IS NULL
         OR ifnull(doc ->> '$.charge.microUsd', -1) <> ifnull(charged, -1)
         OR (doc ->> '$.charge.basis' IS NULL AND state <> 'cancelled') <> (status = 'reserved')`,
    )
    .get();
  if (apart !== undefined) judge.blame('P8', `the ledger and a job disagree: ${JSON.stringify(apart)}`);
  if (difference !== undefined)
    judge.blame('P8', `a sum differs from its rows: ${JSON.stringify(difference)}`);
}

/** Whether nothing is left to be done, except by a person. */
export function isAtRest(world: World): boolean {
  const left = world.observer
    .prepare(
      `SELECT count(*) AS count FROM jobs
       WHERE state IN ('submitting', 'running', 'downloading')
         OR (state = 'queued' AND ifnull(doc ->> 'hold', '') NOT IN ('confirm', 'frame'))
         OR (state = 'queued' AND (SELECT before.state FROM jobs AS before WHERE before.id = jobs.doc ->> '$.awaits.jobId')
           IN ('saved', 'stored', 'failed', 'cancelled', 'forgotten'))
         OR (state = 'stored' AND ?)`,
    )
    .get(isFolderOpen(world) ? 1 : 0);
  return left?.count === 0 && !isHearing(world);
}

/** How long a window may take for writing down a task id that it was told. */
const hearingMs = 10_000;

function isHearing({ provider, timeline }: World): boolean {
  return [...provider.tasks.values()].some(
    ({ toldTo, toldAtMs = -hearingMs }) =>
      toldTo?.isDead === false && timeline.nowMs - Math.max(toldAtMs, toldTo.thawsAtMs) < hearingMs,
  );
}

function isFolderOpen(world: World): boolean {
  return world.open().some(({ process }) => process.isTrusted && process.opensFolder);
}

/** What must be so when everything is well again and nothing is left to be done. */
export function judgeEnd(world: World, jobs: readonly Job[]): void {
  const { judge, observer } = world;
  if (!isAtRest(world)) {
    const open = jobs.filter(({ state }) =>
      ['queued', 'submitting', 'running', 'downloading', 'stored'].includes(state),
    );
    const words = open.map(({ id, state, hold, windowId }) => `${id} ${state} ${hold ?? ''} of ${windowId}`);
    judge.blame('end', `these never came to an end: ${words.join(', ')}`);
  }
  checkMoney(world, observer);
  world.shotJudge.checkTasks(observer);
  for (const job of jobs) {
    world.shotJudge.judgeFile(job);
    judgeMoney(world, job);
    judgeTasks(world, job, jobs);
    judgeClip(world, job, jobs);
  }
  for (const task of world.provider.tasks.values()) {
    if (!jobs.some(({ id }) => id === task.jobId)) judge.blame('P2', `${task.id} belongs to no job`);
  }
  for (const [uri, bytes] of world.disk.foreign) {
    if (world.disk.files.get(uri) !== bytes) judge.blame('P5', `${uri} of somebody else was overwritten`);
  }
  for (const [uri, bytes] of world.disk.files) {
    if (!world.disk.foreign.has(uri) && taskOfClip(bytes) === undefined)
      judge.blame('P5', `${uri} is no whole clip`);
  }
}

function moneyOf(world: World, jobId: string): MoneyRow | undefined {
  const row = world.observer
    .prepare('SELECT status, reserved, charged FROM ledger WHERE job_id = ?')
    .get(jobId);
  if (row === undefined) return undefined;
  return {
    status: String(row.status),
    reserved: Number(row.reserved),
    charged: row.charged === null ? null : Number(row.charged),
  };
}

function judgeMoney(world: World, job: Job): void {
  const { judge } = world;
  const money = moneyOf(world, job.id);
  if (money === undefined) {
    judge.blame('P8', `${job.id} has no row in the ledger`);
    return;
  }
  const expected = ledgerEntry(job);
  if (money.status !== expected.status || money.charged !== (expected.charge?.microUsd ?? null))
    judge.blame('P8', `the ledger says ${money.status} of ${job.id}, which is ${job.state}`);
  if (money.reserved < (job.quote.microUsd ?? 0)) judge.blame('P8', `${job.id} reserved less than its price`);
  const mayHaveCost = world.provider.tasksOf(job.id).some(({ fate }) => fate !== 'failed');
  if (mayHaveCost && money.status === 'returned')
    judge.blame('P8', `the money of ${job.id} was returned, though spent`);
  const named = world.provider.doubled.get(job.id);
  if (named !== undefined && named !== job.taskId && money.status === 'returned')
    judge.blame('P8', `the money of ${job.id} was returned, though a task was named to it`);
}

function judgeTasks(world: World, job: Job, jobs: readonly Job[]): void {
  const { judge, provider } = world;
  const tasks = provider.tasksOf(job.id);
  const isNamed = job.taskId === provider.doubled.get(job.id) || world.adopted.has(job.taskId ?? '');
  if (job.taskId !== undefined && !isNamed && !tasks.some(({ id }) => id === job.taskId))
    judge.blame('P1', `${job.id} has the task of another`);
  const [task] = tasks;
  if (task === undefined) return;
  if (!paidStates.includes(job.state)) judge.blame('P2', `${job.id} has ${task.id} and is ${job.state}`);
  if (job.state === 'failed' && (task.fate === 'done' || job.taskId === undefined))
    judge.blame('P3', `${job.id} failed, and its ${task.id} did not`);
  if (job.state === 'forgotten' && world.wishes.get(job.id)?.has('forget') !== true)
    judge.blame('P2', `${job.id} was forgotten by nobody`);
  const { toldTo } = task;
  if (
    toldTo !== undefined &&
    !jobs.some(({ taskId }) => taskId === task.id) &&
    !toldTo.hasCrashed &&
    !toldTo.closedWhereNothingFits
  )
    judge.blame('P1', `the id of ${task.id} was told to ${toldTo.id} and is lost`);
}

function judgeClip(world: World, job: Job, jobs: readonly Job[]): void {
  const { judge, provider, disk } = world;
  // A task that another job has brings its clip there.
  const isOwn = (id: string) => id === job.taskId || !jobs.some(({ taskId }) => taskId === id);
  const tasks = [...provider.tasks.values()].filter(
    ({ id, jobId }) => (jobId === job.id || id === job.taskId) && isOwn(id),
  );
  const numbers = new Set(tasks.map(({ number }) => number));
  const clips = [...disk.files].filter(([, bytes]) => numbers.has(taskOfClip(bytes) ?? 0));
  if (clips.length > 1) judge.blame('P5', `${job.id} has ${clips.length} clips`);
  if (job.state !== 'saved') return;
  if (clips.length === 0) judge.blame('P5', `${job.id} is saved, and no clip of it is there`);
  if (clips[0]?.[0] !== job.clip?.uri) judge.blame('P5', `the clip of ${job.id} lies elsewhere`);
}
