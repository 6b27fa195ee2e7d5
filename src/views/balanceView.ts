import * as l10n from '@vscode/l10n';
import { type Balance, type BalanceReading, dailyDrift } from '../core/balance.ts';
import type { SpendGroup } from '../core/ledgerReport.ts';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import type { BalanceView, FactView } from '../protocol/spend.ts';
import { dayWords, monthWords, timeWords } from '../words/dateWords.ts';
import { noFigure } from './spendTables.ts';

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
    ...(last === undefined ? {} : { readAt: l10n.t('As of {0}', timeWords(last.atMs)) }),
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
  if (last === undefined) return l10n.t('No figures yet. Press Refresh.');
  if (hasDaily) {
    return l10n.t(
      'CometAPI counts days in UTC and everything the account used, including other programs; the ledger counts days in your time zone and includes estimates. Small differences around midnight are normal.',
    );
  }
  return last.month === month
    ? l10n.t('CometAPI reported no daily figures.')
    : l10n.t('Press Refresh to compare {0}.', monthWords(month));
}

function balanceFacts(balance: Balance): readonly FactView[] {
  const known = (label: string, amount: MicroUsd | undefined): FactView[] => [
    { label, value: amount === undefined ? l10n.t('not reported') : signed(amount, '') },
  ];
  return [
    ...known(l10n.t('Balance'), balance.leftMicroUsd),
    ...(balance.usedMicroUsd === undefined ? [] : known(l10n.t('Used in all'), balance.usedMicroUsd)),
    ...balance.keys.map(({ name, left, usedMicroUsd }) => ({
      label: name === '' ? l10n.t('Key without a name') : l10n.t('Key “{0}”', name),
      value:
        left === undefined
          ? l10n.t('not reported')
          : left === 'unlimited'
            ? l10n.t('unlimited')
            : l10n.t('{0} left', signed(left, '')),
      ...(usedMicroUsd === undefined ? {} : { detail: l10n.t('{0} used', signed(usedMicroUsd, '')) }),
    })),
  ];
}

/** `−$0.32`; with `+` for more where both directions matter. */
function signed(amount: MicroUsd, plus: '+' | ''): string {
  const sign = amount < 0 ? '−' : amount > 0 ? plus : '';
  return `${sign}${formatUsd(Math.abs(amount))}`;
}
