import type { DatabaseSync } from 'node:sqlite';
import { type Job, type JobEvent, slotStates } from '../core/job.ts';
import { transition } from '../core/transition.ts';
import type { ApplyOptions, ApplyOutcome } from '../engine/ports.ts';
import { countJobs, selectJob, selectTaskHolder, updateJob } from './jobRows.ts';
import { writeJob } from './writeJob.ts';

/** Reads a job, applies an event by the rules, and writes it with its money. Call it in a transaction. */
export function applyEvent(
  connection: DatabaseSync,
  id: string,
  event: JobEvent,
  now: number,
  { epoch, maxConcurrent }: ApplyOptions,
): ApplyOutcome {
  const job = selectJob(connection, id);
  if (job === undefined) return { kind: 'rejected' };
  const isTaskId = event.kind === 'accepted';
  const isFenced = epoch !== undefined && !isTaskId;
  if (isFenced && epoch !== job.epoch) return { kind: 'rejected', job };
  const next = transition(job, asTold(connection, job, event), now);
  if (next === undefined) return { kind: 'rejected', job };
  if (
    event.kind === 'send' &&
    maxConcurrent !== undefined &&
    countJobs(connection, slotStates) >= maxConcurrent
  ) {
    return { kind: 'noSlot' };
  }
  // A person's wish overrules the driver: what it is about to write would rest on a job that is no more.
  const written = isFenced || isTaskId ? next : { ...next, epoch: job.epoch + 1 };
  writeJob(connection, updateJob, written);
  return { kind: 'applied', job: written };
}

/** A task id that another job has is no second job's (P1): each is watched, counted and saved once. */
function asTold(connection: DatabaseSync, { id, origin }: Job, event: JobEvent): JobEvent {
  if (event.kind !== 'accepted') return event;
  const holder = selectTaskHolder(connection, origin, event.taskId);
  if (holder === undefined || holder === id) return event;
  return { kind: 'taken', taskId: event.taskId, jobId: holder };
}
