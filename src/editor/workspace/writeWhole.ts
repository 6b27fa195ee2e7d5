import * as vscode from 'vscode';
import { writeWhole as writeOnDisk } from '../../node/writeWhole.ts';

/** Writes a file; one on the disk is there as a whole or as it was before. Rejects as the file system does. */
export async function writeWhole(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  if (uri.scheme === 'file') await writeOnDisk(uri.fsPath, bytes);
  else await vscode.workspace.fs.writeFile(uri, bytes);
}
