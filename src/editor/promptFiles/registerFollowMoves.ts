import * as vscode from 'vscode';
import type { ClipIndex } from './clipIndex.ts';
import { isTrusted } from '../trust.ts';

/**
 * Files that belong together stay together when one of them is renamed or moved in the editor, also when that is undone,
 * of which only the end is told. Nothing is looked for in a workspace that may not be written to.
 */
export function registerFollowMoves(
  clips: () => Promise<ClipIndex>,
  report: (error: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(async ({ files }) => {
    if (!isTrusted()) return;
    try {
      const { followMoves } = await import('./followMoves.ts');
      const { touched, failures } = await followMoves(files);
      if (touched.length > 0) await (await clips()).refresh(touched);
      if (failures.length > 0) throw failures[0];
    } catch (error) {
      await report(error);
    }
  });
}
