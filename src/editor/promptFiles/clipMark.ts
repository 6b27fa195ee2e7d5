import * as vscode from 'vscode';
import { isPromptFile } from '../../core/promptFileName.ts';
import { baseName } from '../../core/uriPath.ts';
import { clipStanding, fileStanding } from '../../shots/clipStanding.ts';
import { sidecarBeside } from '../../shots/recordedClip.ts';
import { clipMarkWords, fileMarkWords, missingClipMark } from '../../words/clipMarkWords.ts';
import type { FileMark } from '../base/show/fileMarks.ts';
import { isThere } from '../base/stat.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';
import { clipPointerAt } from '../workspace/lfsFile.ts';
import type { ShotStates } from './shotStates.ts';

/** The mark in the explorer and the jobs view: of takes that are stale, kept or gone, and of prompt files with clips to render. */
export async function clipMark(
  uri: vscode.Uri,
  states: ShotStates,
  index: ClipIndex,
): Promise<FileMark | undefined> {
  // Not the versions of a repository, which have the same paths.
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return undefined;
  if (!isPromptFile(uri)) return await ofClip(uri, states, index);
  const standing = fileStanding((await states.file(uri)).cells);
  return standing === undefined ? undefined : fileMarkWords(standing);
}

async function ofClip(uri: vscode.Uri, states: ShotStates, index: ClipIndex): Promise<FileMark | undefined> {
  const key = uri.toString();
  const clips = await index.all();
  const sidecar = sidecarBeside(key);
  const clip =
    clips.find((one) => one.uri === key) ??
    // A job still names the place that its clip was moved from.
    clips.find((one) => one.sidecarUri === sidecar);
  if (clip === undefined ? !(await isThere(uri)) : !clip.isThere) return missingClipMark();
  const promptFile = clip === undefined ? undefined : await promptFileToOpen(clip);
  if (clip === undefined || promptFile === undefined) return undefined;
  const standing = clipStanding(clip, await states.file(promptFile));
  const { take } = standing;
  const isPointer = take === undefined ? (await clipPointerAt(uri)) !== undefined : take.isPointer === true;
  return clipMarkWords(standing, isPointer, baseName(promptFile));
}
