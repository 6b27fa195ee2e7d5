import * as l10n from '@vscode/l10n';
import { isImageField } from '../protocol/imageField.ts';
import type { Dropped } from '../core/dropped.ts';
import { fileNameOfUri } from '../core/uriPath.ts';

type Value = Dropped['from'];

/** What another model could not take over, in one sentence each. */
export function droppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) =>
      to === undefined
        ? l10n.t('{0} was dropped, because this model does not take it.', droppedValue(field, from))
        : l10n.t(
            '{0} changed from {1} to {2}.',
            fieldWord(field),
            valueWord(field, from),
            valueWord(field, to),
          ),
    )
    .join(' ');
}

/** The same in a few words, for a list: `4 s instead of 5 s, without harbour.png`. */
export function shortDroppedWords(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ field, from, to }) =>
      to === undefined
        ? l10n.t('without {0}', shortValue(field, from))
        : l10n.t('{0} instead of {1}', shortValue(field, to), shortValue(field, from)),
    )
    .join(', ');
}

/** An image goes by its file name, an option by what it is. */
function droppedValue(field: Dropped['field'], from: Value): string {
  return isImageField(field)
    ? valueWord(field, from)
    : l10n.t('{0} ({1})', fieldWord(field), valueWord(field, from));
}

function fieldWord(field: Dropped['field']): string {
  switch (field) {
    case 'seconds':
      return l10n.t('Seconds');
    case 'aspectRatio':
      return l10n.t('Aspect ratio');
    case 'resolution':
      return l10n.t('Resolution');
    case 'mode':
      return l10n.t('Mode');
    case 'negativePrompt':
      return l10n.t('Negative prompt');
    case 'seed':
      return l10n.t('Seed');
    case 'audio':
      return l10n.t('Audio');
    case 'remixOf':
      return l10n.t('Remix');
    default:
      return l10n.t('Image {0}', Number(/\d+/.exec(field)?.[0] ?? 0) + 1);
  }
}

/** Options whose value says what it is stand alone; the others go by their name. */
function shortValue(field: Dropped['field'], value: Value): string {
  switch (field) {
    case 'seconds':
      return l10n.t('{0} s', String(value));
    case 'mode':
    case 'negativePrompt':
    case 'seed':
    case 'audio':
      return fieldWord(field);
    default:
      return valueWord(field, value);
  }
}

/** Of a path only the name; a role in words. */
function valueWord(field: Dropped['field'], value: Value): string {
  if (typeof value === 'boolean') return value ? l10n.t('on') : l10n.t('off');
  const text = String(value);
  if (!isImageField(field)) return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  switch (text) {
    case 'first':
      return l10n.t('first frame');
    case 'last':
      return l10n.t('last frame');
    case 'reference':
      return l10n.t('reference');
    default:
      return fileNameOfUri(text) || text;
  }
}
