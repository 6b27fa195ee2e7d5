import { isClip, isSidecar, posterEnding, sidecarEnding } from './clipExtension.ts';
import { isImagePath } from './imageExtensions.ts';
import { isPromptFile } from './promptFileName.ts';
import { pathBelow, plainUri, uriOfPath } from './uriPath.ts';

/** A file or folder that was renamed or moved, by URIs. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
  /** The workspace folder that holds the new place. */
  readonly workspaceFolderUri?: string;
}

interface Place {
  readonly uri: string;
  readonly move: FileMove;
}

/** Where it lies after the moves, all of which happened at once; undefined where none of them is about it. */
export function placeAfter(uri: string, moves: readonly FileMove[]): Place | undefined {
  const places = moves.flatMap((move) => {
    const below = pathBelow(move.from, uri);
    if (below === undefined) return [];
    const place = below === '' ? move.to : uriOfPath(`${move.to}/-`, below);
    return place === undefined || place === uri
      ? []
      : [{ uri: place, move, depth: plainUri(move.from).length }];
  });
  // Of a folder and a file in it that moved by itself, the file's own move counts.
  return places.sort((one, other) => other.depth - one.depth)[0];
}

/** The same moves the other way: what leads back. */
export function backwards(moves: readonly Pick<FileMove, 'from' | 'to'>[]): readonly FileMove[] {
  return moves.map(({ from, to }) => ({ from: to, to: from }));
}

/** Where the sidecar and the poster of each clip go that was moved without them, if they are there. */
export function companionMoves(moves: readonly FileMove[]): readonly FileMove[] {
  return moves
    .filter(({ from }) => isClip({ path: from }))
    .flatMap(({ from, to }) =>
      [posterEnding, sidecarEnding].map((ending) => ({ from: `${from}${ending}`, to: `${to}${ending}` })),
    )
    .filter(({ from }) => moves.every((other) => other.from !== from));
}

/** Whether something that names other files, or is named by them, may lie at a place of this name. */
export function mayBeNamed(place: { readonly path: string }): boolean {
  return isClip(place) || isImagePath(place.path) || isSidecar(place) || isPromptFile(place);
}
