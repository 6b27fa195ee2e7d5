import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { readAskedPath } from '../../agent/askedPath.ts';
import { isPublicLink, shownUri } from '../../core/uriPath.ts';

/** What an agent means by a path: relative to a folder of the workspace, absolute, or a URI. Nothing is said of what lies there. */
export function uriOfPath(text: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named = folders.map(({ name, uri }) => ({ name, uri: uri.toString() }));
  const asked = readAskedPath(text, named, isAbsolute);
  switch (asked.kind) {
    case 'uri':
      return vscode.Uri.parse(asked.uri);
    case 'disk':
      return vscode.Uri.file(asked.path);
    case 'below':
      return vscode.Uri.joinPath(vscode.Uri.parse(asked.folderUri), asked.path);
  }
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
