import * as l10n from '@vscode/l10n';

/** What is known of a file that could not be written. */
export interface WriteTrouble {
  /** As people are shown it. */
  readonly path: string;
  /** The system's (`ENOSPC`) or the editor's (`NoPermissions`). */
  readonly code: string;
  readonly message: string;
}

/** Why a file could not be written. */
export function unwritableWords({ path, code, message }: WriteTrouble): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('The disk is full, so {0} could not be saved.', path);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return l10n.t('{0} cannot be written: read-only, or no permission.', path);
    case 'ENOTDIR':
    case 'EEXIST':
    case 'FileNotADirectory':
    case 'FileExists':
      return l10n.t('{0} cannot be written: a file lies where its folder should be.', path);
    case 'ENOENT':
    case 'FileNotFound':
      return l10n.t('The folder of {0} is gone.', path);
    case 'ENAMETOOLONG':
      return l10n.t('The path of {0} is too long.', path);
    default:
      return l10n.t('{0} could not be saved ({1}).', path, message);
  }
}

/** Why a clip could not be put into the workspace, with what becomes of it and what to do. */
export function unplacedWords(trouble: WriteTrouble): string {
  return `${unwritableWords(trouble)} ${l10n.t('The clip is kept, and saved as soon as it can be; or save it elsewhere yourself.')}`;
}

export function leadsOutWords(): string {
  return l10n.t(
    'The output folder leads out of the workspace through a link, so the clip was not saved there. The clip is kept; save it elsewhere yourself.',
  );
}

export function noFreeNameWords(folder: string): string {
  return l10n.t('No free file name is left in {0}.', folder);
}

export function otherBytesWords(path: string): string {
  return l10n.t('{0} does not hold the bytes that were written', path);
}
