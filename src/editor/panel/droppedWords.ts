import * as vscode from 'vscode';
import type { Dropped } from '../../core/defaults.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';

/** What another model could not take over, in one sentence each. */
export function droppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) =>
      to === undefined
        ? vscode.l10n.t('{0} was dropped, because this model does not take it.', droppedValue(field, from))
        : vscode.l10n.t('{0} changed from {1} to {2}.', fieldWord(field), valueWord(field, from), to),
    )
    .join(' ');
}

/** The same in a few words, for a list: `4 s instead of 5 s, without harbour.png`. */
export function shortDroppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) =>
      to === undefined
        ? vscode.l10n.t('without {0}', shortValue(field, from))
        : vscode.l10n.t('{0} instead of {1}', shortValue(field, to), shortValue(field, from)),
    )
    .join(', ');
}

/** An image goes by its file name, an option by what it is. */
function droppedValue(field: Dropped['field'], from: Dropped['from']): string {
  return field.startsWith('images[')
    ? valueWord(field, from)
    : vscode.l10n.t('{0} ({1})', fieldWord(field), from);
}

function fieldWord(field: Dropped['field']): string {
  switch (field) {
    case 'seconds':
      return vscode.l10n.t('Seconds');
    case 'aspectRatio':
      return vscode.l10n.t('Aspect ratio');
    case 'resolution':
      return vscode.l10n.t('Resolution');
    default:
      return vscode.l10n.t('Image {0}', Number(/\d+/.exec(field)?.[0] ?? 0) + 1);
  }
}

function shortValue(field: Dropped['field'], value: Dropped['from']): string {
  return field === 'seconds' ? vscode.l10n.t('{0} s', value) : valueWord(field, value);
}

/** Of a path only the name; a role in words. */
function valueWord(field: Dropped['field'], value: Dropped['from']): string {
  const text = String(value);
  if (!field.startsWith('images[')) return text;
  switch (text) {
    case 'first':
      return vscode.l10n.t('first frame');
    case 'last':
      return vscode.l10n.t('last frame');
    case 'reference':
      return vscode.l10n.t('reference');
    default:
      return fileNameOfUri(text) || text;
  }
}
