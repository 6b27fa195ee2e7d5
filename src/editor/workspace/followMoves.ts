import * as vscode from 'vscode';
import { isClip, isSidecar, posterEnding, sidecarEnding } from '../../core/clipExtension.ts';
import { backwards, type FileMove, mayBeNamed, placeAfter } from '../../core/fileMoves.ts';
import { inTurns } from '../../core/inTurns.ts';
import { isInOtherFolder, movedPath, pathsOfSidecar, type SidecarPath } from '../../core/movedSidecar.ts';
import { withPaths } from '../../core/sidecarEdits.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { isOfType, isThere, statOf } from '../base/stat.ts';
import { findSidecars, sidecarAt } from './sidecars.ts';
import { pathRefusal, readOwnFile } from './workspaceFile.ts';
import { writeWhole } from './writeWhole.ts';

export interface Renamed {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

export interface Followed {
  /** Places of sidecars to be looked at again. */
  readonly touched: readonly string[];
  /** Of sidecars that could not be written. */
  readonly failures: readonly unknown[];
}

const readsAtOnce = 8;

/**
 * Takes a clip's sidecar and poster along when the clip was renamed or moved in the editor, and keeps what sidecars say of
 * prompt files, images and other clips true. Never overwrites: what cannot be moved stays, and the index finds the clip
 * by its bytes.
 */
export async function followMoves(files: readonly Renamed[]): Promise<Followed> {
  if (!(await mayConcern(files))) return { touched: [], failures: [] };
  const companions = await moveCompanions(files);
  const moves = movesOf([...files, ...companions]);
  const movedSidecars = companions.map(({ newUri }) => newUri).filter(isSidecar);
  const sidecars = [...new Set([...(await findSidecars()), ...movedSidecars].map((uri) => uri.toString()))];
  const touched: string[] = [];
  const failures: unknown[] = [];
  await inTurns(sidecars, readsAtOnce, async (after) => {
    const before = placeAfter(after, backwards(moves))?.uri ?? after;
    const isMoved = before !== after;
    const isChanged = await rewrite({ before, after }, moves).catch((error: unknown) => {
      failures.push(error);
      return false;
    });
    if (isMoved) touched.push(before);
    if (isMoved || isChanged) touched.push(after);
  });
  return { touched, failures };
}

/** What a rename of these files could change: a clip, a sidecar, a prompt file, an image, or a folder with any of them. */
export async function mayConcern(files: readonly Renamed[]): Promise<boolean> {
  if (files.some(({ oldUri }) => mayBeNamed(oldUri))) return true;
  const stats = await Promise.all(files.map(({ newUri }) => statOf(newUri)));
  return stats.some((stat) => stat !== undefined && isOfType(stat, vscode.FileType.Directory));
}

export function movesOf(files: readonly Renamed[]): readonly FileMove[] {
  return files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() }));
}

/** The sidecars and posters of clips that moved without them. */
async function moveCompanions(files: readonly Renamed[]): Promise<readonly Renamed[]> {
  const moved: Renamed[] = [];
  for (const { oldUri, newUri } of files) {
    if (!isClip(oldUri)) continue;
    for (const ending of [posterEnding, sidecarEnding]) {
      const from = oldUri.with({ path: `${oldUri.path}${ending}` });
      const to = newUri.with({ path: `${newUri.path}${ending}` });
      // Chosen together with its clip, it has moved by itself.
      if (files.every((one) => one.oldUri.toString() !== from.toString()) && (await rename(from, to)))
        moved.push({ oldUri: from, newUri: to });
    }
  }
  return moved;
}

/** The sidecar that lay at `before`; true where its text was changed. */
async function rewrite(
  place: { readonly before: string; readonly after: string },
  moves: readonly FileMove[],
): Promise<boolean> {
  const uri = vscode.Uri.parse(place.after);
  const sidecar = await sidecarAt(uri);
  if (sidecar === undefined) return false;
  const before = vscode.Uri.parse(place.before);
  const edits = [];
  for (const one of pathsOfSidecar(sidecar, place.before)) {
    // Nobody asks what lies where a sidecar may not look.
    if (!isOwnPlace(await pathRefusal(before, vscode.Uri.parse(one.target), one.kind))) continue;
    const stays = isInOtherFolder(place) && (await isThereStill(one));
    edits.push(movedPath(one, place, moves, stays));
  }
  const needed = edits.filter((edit) => edit !== undefined);
  if (needed.length === 0) return false;
  const read = await readOwnFile(uri, uri, 'sidecar');
  if (read.kind === 'refused') return false;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  await writeWhole(uri, new TextEncoder().encode(withPaths(text, needed)));
  return true;
}

async function isThereStill({ target }: SidecarPath): Promise<boolean> {
  return await isThere(vscode.Uri.parse(target));
}

/** False where there is none, or another file has that name. */
async function rename(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
    return true;
  } catch {
    return false;
  }
}
