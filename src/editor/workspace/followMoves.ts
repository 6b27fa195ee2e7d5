import * as vscode from 'vscode';
import { isSidecar } from '../../core/clipExtension.ts';
import { backwards, companionMoves, type FileMove, mayBeNamed, placeAfter } from '../../core/fileMoves.ts';
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

/**
 * Takes a clip's sidecar and poster along when the clip was renamed or moved in the editor, and keeps what sidecars say of
 * prompt files, images and other clips true. Never overwrites: what cannot be moved stays, and the index finds the clip
 * by its bytes.
 */
export async function followMoves(files: readonly Renamed[]): Promise<Followed> {
  if (!(await mayConcern(files))) return { touched: [], failures: [] };
  const companions: FileMove[] = [];
  for (const one of companionMoves(movesOf(files))) if (await rename(one)) companions.push(one);
  const moves = [...movesOf(files), ...companions];
  // The search may not know of them yet.
  const movedSidecars = companions.map(({ to }) => to).filter((path) => isSidecar({ path }));
  const sidecars = [...new Set([...(await findSidecars()).map((uri) => uri.toString()), ...movedSidecars])];
  const touched: string[] = [];
  const failures: unknown[] = [];
  await inTurns(sidecars, async (after) => {
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
async function rename({ from, to }: FileMove): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(vscode.Uri.parse(from), vscode.Uri.parse(to), { overwrite: false });
    return true;
  } catch {
    return false;
  }
}
