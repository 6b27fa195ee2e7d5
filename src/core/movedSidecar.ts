import type { FileMove } from './fileMoves.ts';
import { placeAfter } from './fileMoves.ts';
import type { Sidecar } from './sidecar.ts';
import type { PathEdit } from './sidecarEdits.ts';
import { relativeUriPath, uriOfPath } from './uriPath.ts';
import type { PathKind } from './workspacePath.ts';

/** A path that a sidecar says. */
export interface SidecarPath extends PathEdit {
  readonly kind: PathKind;
  /** URI of where it leads. */
  readonly target: string;
}

/** Every path that a sidecar says, as seen from where it lies; without those that lead nowhere. */
export function pathsOfSidecar({ source, request }: Sidecar, sidecarUri: string): readonly SidecarPath[] {
  const paths: (PathEdit & Pick<SidecarPath, 'kind'>)[] = [];
  if (source !== undefined)
    paths.push({ path: ['source', 'file'], value: source.file, kind: 'sidecarSource' });
  for (const [index, { path, clip }] of request.images.entries()) {
    paths.push({ path: ['request', 'images', index, 'path'], value: path, kind: 'sidecarImage' });
    if (clip !== undefined)
      paths.push({ path: ['request', 'images', index, 'clip'], value: clip, kind: 'sidecarClip' });
  }
  return paths.flatMap((one) => {
    const target = uriOfPath(sidecarUri, one.value);
    return target === undefined ? [] : [{ ...one, target }];
  });
}

/**
 * What becomes of a path that a sidecar says, so that it goes on leading to the same file after moves. Undefined: nothing.
 * `isThere`: whether something lies at its target still.
 */
export function movedPath(
  { path, value, target }: SidecarPath,
  sidecar: { readonly before: string; readonly after: string },
  moves: readonly FileMove[],
  isThere: boolean,
): PathEdit | undefined {
  const moved = placeAfter(target, moves)?.uri;
  if (moved === undefined && !(isThere && isInOtherFolder(sidecar))) return undefined;
  const next = relativeUriPath(sidecar.after, moved ?? target);
  return next === undefined || next === value ? undefined : { path, value: next };
}

/** Then every path that it says has to be written in another way. */
export function isInOtherFolder({
  before,
  after,
}: {
  readonly before: string;
  readonly after: string;
}): boolean {
  return uriOfPath(before, '.') !== uriOfPath(after, '.');
}
