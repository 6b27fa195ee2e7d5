import * as vscode from 'vscode';
import { ledgerCsv } from '../../store/ledgerPages.ts';
import { today } from '../../node/clock.ts';
import type { Session } from '../session/session.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { unwritable } from '../../core/writeTrouble.ts';
import { writeTrouble } from '../workspace/writeTrouble.ts';
import { askWhereToSave } from '../base/show/inputs.ts';
import { notify } from '../base/show/messages.ts';
import { showProgress } from '../base/show/progress.ts';
import { requireTrustAt } from '../base/trust.ts';

/** *Export Spend as CSV…*: every row of the ledger into a file of the user's choice. */
export async function exportSpend({ reports }: Pick<Session, 'reports'>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `video-prompt-spend-${today()}.csv`;
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
      throw new VideoPromptError('output.unavailable', unwritable(writeTrouble(target, error)), {
        cause: error,
      });
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
