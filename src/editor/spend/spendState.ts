import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Caps } from '../../core/budget.ts';
import type { KeptCost } from '../../core/keptCost.ts';
import { groupTallies, type LedgerRow, sumTallies } from '../../core/ledgerReport.ts';
import type { SpendState } from '../../protocol/spend.ts';
import type { LedgerReports } from '../../store/ledgerReports.ts';
import { systemClock } from '../../node/clock.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import type { Session } from '../session/session.ts';
import { engineSettings } from '../base/settings.ts';
import { dayWords, monthWords } from '../../words/dateWords.ts';
import { gapWords } from '../../words/gapWords.ts';
import { workspaceWords } from '../../words/ledgerWords.ts';
import type { BalanceReading } from './balanceReading.ts';
import { balanceView } from './balanceView.ts';
import { capView, jobRow, keptFacts, modelWords, monthFacts, spendRows, unknownWords } from './spendViews.ts';

export interface SpendChoice {
  /** Absent: the newest. */
  readonly month: string | undefined;
  /** How many jobs are listed. */
  readonly shown: number;
}

/** Rows read in one go; a turn of the event loop lies between two of them. */
const rowsAtOnce = 250;

/** Everything the spend screen shows, from short reads. Throws VideoPromptError with a `store.*` code. */
export async function spendState(
  session: Pick<Session, 'store' | 'folders' | 'reports' | 'gap'>,
  choice: SpendChoice,
  reading: BalanceReading,
  kept: KeptCost,
): Promise<SpendState> {
  const { reports, gap } = session;
  const today = systemClock.localDay(systemClock.now());
  const thisMonth = today.slice(0, 7);
  const { totals, folder } = await fullestTotals(session);
  const known = await reports.months();
  const months = known.includes(thisMonth) ? known : [thisMonth, ...known].sort().reverse();
  const month = choice.month !== undefined && months.includes(choice.month) ? choice.month : thisMonth;
  const days = await reports.tallies(month, 'day');
  const models = await reports.tallies(month, 'model');
  await nextTurn();
  const workspaces = await reports.tallies(month, 'workspace');
  const rows = await newestRows(reports, month, choice.shown + 1);
  const missing = await gap();
  const caps = safeCaps();
  const dayGroups = groupTallies(days);
  return {
    isEmpty: known.length === 0 && kept.kept === 0 && missing === undefined,
    caps: [
      capView('day', vscode.l10n.t('Today'), totals.day, caps.dayMicroUsd),
      capView('month', vscode.l10n.t('This month'), totals.month, caps.monthMicroUsd),
      capView(
        'workspace',
        folder === undefined
          ? vscode.l10n.t('No folder, this month')
          : vscode.l10n.t('Folder {0}, this month', folder.name),
        totals.workspaceMonth,
        caps.workspaceMonthMicroUsd,
      ),
    ],
    unknown: missing === undefined ? unknownWords(totals.month) : gapWords(missing),
    months: months.map((value) => ({ value, label: monthWords(value) })),
    month,
    facts: [...monthFacts(sumTallies(days)), ...keptFacts(kept)],
    days: spendRows(dayGroups, (day) => ({ label: dayWords(day) })),
    models: spendRows(groupTallies(models), (id) => ({ label: modelWords(id), tooltip: id })),
    workspaces: spendRows(groupTallies(workspaces), workspaceWords),
    jobs: rows.slice(0, choice.shown).map(jobRow),
    hasMoreJobs: rows.length > choice.shown,
    balance: balanceView(reading, month, dayGroups),
  };
}

async function newestRows(
  reports: LedgerReports,
  month: string,
  count: number,
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  while (rows.length < count) {
    const limit = Math.min(rowsAtOnce, count - rows.length);
    const before = rows.at(-1)?.jobId;
    const page = await reports.newest({ limit, month, ...(before === undefined ? {} : { before }) });
    rows.push(...page);
    if (page.length < limit) break;
    await nextTurn();
  }
  return rows;
}

function safeCaps(): Caps {
  try {
    return engineSettings().caps;
  } catch {
    // A setting that cannot be read is told where it stops a submission.
    return {};
  }
}
