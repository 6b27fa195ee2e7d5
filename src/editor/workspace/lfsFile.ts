import type * as vscode from 'vscode';
import type { LfsPointer } from '../../core/lfsPointer.ts';
import { clipPointer } from '../../shots/clipPointer.ts';
import { readOwnFile } from './workspaceFile.ts';
import { statOf } from '../base/stat.ts';

/** The pointer of Git LFS that lies in the place of a clip; undefined where the clip itself lies there, or nothing. Never rejects. */
export async function clipPointerAt(clip: vscode.Uri): Promise<LfsPointer | undefined> {
  return await clipPointer((await statOf(clip))?.size, () => readOwnFile(clip, clip, 'clip'));
}
