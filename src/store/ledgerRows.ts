import type { DatabaseSync } from 'node:sqlite';
import type { CapTotals } from '../core/budget.ts';
import type { Job } from '../core/job.ts';
import {
  countedMicroUsd,
  ledgerEntry,
  type LedgerStatus,
  nothingSpent,
  type SpendTotals,
} from '../core/ledger.ts';
import type { MicroUsd } from '../core/money.ts';

/** Writes what the job says about its money. Call it in the transaction that writes the job. */
export function writeMoney(connection: DatabaseSync, job: Job): void {
  const entry = ledgerEntry(job);
  // Most steps of a job leave its money alone; then nothing is written.
  connection
    .prepare(
      `INSERT INTO ledger (job_id, day, month, workspace_key, model, sample, status, quoted, reserved, charged, basis, asked_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (job_id) DO UPDATE SET
         status = excluded.status, quoted = excluded.quoted, reserved = excluded.reserved,
         charged = excluded.charged, basis = excluded.basis
       WHERE (status, quoted, reserved, charged, basis)
         IS NOT (excluded.status, excluded.quoted, excluded.reserved, excluded.charged, excluded.basis)`,
    )
    .run(
      job.id,
      job.day,
      monthOf(job.day),
      job.workspaceKey,
      job.request.model,
      entry.sample ? 1 : 0,
      entry.status,
      entry.quotedMicroUsd ?? null,
      entry.reservedMicroUsd,
      entry.charge?.microUsd ?? null,
      entry.charge?.basis ?? null,
      job.by ?? null,
    );
}

/** Sums over the day, its month, and the month in one workspace. Time grows with days and workspaces, not with jobs. */
export function sumMoney(connection: DatabaseSync, day: string, workspaceKey: string): CapTotals {
  const rows = connection
    .prepare(
      `SELECT day = ? AS is_day, workspace_key = ? AS is_workspace, status,
         sum(jobs) AS jobs, sum(reserved) AS reserved, sum(charged) AS charged
       FROM spend WHERE month = ? GROUP BY 1, 2, 3`,
    )
    .all(day, workspaceKey, monthOf(day))
    .map((row) => ({
      isDay: row.is_day === 1,
      isWorkspace: row.is_workspace === 1,
      sums: sumsOf(String(row.status), Number(row.jobs), Number(row.reserved), Number(row.charged)),
    }));
  return {
    day: rows.filter((row) => row.isDay).reduce((sum, row) => plus(sum, row.sums), nothingSpent),
    month: rows.reduce((sum, row) => plus(sum, row.sums), nothingSpent),
    workspaceMonth: rows
      .filter((row) => row.isWorkspace)
      .reduce((sum, row) => plus(sum, row.sums), nothingSpent),
  };
}

/**
 * What agents have spent on a day, or may have. What the database has lost may have been theirs. Time grows with their jobs of
 * the day.
 */
export function sumOfAgents(connection: DatabaseSync, day: string): MicroUsd {
  const sums = connection
    .prepare(
      `SELECT status, count(*) AS jobs, sum(reserved) AS reserved, sum(ifnull(charged, 0)) AS charged
       FROM ledger WHERE day = ? AND asked_by = 'agent' AND sample = 0 GROUP BY status
       UNION ALL
       SELECT status, jobs, reserved, charged FROM spend WHERE month = ? AND day = ? AND status = 'lost'`,
    )
    .all(day, monthOf(day), day)
    .map((row) => sumsOf(String(row.status), Number(row.jobs), Number(row.reserved), Number(row.charged)));
  return countedMicroUsd(sums.reduce(plus, nothingSpent));
}

const columnOf = {
  charged: (_jobs, _reserved, charged) => ({ ...nothingSpent, spentMicroUsd: charged }),
  reserved: (_jobs, reserved) => ({ ...nothingSpent, reservedMicroUsd: reserved }),
  unknown: (jobs, reserved) => ({ ...nothingSpent, unknownCount: jobs, unknownMicroUsd: reserved }),
  returned: () => nothingSpent,
} satisfies Record<LedgerStatus, (jobs: number, reserved: number, charged: number) => SpendTotals>;

const isStatus = (status: string): status is LedgerStatus => Object.hasOwn(columnOf, status);

function sumsOf(status: string, jobs: number, reserved: number, charged: number): SpendTotals {
  // A status of a newer version: counted as spent as reserved, because a cap must not open by not knowing.
  return columnOf[isStatus(status) ? status : 'unknown'](jobs, reserved, charged);
}

function plus(one: SpendTotals, other: SpendTotals): SpendTotals {
  return {
    spentMicroUsd: one.spentMicroUsd + other.spentMicroUsd,
    reservedMicroUsd: one.reservedMicroUsd + other.reservedMicroUsd,
    unknownCount: one.unknownCount + other.unknownCount,
    unknownMicroUsd: one.unknownMicroUsd + other.unknownMicroUsd,
  };
}

const monthOf = (day: string) => day.slice(0, 7);
