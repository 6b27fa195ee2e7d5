import * as l10n from '@vscode/l10n';
import type { TakesStrings } from '../protocol/takes.ts';

/** The takes screen's words in the user's language. */
export function takesStrings(): TakesStrings {
  return {
    none: l10n.t('No take was rendered yet. Render the shot from its prompt file.'),
    compare: l10n.t('Compare'),
    compareTake: l10n.t('Compare {0}'),
    showAll: l10n.t('Show all'),
    playTogether: l10n.t('Play together'),
    pause: l10n.t('Pause'),
    keep: l10n.t('Keep'),
    keepTake: l10n.t('Keep {0}'),
    kept: l10n.t('Kept'),
    stopKeeping: l10n.t('{0} is kept. Keep it no longer'),
    open: l10n.t('Open'),
    openTake: l10n.t('Open {0}'),
    reveal: l10n.t('Reveal in explorer'),
    revealTake: l10n.t('Reveal {0} in the explorer'),
    clipOf: l10n.t('Clip: {0}'),
    gone: l10n.t('The clip is gone'),
    sample: l10n.t('Sample'),
    differs: l10n.t('differs'),
    comparing: l10n.t('{0} takes side by side'),
  };
}
