import * as vscode from 'vscode';

export const promptFileEnding = '.video.md';
export const promptFileGlob = `**/*${promptFileEnding}`;

/** Prompt files of every file system; they stay Markdown. */
export const promptSelector: vscode.DocumentFilter = { pattern: promptFileGlob };

export function isPromptFile({ path }: vscode.Uri): boolean {
  return path.endsWith(promptFileEnding);
}

/** A document that somebody can change, not one side of a comparison. */
export function isPromptDocument({ uri }: vscode.TextDocument): boolean {
  return isPromptFile(uri) && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false;
}
