import * as vscode from 'vscode';
import { VideoPromptError } from '../core/errors.ts';

/** Throws VideoPromptError `workspace.untrusted`. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new VideoPromptError(
    'workspace.untrusted',
    vscode.l10n.t('This workspace is not trusted, so nothing is submitted from it. Trust it first.'),
  );
}
