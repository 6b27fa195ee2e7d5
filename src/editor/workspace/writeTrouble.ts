import * as vscode from 'vscode';
import { systemCode } from '../../core/systemCode.ts';
import type { WriteTrouble } from '../../core/writeTrouble.ts';

/** The system's code of an error (`ENOSPC`), else the one of VS Code's file system (`NoPermissions`). */
export function codeOf(error: unknown): string {
  const isEditors = error instanceof vscode.FileSystemError && error.code !== 'Unknown';
  return isEditors ? error.code : systemCode(error);
}

export function writeTrouble(uri: vscode.Uri, error: unknown): WriteTrouble {
  const message = error instanceof Error ? error.message : String(error);
  return { path: vscode.workspace.asRelativePath(uri), code: codeOf(error), message };
}
