import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ledgerCsvHeader, ledgerCsvLine } from '../../core/ledgerCsv.ts';
import type { LedgerReports } from '../../store/ledgerReports.ts';
import { systemClock } from '../../node/clock.ts';
import type { Session } from '../session/session.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { unwritable } from '../workspace/placeError.ts';
import { askWhereToSave } from '../base/show/inputs.ts';
import { notify } from '../base/show/messages.ts';
import { showProgress } from '../base/show/progress.ts';
import { requireTrustAt } from '../base/trust.ts';

/** Rows read in one go: a few milliseconds. */
const rowsAtOnce = 250;

/** *Export Spend as CSV…*: every row of the ledger into a file of the user's choice. */
export async function exportSpend({ reports }: Pick<Session, 'reports'>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `video-prompt-spend-${systemClock.localDay(systemClock.now())}.csv`;
  const target = await askWhereToSave({
    title: vscode.l10n.t('Export Spend as CSV'),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined) return;
  requireTrustAt(target);
  const options = { title: vscode.l10n.t('Exporting the ledger…'), cancellable: true };
  const count = await showProgress(options, async (token) => {
    const { bytes, rows } = await ledgerCsv(reports, () => token.isCancellationRequested);
    if (token.isCancellationRequested) return undefined;
    try {
      await vscode.workspace.fs.writeFile(target, bytes);
    } catch (error) {
      throw new VideoPromptError('output.unavailable', unwritable(target, error), { cause: error });
    }
    return rows;
  });
  if (count === undefined) return;
  const open = vscode.l10n.t('Open');
  const told = vscode.l10n.t(
    '{0} rows were exported to {1}.',
    count,
    vscode.workspace.asRelativePath(target),
  );
  const chosen = await notify.information(told, open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', target);
}

/** Page by page with a turn of the event loop between, so that no number of rows holds the extension host. */
async function ledgerCsv(
  reports: LedgerReports,
  isCancelled: () => boolean,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(ledgerCsvHeader)];
  let rows = 0;
  let after: string | undefined;
  while (!isCancelled()) {
    const page = await reports.oldest({ limit: rowsAtOnce, ...(after === undefined ? {} : { after }) });
    parts.push(encoder.encode(page.map(ledgerCsvLine).join('')));
    rows += page.length;
    after = page.at(-1)?.jobId;
    if (page.length < rowsAtOnce) break;
    await nextTurn();
  }
  return { bytes: Buffer.concat(parts), rows };
}
