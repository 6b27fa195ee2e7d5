import * as l10n from '@vscode/l10n';
import type { Model, PriceRate } from '../core/catalogue/model.ts';
import { formatUsd } from '../core/money.ts';

/** Each published price of a model: `$0.08 a second at 720p`, `at least $0.32 a clip`; none where nobody published any. */
export function rateLines(model: Model): readonly string[] {
  return model.pricing.rates.map((rate) => {
    const parts = [amountWords(rate)];
    if (rate.resolutions !== undefined) parts.push(l10n.t('at {0}', rate.resolutions.join(', ')));
    if (rate.modes !== undefined) parts.push(l10n.t('in {0} mode', modeLabels(model, rate.modes)));
    if (rate.withAudio === true) parts.push(l10n.t('with sound'));
    return parts.join(' ');
  });
}

function amountWords(rate: PriceRate): string {
  const amount =
    'microUsdPerClip' in rate
      ? l10n.t('{0} a clip', formatUsd(rate.microUsdPerClip))
      : l10n.t('{0} a second', formatUsd(rate.microUsdPerSecond));
  return rate.kind === 'at-least' ? l10n.t('at least {0}', amount) : amount;
}

function modeLabels(model: Model, modes: readonly string[]): string {
  return modes
    .map((id) => model.modes?.find((mode) => mode.id === id)?.label ?? id)
    .join(', ')
    .toLowerCase();
}
