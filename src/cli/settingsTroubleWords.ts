import * as l10n from '@vscode/l10n';
import type { SettingsTrouble } from '../runtime/repositorySettings.ts';
import { pathReasonWords } from '../words/pathWords.ts';

/** What is wrong with the settings of a folder, and what is done about it. `file`: as it is shown. */
export function settingsTroubleWords(file: string, trouble: SettingsTrouble): string {
  switch (trouble.kind) {
    case 'refused':
      return l10n.t(
        '{0} is not read: {1}. Without it, the default settings hold.',
        file,
        pathReasonWords(trouble.refusal),
      );
    case 'form':
      return l10n.t('{0} has no settings in braces, so the default ones hold. Correct it.', file);
    case 'mistake':
      return l10n.t(
        '{0} has a mistake in line {1}; only what can be read of it holds. Correct it.',
        file,
        trouble.line,
      );
  }
}
