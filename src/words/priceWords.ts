import * as l10n from '@vscode/l10n';
import type { SpendTotals } from '../core/ledger.ts';
import { formatUsd } from '../core/money.ts';
import type { Quote, TotalPrice } from '../core/quote.ts';

/** `$0.32`, `at least $0.32`, `price unknown`. */
export function quoteWords(quote: Quote): string {
  if (quote.microUsd === undefined) return l10n.t('price unknown');
  const amount = formatUsd(quote.microUsd);
  return quote.kind === 'at-least' ? l10n.t('at least {0}', amount) : amount;
}

/** `$1.92`, `at least $1.92`: of the clips whose price is known. */
export function knownWords({ microUsd, kind }: TotalPrice): string {
  const amount = formatUsd(microUsd);
  return kind === 'at-least' ? l10n.t('at least {0}', amount) : amount;
}

/** `$1.92`, `at least $1.92`, `price unknown`: several clips together; where some prices are unknown the rest is a lower bound. */
export function totalWords(total: TotalPrice): string {
  if (total.unknownClips === 0) return knownWords(total);
  return total.microUsd === 0 ? l10n.t('price unknown') : l10n.t('at least {0}', formatUsd(total.microUsd));
}

/** What kind of price it is, who published it and when. */
export function quoteDetail(quote: Quote): string {
  switch (quote.kind) {
    case 'listed':
      return l10n.t('Listed price. Source: {0}, {1}.', quote.source, quote.date);
    case 'at-least':
      return l10n.t('The published price is a lower bound. Source: {0}, {1}.', quote.source, quote.date);
    case 'unknown':
      return l10n.t('No price is published for these options. You are asked what one clip may cost at most.');
  }
}

/** The same for a price by the second of a clip whose length the model decides. */
export function rateDetail({ source, date }: Quote, rate: string): string {
  return l10n.t(
    'The price is {0}, and the length is up to the model: you are asked what one clip may cost at most. Source: {1}, {2}.',
    rate,
    source,
    date,
  );
}

/** `reserved $0.32 · 1 unknown`: what stands beside the spend; empty where there is nothing. */
export function besideSpend(totals: SpendTotals): string {
  const parts: string[] = [];
  if (totals.reservedMicroUsd > 0) parts.push(l10n.t('{0} reserved', formatUsd(totals.reservedMicroUsd)));
  if (totals.unknownCount > 0) parts.push(l10n.t('{0} unknown', totals.unknownCount));
  return parts.join(' · ');
}
