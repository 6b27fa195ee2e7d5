import * as vscode from 'vscode';
import { placeOnDisk } from '../../node/placeOnDisk.ts';
import type { PlaceFiles } from '../../runtime/places.ts';
import { isOfType, isSurelyThere } from '../base/stat.ts';
import { isTrusted } from '../base/trust.ts';
import { fileDigest } from './fileDigests.ts';
import { ownFolder, refusalWithin } from './workspaceFile.ts';
import { codeOf } from './writeTrouble.ts';
import { writeWhole } from './writeWhole.ts';

const uriOf = (text: string) => vscode.Uri.parse(text);

/**
 * The workspace as a place of finished clips: on disk through a `.part` file and a link that cannot overwrite, on other
 * file systems through VS Code with overwriting forbidden.
 */
export const editorPlaces: PlaceFiles = {
  isTrusted,
  folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
  folderOf: (file) => ownFolder(uriOf(file)).toString(),
  join: (folder, path) => vscode.Uri.joinPath(uriOf(folder), path).toString(),
  withEnding: (uri, ending) => withEnding(uriOf(uri), ending).toString(),
  shown: (uri) => vscode.workspace.asRelativePath(uriOf(uri)),
  refusal: async (folder, uri, kind) => await refusalWithin(uriOf(folder), uriOf(uri), kind),
  isThere: async (uri) => await isSurelyThere(uriOf(uri)),
  async sizeOf(uri) {
    const stat = await vscode.workspace.fs.stat(uriOf(uri));
    return isOfType(stat, vscode.FileType.File) ? stat.size : undefined;
  },
  digest: async (uri) => await fileDigest(uriOf(uri)),
  makeFolder: async (uri) => await vscode.workspace.fs.createDirectory(uriOf(uri)),
  async put(path, target, part) {
    const [to, through] = [uriOf(target), uriOf(part)];
    if (to.scheme === 'file') return await placeOnDisk(path, to.fsPath, through.fsPath, renameInto);
    return await copyTo(path, to, through);
  },
  write: async (uri, bytes) => await writeWhole(uriOf(uri), bytes),
  codeOf,
};

function withEnding(uri: vscode.Uri, ending: string): vscode.Uri {
  return uri.with({ path: `${uri.path}${ending}` });
}

/** For file systems without links: VS Code's rename refuses to overwrite. */
async function renameInto(part: string, target: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(vscode.Uri.file(part), vscode.Uri.file(target), { overwrite: false });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

async function copyTo(source: string, target: vscode.Uri, part: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.copy(vscode.Uri.file(source), part, { overwrite: true });
    await vscode.workspace.fs.rename(part, target, { overwrite: false });
    return true;
  } catch (error) {
    if (!isTaken(error)) throw error;
    await vscode.workspace.fs.delete(part);
    return false;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileExists';
}
