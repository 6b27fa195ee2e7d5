import * as l10n from '@vscode/l10n';
import type { CapBreach, CapScope } from '../core/budget.ts';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import { formatUsd } from '../core/money.ts';
import type { Offer } from '../core/whatFits.ts';
import type { Quote } from '../core/quote.ts';
import { quoteWords } from './priceWords.ts';

/** A submission that a cap stops. */
export function breachWords({ scope, capMicroUsd, countedMicroUsd, askedMicroUsd }: CapBreach): string {
  const left = formatUsd(Math.max(0, capMicroUsd - countedMicroUsd));
  return l10n.t(
    'This costs {0}, but only {1} of {2} is left.',
    formatUsd(askedMicroUsd),
    left,
    capName(scope, capMicroUsd),
  );
}

/** A submission that uses most of what a cap leaves. */
export function nearWords({ scope, capMicroUsd, countedMicroUsd, askedMicroUsd }: CapBreach): string {
  const left = formatUsd(Math.max(0, capMicroUsd - countedMicroUsd - askedMicroUsd));
  return l10n.t('After this, {0} of {1} is left.', left, capName(scope, capMicroUsd));
}

function capName(scope: CapScope, capMicroUsd: number): string {
  const amount = formatUsd(capMicroUsd);
  switch (scope) {
    case 'day':
      return l10n.t('your {0} a day', amount);
    case 'month':
      return l10n.t('your {0} a month', amount);
    case 'workspace':
      return l10n.t('this folder’s {0} a month', amount);
  }
}

/** `4 s: $0.32` */
export function offerWords({
  change,
  request,
  quote,
}: Pick<Offer, 'change' | 'request'> & { readonly quote: Quote }): string {
  const price = quoteWords(quote);
  switch (change) {
    case 'variants':
      return request.variants === 1
        ? l10n.t('1 clip: {0}', price)
        : l10n.t('{0} clips: {1}', request.variants ?? 1, price);
    case 'seconds':
      return l10n.t('{0} s: {1}', request.seconds, price);
    case 'resolution':
      return `${request.resolution}: ${price}`;
    case 'model':
      return `${modelLabel(request.model)}: ${price}`;
  }
}
