import * as vscode from 'vscode';
import { findInWorkspace } from './workspaceSearch.ts';
import { isAddress } from '../../core/promptFile/pathTarget.ts';
import { writtenPath } from '../../core/promptFile/writtenPath.ts';
import { ownFolder } from './workspaceFile.ts';
import { surroundingsOf } from './surroundings.ts';
import { clipGlob } from '../../core/clipExtension.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { imageGlob } from '../../core/imageExtensions.ts';

export type PathKind = 'image' | 'clip' | 'base';

const globs: Readonly<Record<PathKind, string>> = {
  image: imageGlob,
  clip: clipGlob,
  base: promptFileGlob,
};
const maxPaths = 1000;

export interface FoundPath {
  readonly uri: vscode.Uri;
  /** As a prompt file would write it. */
  readonly path: string;
}

/** Files of its workspace folder that a prompt file can name by a relative path, those beside it and below first. */
export async function pathsFrom(promptFile: vscode.Uri, kind: PathKind): Promise<readonly FoundPath[]> {
  const { refusal } = surroundingsOf(promptFile);
  const pattern = new vscode.RelativePattern(ownFolder(promptFile), globs[kind]);
  const found = await findInWorkspace(pattern, { most: maxPaths });
  const refusals = await Promise.all(found.map(async (uri) => await refusal(uri.toString(), kind)));
  const own = promptFile.toString();
  return found
    .filter((uri, at) => uri.toString() !== own && refusals[at] === undefined)
    .map((uri) => ({ uri, path: writtenPath(own, uri.toString()) }))
    .filter(({ path }) => !isAddress(path))
    .sort((one, other) => stepsUp(one.path) - stepsUp(other.path) || (one.path < other.path ? -1 : 1));
}

function stepsUp(path: string): number {
  return path.split('/').filter((segment) => segment === '..').length;
}
