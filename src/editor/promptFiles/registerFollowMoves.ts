import * as vscode from 'vscode';
import type { LazySession } from '../lazySession.ts';
import type { ClipIndex, RecordedClip } from './clipIndex.ts';

type Renamed = vscode.FileWillRenameEvent['files'];

/** A rename that was cancelled is never told as done. */
const maxPending = 20;

/**
 * Files that belong together stay together when one of them is renamed or moved in the editor. Nothing is looked for
 * where the extension was never used, or in a workspace that may not be written to.
 */
export function registerFollowMoves(
  session: LazySession,
  clips: () => Promise<ClipIndex>,
): vscode.Disposable {
  const pending = new Map<string, Promise<readonly RecordedClip[]>>();

  async function clipsBefore(files: Renamed): Promise<readonly RecordedClip[]> {
    const { mayConcern, readMoving } = await import('./followMoves.ts');
    if (session.current === undefined || !mayConcern(files)) return [];
    const moving = await readMoving(files);
    const isMoving = (one: RecordedClip) =>
      moving.some(({ sidecarUri }) => sidecarUri.toString() === one.sidecarUri.toString());
    const others = (await (await clips()).all()).filter((one) => !isMoving(one));
    return [...moving, ...others];
  }

  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles((event) => {
      if (!vscode.workspace.isTrusted) return;
      const before = clipsBefore(event.files);
      pending.set(keyOf(event.files), before);
      for (const key of [...pending.keys()].slice(0, -maxPending)) pending.delete(key);
      event.waitUntil(before);
    }),
    vscode.workspace.onDidRenameFiles(async ({ files }) => {
      const key = keyOf(files);
      const before = pending.get(key);
      if (before === undefined) return;
      pending.delete(key);
      const { followMoves } = await import('./followMoves.ts');
      const touched = await followMoves(files, await before);
      if (touched.length > 0) await (await clips()).refresh(touched);
    }),
  );
}

function keyOf(files: Renamed): string {
  return files.map(({ oldUri, newUri }) => `${oldUri.toString()} ${newUri.toString()}`).join('\n');
}
