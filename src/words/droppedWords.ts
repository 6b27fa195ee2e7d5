import * as l10n from '@vscode/l10n';
import type { Dropped } from '../core/dropped.ts';
import { isWish } from '../core/requestOptions.ts';
import { type ImageField, imageIndex, isImageField } from '../protocol/imageField.ts';
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

const optionWords: Readonly<Record<Exclude<Dropped['field'], ImageField>, () => string>> = {
  seconds: () => l10n.t('Seconds'),
  aspectRatio: () => l10n.t('Aspect ratio'),
  resolution: () => l10n.t('Resolution'),
  mode: () => l10n.t('Mode'),
  negativePrompt: () => l10n.t('Negative prompt'),
  seed: () => l10n.t('Seed'),
  audio: () => l10n.t('Audio'),
  remixOf: () => l10n.t('Remix'),
};

function fieldWord(field: Dropped['field']): string {
  return isImageField(field) ? l10n.t('Image {0}', (imageIndex(field) ?? 0) + 1) : optionWords[field]();
}

/** Options whose value says what it is stand alone; the others go by their name. */
function shortValue(field: Dropped['field'], value: Value): string {
  if (isWish(field)) return fieldWord(field);
  return field === 'seconds' ? l10n.t('{0} s', String(value)) : valueWord(field, value);
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
