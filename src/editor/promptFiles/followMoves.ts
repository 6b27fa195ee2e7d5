import * as vscode from 'vscode';
import { clipExtensions } from '../../core/mp4.ts';
import { type PathEdit, withPaths } from '../../core/sidecarEdits.ts';
import { relativeUriPath } from '../../core/uriPath.ts';
import { type RecordedClip, sidecarAt, sidecarBeside } from './clipIndex.ts';

/** Where everything lies after files or folders were renamed or moved. */
export interface Moves {
  /** The new place of what lay here, which is the old one where nothing moved. */
  of(uri: vscode.Uri): vscode.Uri;
}

type Renamed = readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[];

export function movesOf(files: Renamed): Moves {
  return {
    of(uri) {
      for (const { oldUri, newUri } of files) {
        if (uri.toString() === oldUri.toString()) return newUri;
        if (uri.authority === oldUri.authority && uri.path.startsWith(`${oldUri.path}/`))
          return newUri.with({ path: `${newUri.path}${uri.path.slice(oldUri.path.length)}` });
      }
      return uri;
    },
  };
}

/**
 * Takes a clip's sidecar and poster along when the clip is renamed or moved in the editor, and keeps what sidecars say of
 * prompt files, images and other clips true. `clips`: as they were before. Never overwrites: what cannot be moved
 * stays, and the index finds the clip by its bytes. Returns the sidecars to be looked at again.
 */
export async function followMoves(
  files: Renamed,
  clips: readonly RecordedClip[],
): Promise<readonly vscode.Uri[]> {
  const moves = movesOf(files);
  for (const { oldUri, newUri } of files) {
    if (!isClip(oldUri)) continue;
    for (const extension of ['.json', '.jpg']) {
      const from = oldUri.with({ path: `${oldUri.path}${extension}` });
      // Chosen together with its clip, it has moved by itself.
      if (moves.of(from).toString() === from.toString())
        await rename(from, newUri.with({ path: `${newUri.path}${extension}` }));
    }
  }
  const touched: vscode.Uri[] = [];
  for (const clip of clips) {
    const after = sidecarAfter(clip, moves);
    const isMoved = after.toString() !== clip.sidecarUri.toString();
    if (await rewrite(clip, after, moves)) touched.push(after);
    if (isMoved) touched.push(clip.sidecarUri, after);
  }
  return touched;
}

/** The sidecar went where its clip went, unless it was moved itself. */
function sidecarAfter({ uri, sidecarUri }: RecordedClip, moves: Moves): vscode.Uri {
  const own = moves.of(sidecarUri);
  const isBeside = sidecarBeside(uri).toString() === sidecarUri.toString();
  return own.toString() === sidecarUri.toString() && isBeside ? sidecarBeside(moves.of(uri)) : own;
}

/** What a rename of these files could change: a clip, a prompt file, an image, or a folder with any of them. */
export function mayConcern(files: Renamed): boolean {
  return files.some(({ oldUri: { path } }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return !name.includes('.') || isClip({ path }) || /\.(json|video\.md|png|jpe?g|webp)$/i.test(name);
  });
}

/** What is known of these clips now, beside what the index has seen so far. */
export async function readMoving(files: Renamed): Promise<readonly RecordedClip[]> {
  const read = files
    .filter(({ oldUri }) => isClip(oldUri))
    .map(async ({ oldUri: uri }) => {
      const sidecarUri = sidecarBeside(uri);
      const sidecar = await sidecarAt(sidecarUri);
      return sidecar === undefined ? [] : [{ uri, sidecarUri, sidecar, isThere: true }];
    });
  return (await Promise.all(read)).flat();
}

/** True where its text was changed. */
async function rewrite(clip: RecordedClip, after: vscode.Uri, moves: Moves): Promise<boolean> {
  const before = clip.sidecarUri;
  const edits: PathEdit[] = [];
  for (const { path, value } of pathsOf(clip)) {
    const target = vscode.Uri.joinPath(before, '..', value);
    const moved = moves.of(target);
    const isMoved = moved.toString() !== target.toString();
    const isElsewhere = directoryOf(after) !== directoryOf(before);
    if (!isMoved && !(isElsewhere && (await exists(target)))) continue;
    const next = relativeUriPath(after.toString(), moved.toString());
    if (next !== undefined && next !== value) edits.push({ path, value: next });
  }
  if (edits.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await vscode.workspace.fs.readFile(after),
    );
    await vscode.workspace.fs.writeFile(after, new TextEncoder().encode(withPaths(text, edits)));
    return true;
  } catch {
    // It is gone, or no sidecar any more.
    return false;
  }
}

function pathsOf({ sidecar }: RecordedClip): readonly PathEdit[] {
  const { source, request } = sidecar;
  return [
    ...(source === undefined ? [] : [{ path: ['source', 'file'], value: source.file }]),
    ...request.images.flatMap(({ path, clip }, index) => [
      { path: ['request', 'images', index, 'path'], value: path },
      ...(clip === undefined ? [] : [{ path: ['request', 'images', index, 'clip'], value: clip }]),
    ]),
  ];
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
  } catch {
    // There is none, or another file has that name.
  }
}

function isClip({ path }: Pick<vscode.Uri, 'path'>): boolean {
  return clipExtensions.some((extension) => path.toLowerCase().endsWith(extension));
}

function directoryOf({ authority, path }: vscode.Uri): string {
  return `${authority}${path.slice(0, path.lastIndexOf('/'))}`;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
