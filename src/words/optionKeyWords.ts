import * as l10n from '@vscode/l10n';
import { type FieldName, fieldOf } from '../core/promptFile/fields.ts';

/** What a key of a prompt file means; the English texts are the keys. */
export function optionKeyWords(name: FieldName): string {
  return l10n.t(fieldOf(name).doc);
}
