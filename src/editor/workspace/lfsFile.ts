import type * as vscode from 'vscode';
import { type LfsPointer, maxPointerBytes, readLfsPointer } from '../../core/lfsPointer.ts';
import { readOwnFile } from './workspaceFile.ts';
import { statOf } from '../base/stat.ts';

/** The pointer of Git LFS that lies in the place of a clip; undefined where the clip itself lies there, or nothing. Never rejects. */
export async function clipPointerAt(clip: vscode.Uri): Promise<LfsPointer | undefined> {
  const stat = await statOf(clip);
  if (stat === undefined || stat.size >= maxPointerBytes) return undefined;
  const read = await readOwnFile(clip, clip, 'clip');
  return read.kind === 'read' ? readLfsPointer(read.bytes) : undefined;
}
