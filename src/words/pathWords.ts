import * as l10n from '@vscode/l10n';
import type { PathRefusal } from '../core/workspacePath.ts';

/** Why a file is not opened, to follow “cannot be read:”. */
export function pathReasonWords(refusal: PathRefusal): string {
  switch (refusal) {
    case 'missing':
      return l10n.t('it does not exist');
    case 'tooLarge':
      return l10n.t('it is too large');
    case 'special':
    case 'folder':
      return l10n.t('it is not an ordinary file');
    case 'unreadable':
      return l10n.t('it cannot be opened');
    case 'type':
      return l10n.t('it is not of the expected type');
    case 'outside':
    case 'link':
      return l10n.t('it lies outside the workspace folder');
  }
}

/** Why a file is not opened, with what to do. */
export function pathRefusalWords(name: string, refusal: PathRefusal): string {
  switch (refusal) {
    case 'outside':
      return l10n.t(
        '“{0}” lies outside the workspace folder, so it is not opened. Copy it into the folder.',
        name,
      );
    case 'link':
      return l10n.t(
        '“{0}” leads out of the workspace folder through a link, so it is not opened. Copy the file into the folder.',
        name,
      );
    case 'type':
      return l10n.t(
        '“{0}” is not a file of the expected type, so it is not opened. Choose another one.',
        name,
      );
    case 'folder':
      return l10n.t('“{0}” is not what is expected: a folder or a file. Choose another one.', name);
    case 'special':
      return l10n.t('“{0}” is not an ordinary file. Choose another one.', name);
    case 'tooLarge':
      return l10n.t('“{0}” is too large. Choose a smaller one.', name);
    case 'missing':
      return l10n.t('“{0}” does not exist. Choose another one.', name);
    case 'unreadable':
      return l10n.t('“{0}” cannot be read. Check the file.', name);
  }
}

/** Of an output that leads out of the workspace folder. */
export function outsideWords(field: string, path: string): string {
  return l10n.t(
    '{0}: “{1}” is not a path inside the workspace folder. Give a relative path without “..”.',
    field,
    path,
  );
}

/** Of an image of which only a pointer is there, to follow “cannot be read:”. */
export function pointerReasonWords(): string {
  return l10n.t('it is not fetched yet: Git LFS has only a pointer here. Run “git lfs pull”');
}
