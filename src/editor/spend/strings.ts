import * as vscode from 'vscode';
import type { SpendStrings } from '../../protocol/spendStrings.ts';

/** The spend screen's words in the user's language. */
export function spendStrings(): SpendStrings {
  return {
    heading: vscode.l10n.t('Spend'),
    estimated: vscode.l10n.t(
      'Charges are estimated from listed prices where CometAPI reports none. Samples cost nothing and are in no sum.',
    ),
    exportCsv: vscode.l10n.t('Export as CSV…'),
    caps: vscode.l10n.t('Caps'),
    changeCap: vscode.l10n.t('Change…'),
    changeCapOf: vscode.l10n.t('Change the cap: {0}'),
    capReached: vscode.l10n.t('Cap reached'),
    month: vscode.l10n.t('Month'),
    byDay: vscode.l10n.t('By day'),
    byModel: vscode.l10n.t('By model'),
    byWorkspace: vscode.l10n.t('By folder'),
    jobs: vscode.l10n.t('Jobs'),
    day: vscode.l10n.t('Day'),
    model: vscode.l10n.t('Model'),
    workspace: vscode.l10n.t('Folder'),
    prompt: vscode.l10n.t('Prompt'),
    length: vscode.l10n.t('Length'),
    state: vscode.l10n.t('State'),
    quoted: vscode.l10n.t('Quoted'),
    reserved: vscode.l10n.t('Reserved'),
    charged: vscode.l10n.t('Charged'),
    basis: vscode.l10n.t('Basis'),
    unknown: vscode.l10n.t('Unknown'),
    kept: vscode.l10n.t('Kept'),
    failed: vscode.l10n.t('Failed'),
    unclear: vscode.l10n.t('Unclear'),
    perClip: vscode.l10n.t('Per kept clip'),
    sample: vscode.l10n.t('Sample'),
    openJob: vscode.l10n.t('Open the clip, or show the job'),
    showMore: vscode.l10n.t('Show more'),
    jobsShown: vscode.l10n.t('Jobs shown: {0}'),
    nothingThisMonth: vscode.l10n.t('Nothing spent in this month.'),
    emptyTitle: vscode.l10n.t('Nothing spent yet'),
    emptyText: vscode.l10n.t(
      'Every clip you generate gets a row here: what was quoted, what is reserved, and what was charged.',
    ),
    openPanel: vscode.l10n.t('Open Panel'),
    balance: vscode.l10n.t('CometAPI’s own figures'),
    balanceOff: vscode.l10n.t(
      'Off. With a balance key, this screen asks CometAPI for your balance when you open it, and compares its daily figures with the ledger.',
    ),
    setBalanceKey: vscode.l10n.t('Set Balance Key…'),
    removeBalanceKey: vscode.l10n.t('Remove Balance Key'),
    refresh: vscode.l10n.t('Refresh'),
    reading: vscode.l10n.t('Asking CometAPI…'),
    drift: vscode.l10n.t('Ledger and CometAPI, day by day'),
    ours: vscode.l10n.t('Ledger'),
    theirs: vscode.l10n.t('CometAPI'),
    difference: vscode.l10n.t('Difference'),
  };
}
