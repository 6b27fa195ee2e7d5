import type * as vscode from 'vscode';
import type { LfsPointer } from '../../core/lfsPointer.ts';
import { fileDigest } from './fileDigests.ts';
import { clipPointerAt } from './lfsFile.ts';
import { statOf } from '../base/stat.ts';

/** What is found out about the file of a clip. */
export interface FileFacts {
  /** Of the clip itself, also where only its pointer is there. */
  readonly bytes: number | undefined;
  readonly pointer: LfsPointer | undefined;
  readonly digest: () => Promise<string | undefined>;
}

export async function lookAtClip(uri: vscode.Uri): Promise<FileFacts> {
  const pointer = await clipPointerAt(uri);
  let digest: Promise<string | undefined> | undefined;
  return {
    bytes: pointer?.bytes ?? (await statOf(uri))?.size,
    pointer,
    digest: () => (digest ??= fileDigest(uri).catch(() => undefined)),
  };
}
