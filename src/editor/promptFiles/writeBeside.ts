import * as vscode from 'vscode';
import { readOwnFile } from '../workspace/workspaceFile.ts';

const maxCounter = 1000;

/**
 * Writes an image into the folder of another file, under a name that is free unless the same bytes lie there. A name at which
 * a link waits is not free, wherever it leads.
 */
export async function writeBeside(other: vscode.Uri, name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  for (let counter = 1; counter < maxCounter; counter++) {
    const numbered = counter === 1 ? name : name.replace(/(\.[^.]*)?$/, (ending) => `-${counter}${ending}`);
    const uri = vscode.Uri.joinPath(other, '..', numbered);
    const present = await readOwnFile(other, uri, 'image');
    const isFree = present.kind === 'refused' && present.refusal === 'missing';
    if (isFree) await vscode.workspace.fs.writeFile(uri, bytes);
    if (isFree || (present.kind === 'read' && Buffer.compare(present.bytes, bytes) === 0)) return uri;
  }
  throw vscode.FileSystemError.FileExists(vscode.Uri.joinPath(other, '..', name));
}
