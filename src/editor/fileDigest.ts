import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';

/** sha256 of a file in lower-case hex; from the disk in pieces, so that a clip of any size takes no memory. */
export async function fileDigest(uri: vscode.Uri): Promise<string> {
  const hash = createHash('sha256');
  if (uri.scheme === 'file')
    for await (const chunk of createReadStream(uri.fsPath)) hash.update(chunk as Buffer);
  else hash.update(await vscode.workspace.fs.readFile(uri));
  return hash.digest('hex');
}
