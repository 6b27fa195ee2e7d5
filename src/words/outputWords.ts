import * as l10n from '@vscode/l10n';
import type { OutputTrouble } from '../core/outputPlace.ts';
import { shownText } from '../core/shownText.ts';
import { outsideWords } from './pathWords.ts';

/** Why a request or a setting says no place for its clips, with what to write instead. */
export function outputTroubleWords(trouble: OutputTrouble): string {
  if (trouble.kind === 'outside') return outsideWords(trouble.field, trouble.path);
  return l10n.t(
    'The setting {0} has the variable {1}, which is not supported there. Use one of these: {2}.',
    trouble.field,
    shownText(trouble.variable),
    trouble.known.join(', '),
  );
}
