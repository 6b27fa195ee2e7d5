import { isAddress } from './pathTarget.ts';
import { writtenPath } from './writtenPath.ts';

export interface OfferedPath {
  readonly uri: string;
  /** As the prompt file would write it. */
  readonly path: string;
}

/** The files that a prompt file can name by a relative path, those beside it and below first, itself not. */
export function offeredPaths(promptFileUri: string, uris: readonly string[]): readonly OfferedPath[] {
  return uris
    .filter((uri) => uri !== promptFileUri)
    .map((uri) => ({ uri, path: writtenPath(promptFileUri, uri) }))
    .filter(({ path }) => !isAddress(path))
    .sort((one, other) => stepsUp(one.path) - stepsUp(other.path) || (one.path < other.path ? -1 : 1));
}

function stepsUp(path: string): number {
  return path.split('/').filter((segment) => segment === '..').length;
}
