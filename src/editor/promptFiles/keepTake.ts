import * as vscode from 'vscode';
import { markKept } from '../../core/sidecarEdits.ts';
import type { RecordedClip } from './clipIndex.ts';

/**
 * Marks one take of a shot as the kept one, or none of them. `takes`: all of the shot. Only sidecars whose mark changes are
 * written, first those that lose it: at no moment two are kept.
 */
export async function keepTake(
  takes: readonly RecordedClip[],
  kept: RecordedClip | undefined,
): Promise<void> {
  const isKept = (take: RecordedClip) => take.sidecarUri.toString() === kept?.sidecarUri.toString();
  const changing = takes.filter((take) => (take.sidecar.kept === true) !== isKept(take));
  for (const take of changing.sort((a, b) => Number(isKept(a)) - Number(isKept(b)))) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const text = decoder.decode(await vscode.workspace.fs.readFile(take.sidecarUri));
    await vscode.workspace.fs.writeFile(
      take.sidecarUri,
      new TextEncoder().encode(markKept(text, isKept(take))),
    );
  }
}
