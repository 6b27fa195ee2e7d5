import { setImmediate as nextTurn } from 'node:timers/promises';
import { ledgerCsvHeader, ledgerCsvLine } from '../core/ledgerCsv.ts';
import type { LedgerRow } from '../core/ledgerReport.ts';
import type { LedgerReports } from './ledgerReports.ts';

/** Rows read in one go: a few milliseconds. */
const rowsAtOnce = 250;

/**
 * Rows page by page, with a turn of the event loop between two of them, so that no number of rows holds the thread.
 * `lastId` is the job of the last row of the page before; absent: the first page.
 */
async function* pages(
  read: (limit: number, lastId: string | undefined) => Promise<readonly LedgerRow[]>,
): AsyncGenerator<readonly LedgerRow[]> {
  let lastId: string | undefined;
  for (;;) {
    const page = await read(rowsAtOnce, lastId);
    yield page;
    if (page.length < rowsAtOnce) return;
    lastId = page.at(-1)?.jobId;
    await nextTurn();
  }
}

/** The newest `count` rows of a month (`YYYY-MM`), newest first. */
export async function newestRows(
  reports: Pick<LedgerReports, 'newest'>,
  month: string,
  count: number,
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  const read = (limit: number, before: string | undefined) =>
    reports.newest({
      limit: Math.min(limit, count - rows.length),
      month,
      ...(before === undefined ? {} : { before }),
    });
  for await (const page of pages(read)) {
    rows.push(...page);
    if (rows.length >= count) break;
  }
  return rows;
}

/** The whole ledger as CSV, oldest first, and how many rows it has; cut off where it was cancelled. */
export async function ledgerCsv(
  reports: Pick<LedgerReports, 'oldest'>,
  isCancelled: () => boolean,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(ledgerCsvHeader)];
  let rows = 0;
  const read = (limit: number, after: string | undefined) =>
    isCancelled()
      ? Promise.resolve([])
      : reports.oldest({ limit, ...(after === undefined ? {} : { after }) });
  for await (const page of pages(read)) {
    parts.push(encoder.encode(page.map(ledgerCsvLine).join('')));
    rows += page.length;
  }
  return { bytes: Buffer.concat(parts), rows };
}
