import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import { markKept } from '../../core/sidecarEdits.ts';
import { baseName } from '../images.ts';
import { type ClipIndex, promptFileOf } from './clipIndex.ts';
import { readClipSidecar } from './clipSidecar.ts';

/**
 * Marks a take as the chosen one of its shot, and no other; or takes the mark away. Only the sidecars in which something
 * changes are written, those that lose the mark first: at no moment two are kept. Throws VideoPromptError.
 */
export async function keepTake(index: ClipIndex, clip: vscode.Uri, isKept: boolean): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new VideoPromptError(
      'workspace.untrusted',
      vscode.l10n.t('This workspace is not trusted, so nothing is written to it. Trust it first.'),
    );
  }
  const kept = await readClipSidecar(clip);
  const { source } = kept.sidecar;
  if (source === undefined) {
    throw new VideoPromptError(
      'sidecar.invalid',
      vscode.l10n.t('{0} was not made from a prompt file, so it is no take of a shot.', baseName(kept.clip)),
    );
  }
  const promptFile = promptFileOf({ sidecarUri: kept.uri, sidecar: kept.sidecar });
  const takes = promptFile === undefined ? [] : await index.takesOf(promptFile);
  for (const { sidecarUri, sidecar } of takes) {
    const isSibling = sidecar.source?.shot === source.shot;
    if (!isKept || !isSibling || sidecarUri.toString() === kept.uri.toString()) continue;
    // The index may lag behind the disk.
    const other = await readClipSidecar(sidecarUri);
    await mark(other.uri, other.text, other.sidecar.kept === true, false);
  }
  await mark(kept.uri, kept.text, kept.sidecar.kept === true, isKept);
}

async function mark(uri: vscode.Uri, text: string, wasKept: boolean, isKept: boolean): Promise<void> {
  if (wasKept === isKept) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(markKept(text, isKept)));
}
