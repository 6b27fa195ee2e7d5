import * as vscode from 'vscode';
import { type FieldName, fieldOf } from '../../core/promptFile/fields.ts';

/** What a key of a prompt file means; the English texts are the keys. */
export function optionKeyWords(name: FieldName): string {
  return vscode.l10n.t(fieldOf(name).doc);
}
