import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { systemClock } from '../../node/clock.ts';
import { countClips, spendLines } from '../../shots/repositorySpend.ts';
import { inOrder, spendKey } from '../../shots/spendKeys.ts';
import type { RepositoryFacts } from '../../views/repositorySpendView.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';

/** Git would have to be asked for the author; sidecars alone tell these. */
const bys = ['month', 'model', 'file', 'shot'] as const;

const ports = {
  localDay: (epochMs: number) => systemClock.localDay(epochMs),
  authorOf: () => undefined,
};

/** What the sidecars of the open workspace tell of money. Of thousands, in several steps: others use this thread too. */
export async function repositoryFacts(clips: ClipIndex, shown: number): Promise<RepositoryFacts> {
  const counted = countClips(await clips.all());
  const sums: RepositoryFacts['sums'][number][] = [];
  for (const by of bys) {
    await nextTurn();
    sums.push({ by, lines: inOrder(by, spendLines(counted, spendKey(by, ports))) });
  }
  return {
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    counted,
    sums,
    unreadable: (await clips.unreadable()).map(({ sidecarUri }) => sidecarUri),
    shown,
    shownPlace: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
  };
}
