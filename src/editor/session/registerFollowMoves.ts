import * as vscode from 'vscode';
import type { LazySession } from './lazySession.ts';
import { isTrusted } from '../base/trust.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { Renamed } from '../workspace/followMoves.ts';

/** Files that belong together stay together when one of them is renamed or moved in the editor. */
export interface FollowMoves extends vscode.Disposable {
  /** Resolves when jobs have followed every move so far. */
  settled(): Promise<void>;
}

export interface FollowMovesParts {
  readonly session: LazySession;
  readonly clips: () => Promise<ClipIndex>;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * Also where a move is undone, of which only the end is told. Jobs follow in any case: they are ours. Nothing is looked for
 * in a workspace that may not be written to.
 */
export function registerFollowMoves({ session, clips, report }: FollowMovesParts): FollowMoves {
  let following: Promise<void> = Promise.resolve();
  const follow = async (files: readonly Renamed[]) => {
    const { followJobs } = await import('./followJobs.ts');
    await followJobs(session, files).catch(report);
  };
  const listening = vscode.workspace.onDidRenameFiles(async ({ files }) => {
    // One after the other: the second may be about what the first has moved.
    following = following.then(() => follow(files));
    await following;
    if (!isTrusted()) return;
    try {
      const { followMoves } = await import('../workspace/followMoves.ts');
      const { touched, failures } = await followMoves(files);
      if (touched.length > 0) await (await clips()).refresh(touched);
      if (failures.length > 0) throw failures[0];
    } catch (error) {
      await report(error);
    }
  });
  return { settled: () => following, dispose: () => void listening.dispose() };
}
