import * as vscode from 'vscode';
import { isPromptFile, promptFileGlob } from '../../core/promptFileName.ts';

/** Prompt files of every file system; they stay Markdown. */
export const promptSelector: vscode.DocumentFilter = { pattern: promptFileGlob };

/** A document that somebody can change, not one side of a comparison. */
export function isPromptDocument({ uri }: vscode.TextDocument): boolean {
  return isPromptFile(uri) && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false;
}
