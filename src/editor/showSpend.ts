import * as vscode from 'vscode';
import type { SpendTotals } from '../core/ledger.ts';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import { systemClock } from './clock.ts';
import { workspaceKey } from './output.ts';
import type { Session } from './session.ts';
import { engineSettings } from './settings.ts';
import { besideSpend } from './words/priceWords.ts';

/** *Show Spend*: what was spent today and this month, what the caps leave, and the ways on. */
export async function showSpend({ store }: Session): Promise<void> {
  const totals = await store.totals(systemClock.localDay(systemClock.now()), workspaceKey());
  const { caps } = engineSettings();
  const items: (vscode.QuickPickItem & { readonly run?: () => Thenable<unknown> })[] = [
    spendItem('calendar', vscode.l10n.t('Today'), totals.day, caps.dayMicroUsd),
    spendItem('graph', vscode.l10n.t('This month'), totals.month, caps.monthMicroUsd),
    spendItem(
      'folder',
      vscode.l10n.t('This workspace, this month'),
      totals.workspaceMonth,
      caps.workspaceMonthMicroUsd,
    ),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(gear) ${vscode.l10n.t('Change the caps…')}`,
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'videoPrompt.budget'),
    },
    {
      label: `$(list-unordered) ${vscode.l10n.t('Show jobs')}`,
      run: () => vscode.commands.executeCommand('videoPrompt.jobs.focus'),
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Video Prompt: Spend'),
    placeHolder: vscode.l10n.t('Charges are estimated from listed prices where CometAPI reports none'),
  });
  await chosen?.run?.();
}

function spendItem(
  icon: string,
  label: string,
  totals: SpendTotals,
  cap: MicroUsd | undefined,
): vscode.QuickPickItem {
  const beside = besideSpend(totals);
  const of = cap === undefined ? vscode.l10n.t('no cap') : vscode.l10n.t('of {0}', formatUsd(cap));
  return {
    label: `$(${icon}) ${label}: ${formatUsd(totals.spentMicroUsd)}`,
    description: of,
    ...(beside === '' ? {} : { detail: beside }),
  };
}
