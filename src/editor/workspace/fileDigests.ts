import * as vscode from 'vscode';
import { digestOf, fileDigest as digestOnDisk } from '../../node/fileDigest.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Digests } from '../../shots/digests.ts';
import { keepDigests } from '../../shots/keepDigests.ts';
import { stampOf } from '../base/stat.ts';
import { uploadDigest } from './images.ts';

/** sha256 of a file in lower-case hex; a pointer of Git LFS has that of the file that it stands for. Rejects where it cannot be read. */
export async function fileDigest(uri: vscode.Uri): Promise<string> {
  return uri.scheme === 'file' ? await digestOnDisk(uri.fsPath) : await digestOf(wholeOf(uri));
}

async function* wholeOf(uri: vscode.Uri): AsyncGenerator<Uint8Array> {
  yield await vscode.workspace.fs.readFile(uri);
}

/** Undefined where it cannot be read. */
export async function hashFile(uri: vscode.Uri): Promise<string | undefined> {
  return await fileDigest(uri).catch(() => undefined);
}

/** Each file is read again only when its time or size has changed. */
export function createFileDigests(): Digests {
  return keepDigests({
    stamp: async (uri) => await stampOf(vscode.Uri.parse(uri)),
    image: async (uri) => await uploadDigest(vscode.Uri.parse(uri)).catch(() => undefined),
    file: async (uri) => await hashFile(vscode.Uri.parse(uri)),
    text: sha256,
  });
}
