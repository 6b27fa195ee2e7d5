import * as l10n from '@vscode/l10n';
import type { BalanceReading } from '../core/balance.ts';
import type { Caps, CapTotals } from '../core/budget.ts';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import type { Gap } from '../core/gap.ts';
import type { KeptCost } from '../core/keptCost.ts';
import { groupTallies, type LedgerRow, sumTallies, type Tally } from '../core/ledgerReport.ts';
import type { LedgerState, SpendViewId } from '../protocol/spend.ts';
import { dayWords, monthWords } from '../words/dateWords.ts';
import { gapWords } from '../words/gapWords.ts';
import { workspaceWords } from '../words/ledgerWords.ts';
import { balanceView } from './balanceView.ts';
import { capView, jobRow, keptFacts, monthFacts, spendRows, unknownWords } from './spendTables.ts';

export interface SpendChoice {
  readonly view: SpendViewId;
  /** `YYYY-MM`; undefined: the newest. */
  readonly month: string | undefined;
  /** How many jobs are listed, or lines of each table. */
  readonly shown: number;
}

/** The months to choose from, newest first, with the present one; and the chosen one, else the present one. */
export function chosenMonth(
  known: readonly string[],
  today: string,
  { month }: Pick<SpendChoice, 'month'>,
): { readonly months: readonly string[]; readonly month: string } {
  const thisMonth = today.slice(0, 7);
  const months = known.includes(thisMonth) ? known : [thisMonth, ...known].sort().reverse();
  return { months, month: month !== undefined && months.includes(month) ? month : thisMonth };
}

/** What the ledger and CometAPI say of a month. */
export interface SpendFacts {
  readonly months: readonly string[];
  readonly month: string;
  /** Whether the ledger has any month. */
  readonly isUsed: boolean;
  readonly caps: Caps;
  readonly totals: CapTotals;
  /** The folder whose cap is shown; undefined: no folder is open. */
  readonly folder: string | undefined;
  /** What of the database is missing. */
  readonly gap: Gap | undefined;
  /** The month's sums by day, model and workspace. */
  readonly days: readonly Tally[];
  readonly models: readonly Tally[];
  readonly workspaces: readonly Tally[];
  /** The month's jobs, newest first; more than are shown where there are more. */
  readonly rows: readonly LedgerRow[];
  /** How many jobs are listed. */
  readonly shown: number;
  readonly kept: KeptCost;
  readonly balance: BalanceReading;
}

/** Everything that the spend screen shows of the ledger. */
export function spendView(facts: SpendFacts): LedgerState {
  const { months, month, caps, totals, gap, rows, shown, kept } = facts;
  const days = groupTallies(facts.days);
  return {
    view: 'computer',
    isEmpty: !facts.isUsed && kept.kept === 0 && gap === undefined,
    caps: [
      capView('day', l10n.t('Today'), totals.day, caps.dayMicroUsd),
      capView('month', l10n.t('This month'), totals.month, caps.monthMicroUsd),
      capView('workspace', folderWords(facts.folder), totals.workspaceMonth, caps.workspaceMonthMicroUsd),
    ],
    unknown: gap === undefined ? unknownWords(totals.month) : gapWords(gap),
    months: months.map((value) => ({ value, label: monthWords(value) })),
    month,
    facts: [...monthFacts(sumTallies(facts.days)), ...keptFacts(kept)],
    days: spendRows(days, (day) => ({ label: dayWords(day) })),
    models: spendRows(groupTallies(facts.models), (id) => ({ label: modelLabel(id), tooltip: id })),
    workspaces: spendRows(groupTallies(facts.workspaces), workspaceWords),
    jobs: rows.slice(0, shown).map(jobRow),
    hasMoreJobs: rows.length > shown,
    balance: balanceView(facts.balance, month, days),
  };
}

function folderWords(folder: string | undefined): string {
  return folder === undefined ? l10n.t('No folder, this month') : l10n.t('Folder {0}, this month', folder);
}
