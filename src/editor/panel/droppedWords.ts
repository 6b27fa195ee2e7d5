import * as vscode from 'vscode';
import type { Dropped } from '../../core/defaults.ts';

/** What another model could not take over, in one sentence each. */
export function droppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) => {
      const value = String(from).slice(String(from).lastIndexOf('/') + 1);
      return to === undefined
        ? vscode.l10n.t('{0} was dropped, because this model does not take it.', value)
        : vscode.l10n.t('{0} changed from {1} to {2}.', field, value, to);
    })
    .join(' ');
}
