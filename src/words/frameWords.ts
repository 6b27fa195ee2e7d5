import * as l10n from '@vscode/l10n';

/** Why the last frame of a clip of this name was not taken. */
export function clipGoneWords(name: string): string {
  return l10n.t('The clip {0} no longer exists, so its last frame cannot be taken.', name);
}

export function clipChangedWords(name: string): string {
  return l10n.t('The clip {0} changed while its last frame was taken. Try again.', name);
}
