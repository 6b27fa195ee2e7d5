import * as vscode from 'vscode';
import { markKept } from '../../core/sidecarEdits.ts';
import type { RecordedClip } from './clipIndex.ts';

/**
 * Marks one take of a shot as the kept one, or none of them. `takes`: all of the shot. Goes by what the files say now, and
 * writes only those that change, first the ones that lose the mark: at no moment two are kept.
 */
export async function keepTake(
  takes: readonly RecordedClip[],
  kept: RecordedClip | undefined,
): Promise<void> {
  const isKept = (take: RecordedClip) => take.sidecarUri.toString() === kept?.sidecarUri.toString();
  for (const take of takes.toSorted((a, b) => Number(isKept(a)) - Number(isKept(b)))) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const text = decoder.decode(await vscode.workspace.fs.readFile(take.sidecarUri));
    const marked = markKept(text, isKept(take));
    if (marked !== text)
      await vscode.workspace.fs.writeFile(take.sidecarUri, new TextEncoder().encode(marked));
  }
}
