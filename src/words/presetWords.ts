import * as l10n from '@vscode/l10n';
import type { AppliedPreset, Preset } from '../core/preset.ts';
import { droppedWords } from './droppedWords.ts';

const maxIgnored = 5;

/** What of a preset could not be had, in sentences; empty where all of it could. */
export function presetTrouble(preset: Preset, { lost, dropped }: AppliedPreset, usedLabel: string): string {
  return [lostWords(lost, usedLabel), droppedWords(dropped), ignoredWords(preset)]
    .filter((words) => words !== '')
    .join(' ');
}

/** The model that is gone, and the one in its place. */
export function lostWords(lost: AppliedPreset['lost'], usedLabel: string): string {
  if (lost === undefined) return '';
  return lost.date === undefined
    ? l10n.t('The model {0} is not known here: {1} is used.', lost.model, usedLabel)
    : l10n.t('The model {0} was shut down on {1}: {2} is used.', lost.model, lost.date, usedLabel);
}

export function ignoredWords({ ignored }: Preset): string {
  if (ignored.length === 0) return '';
  const names = ignored.slice(0, maxIgnored).map((name) => name.replace(/[^\w.-]/g, '?').slice(0, 40));
  const more = ignored.length > maxIgnored ? ', …' : '';
  return l10n.t('Ignored, because it is not a preset option: {0}.', names.join(', ') + more);
}
