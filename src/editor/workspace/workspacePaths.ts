import * as vscode from 'vscode';
import { clipGlob } from '../../core/clipExtension.ts';
import { imageGlob } from '../../core/imageExtensions.ts';
import { type OfferedPath, offeredPaths } from '../../core/promptFile/offeredPaths.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { surroundingsOf } from './surroundings.ts';
import { ownFolder } from './workspaceFile.ts';
import { findInWorkspace } from './workspaceSearch.ts';

const globs = { image: imageGlob, clip: clipGlob, base: promptFileGlob };
const maxPaths = 1000;

/** Files of its workspace folder that a prompt file can name by a relative path, those beside it and below first. */
export async function pathsFrom(
  promptFile: vscode.Uri,
  kind: keyof typeof globs,
): Promise<readonly OfferedPath[]> {
  const { refusal } = surroundingsOf(promptFile);
  const pattern = new vscode.RelativePattern(ownFolder(promptFile), globs[kind]);
  const found = (await findInWorkspace(pattern, { most: maxPaths })).map((uri) => uri.toString());
  const refusals = await Promise.all(found.map(async (uri) => await refusal(uri, kind)));
  return offeredPaths(
    promptFile.toString(),
    found.filter((_, at) => refusals[at] === undefined),
  );
}
