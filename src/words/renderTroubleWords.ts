import * as l10n from '@vscode/l10n';
import { cellTitle } from '../shots/cellTitle.ts';
import type { RenderTrouble } from '../shots/renderTrouble.ts';
import { outsideWords } from './pathWords.ts';

/** Why a cell cannot be rendered, and what to do about it. */
export function renderTroubleWords({ kind, cell }: Pick<RenderTrouble, 'kind' | 'cell'>): string {
  const title = cellTitle(cell);
  switch (kind) {
    case 'twoClips':
      return l10n.t(
        '“{0}” starts from two clips that are still to be made. Render one of them first.',
        title,
      );
    case 'changedClip':
      return l10n.t('The clip that “{0}” starts from changed just now. Render it again.', title);
    case 'lackingClip':
      return l10n.t('The clip that “{0}” starts from is not there. Render it first.', title);
    case 'outside':
      return outsideWords('output', cell.plan.request.output ?? '');
  }
}
