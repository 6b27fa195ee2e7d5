import * as l10n from '@vscode/l10n';
import { type ErrorTextKey, errorText } from '../core/errorText.ts';
import type { TextArguments } from '../core/filledText.ts';

/** A sentence of engine or store in the person's language; the English texts are the keys of the translations. */
export function sentenceWords(key: ErrorTextKey, args: TextArguments): string {
  return l10n.t(errorText[key], { ...args });
}
