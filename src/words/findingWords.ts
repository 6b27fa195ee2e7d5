import * as l10n from '@vscode/l10n';
import { type Finding, findingText } from '../core/finding.ts';

/** A finding in the user's language; the English texts are the keys. */
export function findingWords(finding: Finding): string {
  return l10n.t(findingText[finding.code], { ...finding.args });
}
