import * as l10n from '@vscode/l10n';
import type { SpendStrings } from '../protocol/spendStrings.ts';

/** The spend screen's words in the user's language. */
export function spendStrings(): SpendStrings {
  return {
    heading: l10n.t('Spend'),
    estimated: l10n.t(
      'Charges are estimated from listed prices where CometAPI reports none. Samples cost nothing and are in no sum.',
    ),
    exportCsv: l10n.t('Export as CSV…'),
    caps: l10n.t('Caps'),
    changeCap: l10n.t('Change…'),
    changeCapOf: l10n.t('Change the cap: {0}'),
    capReached: l10n.t('Cap reached'),
    month: l10n.t('Month'),
    byDay: l10n.t('By day'),
    byModel: l10n.t('By model'),
    byWorkspace: l10n.t('By folder'),
    jobs: l10n.t('Jobs'),
    day: l10n.t('Day'),
    model: l10n.t('Model'),
    workspace: l10n.t('Folder'),
    prompt: l10n.t('Prompt'),
    length: l10n.t('Length'),
    state: l10n.t('State'),
    quoted: l10n.t('Quoted'),
    reserved: l10n.t('Reserved'),
    charged: l10n.t('Charged'),
    basis: l10n.t('Basis'),
    unknown: l10n.t('Unknown'),
    kept: l10n.t('Kept'),
    failed: l10n.t('Failed'),
    unclear: l10n.t('Unclear'),
    perClip: l10n.t('Per kept clip'),
    sample: l10n.t('Sample'),
    openJob: l10n.t('Open the clip, or show the job'),
    showMore: l10n.t('Show more'),
    jobsShown: l10n.t('Jobs shown: {0}'),
    nothingThisMonth: l10n.t('Nothing spent this month.'),
    emptyTitle: l10n.t('Nothing spent yet'),
    emptyText: l10n.t(
      'Every clip you generate gets a row here: what was quoted, what is reserved, and what was charged.',
    ),
    openPanel: l10n.t('Open Panel'),
    balance: l10n.t('CometAPI’s own figures'),
    balanceOff: l10n.t(
      'Off. With a balance key, this screen asks CometAPI for your balance when you open it, and compares its daily figures with the ledger.',
    ),
    setBalanceKey: l10n.t('Set Balance Key…'),
    removeBalanceKey: l10n.t('Remove Balance Key'),
    refresh: l10n.t('Refresh'),
    reading: l10n.t('Asking CometAPI…'),
    drift: l10n.t('Ledger and CometAPI, day by day'),
    ours: l10n.t('Ledger'),
    theirs: l10n.t('CometAPI'),
    difference: l10n.t('Difference'),
  };
}
