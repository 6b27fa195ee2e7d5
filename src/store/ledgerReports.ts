import { askers } from '../core/job.ts';
import { ledgerStatuses } from '../core/ledger.ts';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { LedgerRow, Tally } from '../core/ledgerReport.ts';
import type { Database } from './database.ts';
import { jobSchema } from './jobSchema.ts';

/** What months are taken apart by. */
export type ReportBy = 'day' | 'model' | 'workspace';

export interface LedgerPage {
  readonly limit: number;
  /** Only jobs of this month, `YYYY-MM`; absent: all. */
  readonly month?: string;
  /** Newest first, those before this job id. */
  readonly before?: string;
}

/**
 * Reads of the ledger for people. Each is one short read; sums come from a table that the database keeps, so their
 * time grows with days, models and workspaces, not with jobs. Throws VideoPromptError with a `store.*` code.
 */
export interface LedgerReports {
  /** Months that have rows, newest first. */
  months(): Promise<readonly string[]>;
  /** The sums of a month; days newest first, models and workspaces by name. Samples are in none. */
  tallies(month: string, by: ReportBy): Promise<readonly Tally[]>;
  /** Newest first, samples among them. */
  newest(page: LedgerPage): Promise<readonly LedgerRow[]>;
  /** Oldest first, samples among them, those behind this job id. */
  oldest(page: { readonly limit: number; readonly after?: string }): Promise<readonly LedgerRow[]>;
}

export function ledgerReports(database: Database): LedgerReports {
  return {
    months: () => database.read(selectMonths),
    tallies: (month, by) => database.read((connection) => selectTallies(connection, month, by)),
    newest: (page) => database.read((connection) => selectRows(connection, newestSql(page), page.limit)),
    oldest: ({ limit, after = '' }) =>
      database.read((connection) =>
        selectRows(
          connection,
          { where: 'ledger.job_id > ?', order: 'ledger.job_id', values: [after] },
          limit,
        ),
      ),
  };
}

/** Steps from month to month through the index: the number of jobs does not matter. */
function selectMonths(connection: DatabaseSync): readonly string[] {
  return connection
    .prepare(
      `WITH RECURSIVE step (month) AS (
         SELECT max(month) FROM ledger
         UNION ALL SELECT (SELECT max(month) FROM ledger WHERE month < step.month) FROM step WHERE month IS NOT NULL
       ) SELECT month FROM step WHERE month IS NOT NULL`,
    )
    .all()
    .map((row) => String(row.month));
}

const keyOf = {
  day: { column: 'day', order: 'day DESC' },
  model: { column: 'model', order: 'model' },
  workspace: { column: 'workspace_key', order: 'workspace_key' },
} satisfies Record<ReportBy, { readonly column: string; readonly order: string }>;

const status = z.enum(ledgerStatuses);
const { state } = jobSchema.shape;

const tallySchema = z.object({
  key: z.string(),
  status,
  state,
  jobs: z.int(),
  reservedMicroUsd: z.int(),
  chargedMicroUsd: z.int(),
});

function selectTallies(connection: DatabaseSync, month: string, by: ReportBy): readonly Tally[] {
  const { column, order } = keyOf[by];
  return connection
    .prepare(
      `SELECT ${column} AS key, status, state,
         sum(jobs) AS jobs, sum(reserved) AS reservedMicroUsd, sum(charged) AS chargedMicroUsd
       FROM tally WHERE month = ? GROUP BY 1, 2, 3 HAVING sum(jobs) > 0 ORDER BY ${order}`,
    )
    .all(month)
    .map((row) => readRow(tallySchema, row));
}

interface RowSelection {
  readonly where: string;
  readonly order: string;
  readonly values: readonly string[];
}

function newestSql({ month, before }: LedgerPage): RowSelection {
  return {
    where: [
      'TRUE',
      ...(month === undefined ? [] : ['ledger.month = ?']),
      ...(before === undefined ? [] : ['ledger.job_id < ?']),
    ].join(' AND '),
    order: 'ledger.job_id DESC',
    values: [month, before].filter((value) => value !== undefined),
  };
}

const optionalText = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);
const optionalAmount = z
  .int()
  .nullable()
  .transform((value) => value ?? undefined);

const rowSchema = z.object({
  jobId: z.string(),
  day: z.string(),
  createdAt: z.number(),
  model: z.string(),
  seconds: z.number(),
  aspectRatio: z.string(),
  resolution: z.string(),
  prompt: z.string(),
  workspaceKey: z.string(),
  askedBy: z
    .enum(askers)
    .nullable()
    .transform((value) => value ?? undefined),
  state,
  status,
  sample: z.int(),
  quotedMicroUsd: optionalAmount,
  reservedMicroUsd: z.int(),
  chargedMicroUsd: optionalAmount,
  basis: z
    .enum(['reported', 'estimated', 'unknown'])
    .nullable()
    .transform((value) => value ?? undefined),
  taskId: optionalText,
  clipUri: optionalText,
});

function selectRows(
  connection: DatabaseSync,
  { where, order, values }: RowSelection,
  limit: number,
): readonly LedgerRow[] {
  return connection
    .prepare(
      `SELECT ledger.job_id AS jobId, ledger.day, jobs.doc ->> '$.createdAt' AS createdAt, ledger.model,
         jobs.doc ->> '$.request.seconds' AS seconds, jobs.doc ->> '$.request.aspectRatio' AS aspectRatio,
         jobs.doc ->> '$.request.resolution' AS resolution, jobs.doc ->> '$.request.prompt' AS prompt,
         ledger.workspace_key AS workspaceKey, ledger.asked_by AS askedBy, jobs.state, ledger.status, ledger.sample,
         ledger.quoted AS quotedMicroUsd, ledger.reserved AS reservedMicroUsd, ledger.charged AS chargedMicroUsd,
         ledger.basis, jobs.doc ->> '$.taskId' AS taskId,
         CASE jobs.state WHEN 'saved' THEN jobs.doc ->> '$.clip.uri' END AS clipUri
       FROM ledger JOIN jobs ON jobs.id = ledger.job_id
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limit)
    .map((row) => {
      const { sample, askedBy, quotedMicroUsd, chargedMicroUsd, basis, taskId, clipUri, ...rest } = readRow(
        rowSchema,
        row,
      );
      return {
        ...rest,
        isSample: sample === 1,
        ...(askedBy === undefined ? {} : { by: askedBy }),
        ...(quotedMicroUsd === undefined ? {} : { quotedMicroUsd }),
        ...(chargedMicroUsd === undefined ? {} : { chargedMicroUsd }),
        ...(basis === undefined ? {} : { basis }),
        ...(taskId === undefined ? {} : { taskId }),
        ...(clipUri === undefined ? {} : { clipUri }),
      };
    });
}

function readRow<T>(schema: z.ZodType<T>, row: Readonly<Record<string, SQLOutputValue>>): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new VideoPromptError('store.damaged', say('store.ledgerUnreadable'), {
    cause: parsed.error,
  });
}
