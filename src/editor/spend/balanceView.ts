import * as vscode from 'vscode';
import { type Balance, dailyDrift } from '../../core/balance.ts';
import type { SpendGroup } from '../../core/ledgerReport.ts';
import { formatUsd, type MicroUsd } from '../../core/money.ts';
import type { BalanceView, FactView } from '../../protocol/spend.ts';
import { dayWords, monthWords, timeWords } from '../../words/dateWords.ts';
import type { BalanceReading } from './balanceReading.ts';
import { noFigure } from './spendViews.ts';

/** What CometAPI says, beside the ledger's days of the chosen month. */
export function balanceView(
  { isOn, isReading, trouble, last }: BalanceReading,
  month: string,
  days: readonly SpendGroup[],
): BalanceView {
  const daily = last?.month === month ? last.balance.daily : undefined;
  return {
    isOn,
    isReading,
    ...(trouble === undefined ? {} : { trouble }),
    ...(last === undefined ? {} : { readAt: vscode.l10n.t('As of {0}', timeWords(last.atMs)) }),
    facts: last === undefined ? [] : balanceFacts(last.balance),
    drift: (daily === undefined ? [] : dailyDrift(month, days, daily)).map(
      ({ day, oursMicroUsd, theirsMicroUsd }) => ({
        day: dayWords(day),
        ours: formatUsd(oursMicroUsd),
        theirs: theirsMicroUsd === undefined ? noFigure : signed(theirsMicroUsd, ''),
        difference: theirsMicroUsd === undefined ? noFigure : signed(theirsMicroUsd - oursMicroUsd, '+'),
      }),
    ),
    note: noteOf(last, month, daily !== undefined),
  };
}

function noteOf(last: BalanceReading['last'], month: string, hasDaily: boolean): string {
  if (last === undefined) return vscode.l10n.t('Nothing was asked yet. Press Refresh.');
  if (hasDaily) {
    return vscode.l10n.t(
      'CometAPI’s days are days of UTC and count everything the account used, other programs included; days of the ledger are yours, and it counts estimates. Small differences around midnight are normal.',
    );
  }
  return last.month === month
    ? vscode.l10n.t('CometAPI told no daily figures.')
    : vscode.l10n.t('Press Refresh to compare {0}.', monthWords(month));
}

function balanceFacts(balance: Balance): readonly FactView[] {
  const known = (label: string, amount: MicroUsd | undefined): FactView[] => [
    { label, value: amount === undefined ? vscode.l10n.t('not told') : signed(amount, '') },
  ];
  return [
    ...known(vscode.l10n.t('Balance'), balance.leftMicroUsd),
    ...(balance.usedMicroUsd === undefined ? [] : known(vscode.l10n.t('Used in all'), balance.usedMicroUsd)),
    ...balance.keys.map(({ name, left, usedMicroUsd }) => ({
      label: name === '' ? vscode.l10n.t('Key without a name') : vscode.l10n.t('Key “{0}”', name),
      value:
        left === undefined
          ? vscode.l10n.t('not told')
          : left === 'unlimited'
            ? vscode.l10n.t('unlimited')
            : vscode.l10n.t('{0} left', signed(left, '')),
      ...(usedMicroUsd === undefined ? {} : { detail: vscode.l10n.t('{0} used', signed(usedMicroUsd, '')) }),
    })),
  ];
}

/** `−$0.32`; with `+` for more where both directions matter. */
function signed(amount: MicroUsd, plus: '+' | ''): string {
  const sign = amount < 0 ? '−' : amount > 0 ? plus : '';
  return `${sign}${formatUsd(Math.abs(amount))}`;
}
