import * as vscode from 'vscode';
import { say } from '../../core/errorText.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { isPromptFile } from '../../core/promptFileName.ts';
import { fileNameOfUri, shownUri } from '../../core/uriPath.ts';
import { isOfType, statOf } from '../base/stat.ts';
import { requireInWorkspace } from './workspaceFile.ts';

/** For a file that a program names. Throws VideoPromptError where it is no prompt file of the workspace that is there. */
export async function requirePromptFile(uri: vscode.Uri): Promise<vscode.Uri> {
  if (!isPromptFile(uri))
    throw new VideoPromptError(
      'request.invalid',
      say('agent.noPromptFile', { file: fileNameOfUri(uri.toString()) }),
      { field: 'file' },
    );
  await requireInWorkspace(uri, 'promptFile', 'file');
  if (!(await isOrdinaryFile(uri))) throw noPromptFile(uri);
  return uri;
}

export async function isOrdinaryFile(uri: vscode.Uri): Promise<boolean> {
  const stat = await statOf(uri);
  return stat !== undefined && isOfType(stat, vscode.FileType.File);
}

export function noPromptFile(uri: vscode.Uri): VideoPromptError {
  const isOurs = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  const file = isOurs ? vscode.workspace.asRelativePath(uri) : shownUri(uri.toString());
  return new VideoPromptError('request.invalid', say('agent.noFile', { file }), { field: 'file' });
}
