import { type CsvCell, csvLine, csvStart, decimalUsd } from './csv.ts';
import type { LedgerRow } from './ledgerReport.ts';

/**
 * The columns of the exported ledger. They are names for programs, so they are not translated. Every amount is there
 * twice: whole micro-USD for sums that are exact, decimal US dollars for people.
 */
const columns: Readonly<Record<string, (row: LedgerRow) => CsvCell>> = {
  day: (row) => ({ plain: row.day }),
  created_utc: (row) => ({ plain: new Date(row.createdAt).toISOString() }),
  job_id: (row) => row.jobId,
  task_id: (row) => row.taskId,
  state: (row) => row.state,
  money: (row) => row.status,
  sample: (row) => (row.isSample ? 'yes' : 'no'),
  model: (row) => row.model,
  seconds: (row) => row.seconds,
  aspect_ratio: (row) => row.aspectRatio,
  resolution: (row) => row.resolution,
  quoted_micro_usd: (row) => row.quotedMicroUsd,
  quoted_usd: (row) => decimalUsd(row.quotedMicroUsd),
  reserved_micro_usd: (row) => row.reservedMicroUsd,
  reserved_usd: (row) => decimalUsd(row.reservedMicroUsd),
  charged_micro_usd: (row) => row.chargedMicroUsd,
  charged_usd: (row) => decimalUsd(row.chargedMicroUsd),
  basis: (row) => row.basis,
  by: (row) => row.by,
  workspace: (row) => row.workspaceKey,
  clip: (row) => row.clipUri,
  prompt: (row) => row.prompt,
};

/** The beginning of the file. */
export const ledgerCsvHeader = `${csvStart}${csvLine(Object.keys(columns))}`;

export function ledgerCsvLine(row: LedgerRow): string {
  return csvLine(Object.values(columns).map((cell) => cell(row)));
}
