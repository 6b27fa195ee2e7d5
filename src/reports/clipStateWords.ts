import * as l10n from '@vscode/l10n';
import type { CellStanding } from './reportedCell.ts';

/** How a clip stands, in one word or two. */
export function clipStateWords(state: CellStanding): string {
  switch (state) {
    case 'current':
      return l10n.t('current');
    case 'stale':
      return l10n.t('stale');
    case 'missing':
      return l10n.t('missing');
    case 'not-fetched':
      return l10n.t('not fetched');
    case 'unreadable':
    case 'blocked':
      return l10n.t('unknown');
  }
}
