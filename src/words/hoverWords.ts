import * as l10n from '@vscode/l10n';
import type { Model } from '../core/catalogue/model.ts';

/** Which values a model takes: `Veo 3.1 takes: 4, 6, 8`. */
export function takesWords({ label }: Model, values: readonly (string | number | boolean)[]): string {
  return l10n.t('{0} takes: {1}', label, values.join(', '));
}

export function lastFrameOfClipWords(): string {
  return l10n.t('The last frame of this clip');
}

export function lastFrameOfShotWords(title: string): string {
  return l10n.t('The last frame of the shot “{0}”', title);
}
