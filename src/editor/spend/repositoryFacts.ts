import * as vscode from 'vscode';
import { systemClock } from '../../node/clock.ts';
import type { RepositoryFacts } from '../../views/repositorySpendView.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';

/** What the sidecars of the open workspace tell of money. */
export async function repositoryFacts(clips: ClipIndex, shown: number): Promise<RepositoryFacts> {
  return {
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    clips: await clips.all(),
    unreadable: (await clips.unreadable()).map(({ sidecarUri }) => sidecarUri),
    shown,
    shownPlace: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    localDay: (epochMs) => systemClock.localDay(epochMs),
  };
}
