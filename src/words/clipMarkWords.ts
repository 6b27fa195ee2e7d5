import * as l10n from '@vscode/l10n';
import type { ClipStanding, FileStanding } from '../shots/clipStanding.ts';
import { recipeChangeWords } from './recipeWords.ts';

/** A mark beside the name of a file: at most two characters, and words about them. */
export interface MarkWords {
  readonly badge: string;
  readonly tooltip: string;
  readonly isWarning: boolean;
}

const maxBadge = 99;

export function fileMarkWords({ missing, stale, changes }: FileStanding): MarkWords {
  const count = missing + stale;
  const words = [
    stale === 0 ? '' : l10n.t('{0} stale: {1}', stale, recipeChangeWords(changes)),
    missing === 0 ? '' : l10n.t('{0} without a clip', missing),
  ].filter((text) => text !== '');
  return { badge: count > maxBadge ? '…' : String(count), tooltip: words.join(', '), isWarning: true };
}

/** `promptFile`: its name. Undefined where there is nothing to say. */
export function clipMarkWords(
  { isKept, changes, isLost }: ClipStanding,
  isPointer: boolean,
  promptFile: string,
): MarkWords | undefined {
  const isStale = changes !== undefined;
  if (!isKept && !isStale && !isLost && !isPointer) return undefined;
  const words = [
    isKept ? l10n.t('Kept take') : '',
    isPointer ? l10n.t('Not fetched yet: run “git lfs pull”') : '',
    isStale ? l10n.t('Stale: {0}', recipeChangeWords(changes)) : '',
    isLost ? l10n.t('Its shot is no longer in {0}', promptFile) : '',
  ].filter((text) => text !== '');
  return {
    badge: `${isKept ? '★' : ''}${isStale || isLost ? '≠' : isPointer ? '⇣' : ''}`,
    tooltip: words.join(' · '),
    isWarning: isStale || isLost,
  };
}

/** What the jobs view names and nobody finds any more. */
export function missingClipMark(): MarkWords {
  return { badge: '✗', tooltip: l10n.t('The clip is missing'), isWarning: true };
}
