import * as vscode from 'vscode';
import { isClip, isSidecar, posterEnding, sidecarEnding } from '../../core/clipExtension.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { type PathEdit, withPaths } from '../../core/sidecarEdits.ts';
import { isImagePath } from '../../core/imageExtensions.ts';
import { relativeUriPath } from '../../core/uriPath.ts';
import { isOwnPlace, type PathKind } from '../../core/workspacePath.ts';
import { pathRefusal, readOwnFile } from './workspaceFile.ts';
import { writeWhole } from './writeWhole.ts';
import { findSidecars, sidecarAt } from './clipIndex.ts';
import { isOfType, isThere, statOf } from '../base/stat.ts';

/** Where everything lies after files or folders were renamed or moved, and where it lay before. */
interface Moves {
  /** The new place of what lay here, which is the old one where nothing moved. */
  after(uri: vscode.Uri): vscode.Uri;
  before(uri: vscode.Uri): vscode.Uri;
}

export interface Renamed {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

export interface Followed {
  /** Places of sidecars to be looked at again. */
  readonly touched: readonly vscode.Uri[];
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
  const sidecars = new Map(
    [...(await findSidecars()), ...companions.map(({ newUri }) => newUri).filter(isSidecar)].map((uri) => [
      uri.toString(),
      uri,
    ]),
  );
  const left = [...sidecars.values()];
  const touched: vscode.Uri[] = [];
  const failures: unknown[] = [];
  const followSome = async () => {
    for (let uri = left.pop(); uri !== undefined; uri = left.pop()) {
      const before = moves.before(uri);
      const isMoved = before.toString() !== uri.toString();
      const isChanged = await rewrite(before, uri, moves).catch((error: unknown) => {
        failures.push(error);
        return false;
      });
      if (isMoved) touched.push(before);
      if (isMoved || isChanged) touched.push(uri);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, followSome));
  return { touched, failures };
}

/** What a rename of these files could change: a clip, a sidecar, a prompt file, an image, or a folder with any of them. */
export async function mayConcern(files: readonly Renamed[]): Promise<boolean> {
  const isOurs = ({ path }: vscode.Uri) => isImagePath(path) || /\.(json|video\.md)$/i.test(path);
  if (files.some(({ oldUri }) => isClip(oldUri) || isOurs(oldUri))) return true;
  const stats = await Promise.all(files.map(({ newUri }) => statOf(newUri)));
  return stats.some((stat) => stat !== undefined && isOfType(stat, vscode.FileType.Directory));
}

/** The sidecars and posters of clips that moved without them. */
async function moveCompanions(files: readonly Renamed[]): Promise<readonly Renamed[]> {
  const moved: Renamed[] = [];
  for (const { oldUri, newUri } of files) {
    if (!isClip(oldUri)) continue;
    for (const extension of [posterEnding, sidecarEnding]) {
      const from = oldUri.with({ path: `${oldUri.path}${extension}` });
      const to = newUri.with({ path: `${newUri.path}${extension}` });
      // Chosen together with its clip, it has moved by itself.
      if (files.every((one) => one.oldUri.toString() !== from.toString()) && (await rename(from, to)))
        moved.push({ oldUri: from, newUri: to });
    }
  }
  return moved;
}

function movesOf(files: readonly Renamed[]): Moves {
  const back = files.map(({ oldUri, newUri }) => ({ oldUri: newUri, newUri: oldUri }));
  return { after: (uri) => placeAfter(uri, files), before: (uri) => placeAfter(uri, back) };
}

/** The new place of what lay here, which is the old one where nothing moved. */
export function placeAfter(uri: vscode.Uri, files: readonly Renamed[]): vscode.Uri {
  for (const { oldUri, newUri } of files) {
    if (uri.toString() === oldUri.toString()) return newUri;
    if (uri.authority === oldUri.authority && uri.path.startsWith(`${oldUri.path}/`))
      return newUri.with({ path: `${newUri.path}${uri.path.slice(oldUri.path.length)}` });
  }
  return uri;
}

/** The sidecar that lay at `before`; true where its text was changed. */
async function rewrite(before: vscode.Uri, after: vscode.Uri, moves: Moves): Promise<boolean> {
  const sidecar = await sidecarAt(after);
  if (sidecar === undefined) return false;
  const edits: PathEdit[] = [];
  for (const { path, value, kind } of pathsOf(sidecar)) {
    const target = vscode.Uri.joinPath(before, '..', value);
    // Nobody asks what lies where a sidecar may not look.
    if (!isOwnPlace(await pathRefusal(before, target, kind))) continue;
    const moved = moves.after(target);
    const isMoved = moved.toString() !== target.toString();
    const isElsewhere = directoryOf(after) !== directoryOf(before);
    if (!isMoved && !(isElsewhere && (await isThere(target)))) continue;
    const next = relativeUriPath(after.toString(), moved.toString());
    if (next !== undefined && next !== value) edits.push({ path, value: next });
  }
  if (edits.length === 0) return false;
  const read = await readOwnFile(after, after, 'sidecar');
  if (read.kind === 'refused') return false;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  await writeWhole(after, new TextEncoder().encode(withPaths(text, edits)));
  return true;
}

function pathsOf({ source, request }: Sidecar): readonly (PathEdit & { readonly kind: PathKind })[] {
  return [
    ...(source === undefined
      ? []
      : [{ path: ['source', 'file'], value: source.file, kind: 'sidecarSource' as const }]),
    ...request.images.flatMap(({ path, clip }, index) => [
      { path: ['request', 'images', index, 'path'], value: path, kind: 'sidecarImage' as const },
      ...(clip === undefined
        ? []
        : [{ path: ['request', 'images', index, 'clip'], value: clip, kind: 'sidecarClip' as const }]),
    ]),
  ];
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

function directoryOf({ authority, path }: vscode.Uri): string {
  return `${authority}${path.slice(0, path.lastIndexOf('/'))}`;
}
