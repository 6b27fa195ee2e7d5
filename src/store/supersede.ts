import type { DatabaseSync } from 'node:sqlite';
import type { Job } from '../core/job.ts';
import { mayBeAgain } from '../core/jobAgain.ts';
import { moveFollowers, selectJob, updateJob } from './jobRows.ts';

/**
 * Lets a job that is about to be inserted take the place of an uncertain one, in the same transaction: those that wait for
 * the frame of the old one wait for its. Undefined where the old one does not stand for anything any more.
 */
export function supersede(connection: DatabaseSync, next: Job, oldId: string): Superseded | undefined {
  const old = selectJob(connection, oldId);
  if (old === undefined || !mayBeAgain(old)) return undefined;
  const followers = moveFollowers(connection, oldId, next.id);
  const superseded = { ...old, supersededBy: next.id, updatedAt: next.createdAt };
  updateJob(connection, superseded);
  const { request, output, source, workspaceKey } = old;
  return {
    // Its files and folders may have moved while the person was asked.
    job: { ...next, request, output, workspaceKey, ...(source === undefined ? {} : { source }) },
    changed: [superseded],
    followers,
  };
}

export interface Superseded {
  /** To be inserted. */
  readonly job: Job;
  readonly changed: readonly Job[];
  /** Ids of the jobs that wait for it now. */
  readonly followers: readonly string[];
}
