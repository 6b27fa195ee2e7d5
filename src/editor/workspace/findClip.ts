import * as vscode from 'vscode';
import type { ClipIndex } from './clipIndex.ts';
import { hashFile } from './fileDigests.ts';

/** A clip of the workspace by what it holds, wherever it was moved with its sidecar; undefined: there is none. */
export async function findClip(
  index: Pick<ClipIndex, 'all'>,
  sha256: string,
): Promise<vscode.Uri | undefined> {
  for (const { uri, sidecar, isThere } of await index.all()) {
    if (!isThere || sidecar.clip?.sha256 !== sha256) continue;
    const clip = vscode.Uri.parse(uri);
    if ((await hashFile(clip)) === sha256) return clip;
  }
  return undefined;
}
