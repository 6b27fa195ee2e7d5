import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BalanceReading } from '../../core/balance.ts';
import type { KeptCost } from '../../core/keptCost.ts';
import { today } from '../../node/clock.ts';
import { newestRows } from '../../store/ledgerPages.ts';
import { chosenMonth, type SpendChoice, type SpendFacts } from '../../views/spendView.ts';
import { safeCaps } from '../base/settings.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import type { Session } from '../session/session.ts';

/** Everything that the spend screen shows, from short reads. Throws VideoPromptError with a `store.*` code. */
export async function spendFacts(
  session: Pick<Session, 'store' | 'folders' | 'reports' | 'gap'>,
  choice: SpendChoice,
  balance: BalanceReading,
  kept: KeptCost,
): Promise<SpendFacts> {
  const { reports } = session;
  const { totals, folder } = await fullestTotals(session);
  const known = await reports.months();
  const { months, month } = chosenMonth(known, today(), choice);
  const days = await reports.tallies(month, 'day');
  const models = await reports.tallies(month, 'model');
  await nextTurn();
  return {
    months,
    month,
    isUsed: known.length > 0,
    totals,
    folder: folder?.name,
    days,
    models,
    workspaces: await reports.tallies(month, 'workspace'),
    rows: await newestRows(reports, month, choice.shown + 1),
    gap: await session.gap(),
    caps: safeCaps(),
    shown: choice.shown,
    kept,
    balance,
  };
}
