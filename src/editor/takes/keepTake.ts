import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { markKept } from '../../core/sidecarEdits.ts';
import { pathRefusal, refusedPath } from '../workspace/workspaceFile.ts';
import { writeWhole } from '../workspace/writeWhole.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileOf } from '../../shots/recordedClip.ts';
import { type ClipSidecar, readClipSidecar } from '../workspace/clipSidecar.ts';
import { requireTrust } from '../base/trust.ts';

/**
 * Marks a take as the chosen one of its shot, and no other; or takes the mark away. Only the sidecars in which something
 * changes are written, those that lose the mark first: at no moment two are kept. Throws VideoPromptError.
 */
export async function keepTake(index: ClipIndex, clip: vscode.Uri, isKept: boolean): Promise<void> {
  requireTrust('writes');
  const kept = await readClipSidecar(clip);
  const { source } = kept.sidecar;
  if (source === undefined) {
    throw new VideoPromptError(
      'sidecar.invalid',
      vscode.l10n.t(
        '{0} was not made from a prompt file, so it is not a take of a shot.',
        baseName(kept.clip),
      ),
    );
  }
  const promptFile = promptFileOf({ sidecarUri: kept.uri.toString(), sidecar: kept.sidecar });
  const takes = promptFile === undefined ? [] : await index.takesOf(promptFile);
  const freed: ClipSidecar[] = [];
  for (const { sidecarUri, sidecar } of takes) {
    const isSibling = sidecar.source?.shot === source.shot;
    if (!isKept || !isSibling || sidecarUri === kept.uri.toString()) continue;
    // The index may lag behind the disk.
    const other = await readClipSidecar(vscode.Uri.parse(sidecarUri));
    if (await mark(other, false)) freed.push(other);
  }
  try {
    await mark(kept, isKept);
  } catch (error) {
    // Else none would be kept.
    for (const { uri, text } of freed) await write(uri, text);
    throw error;
  }
}

/** True where the text changed. */
async function mark({ uri, text, sidecar }: ClipSidecar, isKept: boolean): Promise<boolean> {
  if ((sidecar.kept === true) === isKept) return false;
  await write(uri, markKept(text, isKept));
  return true;
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  const refusal = await pathRefusal(uri, uri, 'sidecar');
  if (refusal !== undefined) throw refusedPath(uri, refusal, baseName(uri));
  try {
    await writeWhole(uri, new TextEncoder().encode(text));
  } catch (error) {
    throw new VideoPromptError(
      'output.unavailable',
      vscode.l10n.t('{0} cannot be written, so the choice stays as it was.', baseName(uri)),
      { cause: error },
    );
  }
}
