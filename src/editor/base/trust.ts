import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';

/** The one place that asks VS Code. */
export function isTrusted(): boolean {
  return vscode.workspace.isTrusted;
}

/** Throws VideoPromptError `workspace.untrusted`, with words for what would be done. */
export function requireTrust(to: 'submits' | 'writes'): void {
  if (isTrusted()) return;
  throw new VideoPromptError(
    'workspace.untrusted',
    to === 'submits'
      ? vscode.l10n.t('This workspace is not trusted, so nothing is submitted from it. Trust it first.')
      : vscode.l10n.t('This workspace is not trusted, so nothing is written to it. Trust it first.'),
  );
}

/** For a file at a place that somebody chose: only inside the workspace it takes trust. Throws like {@link requireTrust}. */
export function requireTrustAt(uri: vscode.Uri): void {
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) requireTrust('writes');
}
