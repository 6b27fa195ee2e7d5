import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';

/** The system's code of an error (`ENOSPC`), also where VS Code only kept it in the text. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof vscode.FileSystemError && error.code !== 'Unknown') return error.code;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error.code;
  return /\b(E[A-Z]{3,})\b/.exec(error.message)?.[1] ?? '';
}

/** Why a clip could not be put into the workspace, with what becomes of it and what to do. */
export function placeError(uri: vscode.Uri, error: unknown): VideoPromptError {
  if (error instanceof VideoPromptError) return error;
  const kept = vscode.l10n.t(
    'The clip is kept, and saved as soon as it can be; or save it elsewhere yourself.',
  );
  return new VideoPromptError('output.unavailable', `${unwritable(uri, error)} ${kept}`, { cause: error });
}

/** Why a file could not be written. */
export function unwritable(uri: vscode.Uri, error: unknown): string {
  const path = vscode.workspace.asRelativePath(uri);
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return vscode.l10n.t('The disk is full, so {0} could not be saved.', path);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return vscode.l10n.t('{0} cannot be written: read-only, or no permission.', path);
    case 'ENOTDIR':
    case 'EEXIST':
    case 'FileNotADirectory':
    case 'FileExists':
      return vscode.l10n.t('{0} cannot be written: a file lies where its folder should be.', path);
    case 'ENOENT':
    case 'FileNotFound':
      return vscode.l10n.t('The folder of {0} is gone.', path);
    case 'ENAMETOOLONG':
      return vscode.l10n.t('The path of {0} is too long.', path);
    default:
      return vscode.l10n.t(
        '{0} could not be saved ({1}).',
        path,
        error instanceof Error ? error.message : String(error),
      );
  }
}
