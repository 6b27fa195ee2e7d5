import type { DatabaseSync } from 'node:sqlite';
import type { Job } from '../core/job.ts';
import { writeMoney } from './ledgerRows.ts';

/** Job and money in one go: the ledger is a function of the jobs. */
export function writeJob(
  connection: DatabaseSync,
  write: (connection: DatabaseSync, job: Job) => void,
  job: Job,
): void {
  write(connection, job);
  writeMoney(connection, job);
}
