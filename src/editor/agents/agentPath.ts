import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { isPublicLink, shownUri } from '../../core/uriPath.ts';

/** What an agent means by a path: relative to a folder of the workspace, absolute, or a URI. Nothing is said of what lies there. */
export function uriOfPath(text: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(text)) return vscode.Uri.parse(text);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (isAbsolute(text) || folders.length === 0) return vscode.Uri.file(text);
  // As paths are shown where several folders are open.
  const [name = '', ...rest] = text.split(/[\\/]/);
  const named = folders.length > 1 ? folders.find((folder) => folder.name === name) : undefined;
  const folder = named ?? folders[0];
  if (folder === undefined) return vscode.Uri.file(text);
  return vscode.Uri.joinPath(folder.uri, ...(named === undefined ? [text] : rest));
}

/** An image as an agent names it: a public address stays as it is. */
export function imageUri(text: string): string {
  return isPublicLink(text) ? text : uriOfPath(text).toString();
}

/** The same path back, as an agent can give it again. */
export function pathOfUri(uri: string): string {
  const place = vscode.Uri.parse(uri);
  const isOurs = vscode.workspace.getWorkspaceFolder(place) !== undefined;
  return isOurs ? vscode.workspace.asRelativePath(place) : shownUri(uri);
}
