import * as vscode from 'vscode';
import type { Dropped } from '../../core/defaults.ts';

/** What another model could not take over, in one sentence each. */
export function droppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) =>
      to === undefined
        ? vscode.l10n.t('{0} was dropped, because this model does not take it.', droppedValue(field, from))
        : vscode.l10n.t('{0} changed from {1} to {2}.', fieldWord(field), valueWord(from), valueWord(to)),
    )
    .join(' ');
}

/** An image goes by its file name, a wish by what it is. */
function droppedValue(field: Dropped['field'], from: Dropped['from']): string {
  return field.startsWith('images[')
    ? valueWord(from).slice(valueWord(from).lastIndexOf('/') + 1)
    : vscode.l10n.t('{0} ({1})', fieldWord(field), valueWord(from));
}

function fieldWord(field: Dropped['field']): string {
  switch (field) {
    case 'seconds':
      return vscode.l10n.t('Seconds');
    case 'aspectRatio':
      return vscode.l10n.t('Aspect ratio');
    case 'resolution':
      return vscode.l10n.t('Resolution');
    case 'negativePrompt':
      return vscode.l10n.t('Negative prompt');
    case 'seed':
      return vscode.l10n.t('Seed');
    case 'audio':
      return vscode.l10n.t('Audio');
    case 'remixOf':
      return vscode.l10n.t('Remix');
    default:
      return vscode.l10n.t('Image {0}', Number(/\d+/.exec(field)?.[0] ?? 0) + 1);
  }
}

function valueWord(value: Dropped['from']): string {
  if (typeof value === 'boolean') return value ? vscode.l10n.t('on') : vscode.l10n.t('off');
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
