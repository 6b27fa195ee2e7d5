import * as vscode from 'vscode';
import type { VideoRequest } from '../../core/request.ts';
import { isUri, pathBelow } from '../../core/uriPath.ts';

/** The folder in which a request's clips lie where nobody is asked; undefined: none is open. */
export function likelyFolder(request: VideoRequest): vscode.WorkspaceFolder | undefined {
  return folderOfRequest(request) ?? vscode.workspace.workspaceFolders?.[0];
}

/** The folder that the request itself says, by its images or its output. */
export function folderOfRequest(request: VideoRequest): vscode.WorkspaceFolder | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const image of request.images) {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(image.uri));
    if (folder !== undefined) return folder;
  }
  if (request.output !== undefined) {
    const { output } = request;
    return folders.find(({ uri }) => isUri(output) && pathBelow(uri.toString(), output) !== undefined);
  }
  return undefined;
}
