import * as l10n from '@vscode/l10n';
import { aspectRatiosOf } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { formatUsd } from '../core/money.ts';
import { automatic } from '../core/request.ts';

/** What a model can do, a few words each: `4, 6, 8 s`, `720p, 1080p`, `16:9, 9:16`, `first and last frame`, `with sound`. */
export function abilityWords(model: Model): readonly string[] {
  if (model.isUncharted === true) {
    return [l10n.t('prompt only'), l10n.t('length and size are up to the model')];
  }
  const chosen = (values: readonly string[]) => values.filter((value) => value !== automatic).join(', ');
  const sound = soundWords(model);
  return [
    secondsWords(model),
    chosen([...new Set(model.sizes.map(({ resolution }) => resolution))]),
    chosen(aspectRatiosOf(model)),
    imageWords(model),
    sound,
  ].filter((words) => words !== '');
}

function secondsWords({ seconds }: Model): string {
  switch (seconds.kind) {
    case 'set':
      return l10n.t('{0} s', seconds.values.join(', '));
    case 'range':
      return l10n.t('{0} s', `${seconds.min}–${seconds.max}`);
    case 'none':
      return '';
  }
}

function imageWords({ images: { roles, max } }: Model): string {
  const { first = 0, last = 0, reference = 0 } = roles;
  const frames =
    first > 0 && last > 0 ? l10n.t('first and last frame') : first > 0 ? l10n.t('first frame') : '';
  const references =
    reference > 1
      ? l10n.t('up to {0} references', Math.min(reference, max))
      : reference === 1
        ? l10n.t('1 reference')
        : '';
  const both = [frames, references].filter((words) => words !== '').join(', ');
  return both === '' ? l10n.t('no images') : both;
}

function soundWords({ audio }: Model): string {
  switch (audio) {
    case 'always':
      return l10n.t('with sound');
    case 'optional':
      return l10n.t('sound on or off');
    case 'never':
      return l10n.t('silent');
    case 'unknown':
      return '';
  }
}

/** A model's stage, where it is worth a word. */
export function lifecycleWords({ lifecycle }: Model): string {
  switch (lifecycle.stage) {
    case 'available':
      return '';
    case 'preview':
      return l10n.t('preview');
    case 'unstable':
      return l10n.t('unstable');
    case 'retired':
      return l10n.t('shut down on {0}', lifecycle.date);
  }
}

/** `from $0.05 a second`: all that is known of a price where nobody knows the length; empty where nothing is. */
export function rateWords({ pricing, seconds }: Model): string {
  const [rate] = pricing.rates;
  if (seconds.kind !== 'none' || rate === undefined || !('microUsdPerSecond' in rate)) return '';
  return l10n.t('from {0} a second', formatUsd(rate.microUsdPerSecond));
}
