import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { type PathKind, type PathRefusal, pathRule, refusalBySpelling } from '../../core/workspacePath.ts';
import type { DiskRead } from '../../node/diskFile.ts';
import {
  type DiskPlace,
  isCaseIgnored,
  openWithin,
  readWithin,
  refusalWithin as refusalOnDisk,
} from '../../node/ownFile.ts';
import { pathRefusalWords } from '../../words/pathWords.ts';

/*
 * The one door for paths that come from files of a repository: a prompt file, a sidecar, a setting, the arguments of a
 * task, or a name beside another file. A lint rule keeps other code of the editor from reading files by itself.
 */

/** The folder that what a file says must not leave: its workspace folder, else the one that it lies in. */
export function ownFolder(owner: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(owner)?.uri ?? vscode.Uri.joinPath(owner, '..');
}

/** Why a path that `owner` says is not followed; undefined where it leads to what it should. Never rejects. */
export async function pathRefusal(
  owner: vscode.Uri,
  target: vscode.Uri,
  kind: PathKind,
): Promise<PathRefusal | undefined> {
  return await refusalWithin(ownFolder(owner), target, kind);
}

/** The same for a folder that is known. */
export async function refusalWithin(
  folder: vscode.Uri,
  target: vscode.Uri,
  kind: PathKind,
): Promise<PathRefusal | undefined> {
  if (target.scheme === 'file') return await refusalOnDisk(placeOf(folder), placeOf(target), kind);
  const spelled = refusalBySpelling(folder.toString(), target.toString(), kind, isCaseIgnored);
  return spelled ?? (await refusalElsewhere(folder, target, kind));
}

function placeOf(uri: vscode.Uri): DiskPlace {
  return { uri: uri.toString(), path: uri.fsPath };
}

/** The same for a file on the disk, opened; the caller closes it. Never rejects. */
export async function openOwnFile(
  owner: vscode.Uri,
  target: vscode.Uri,
  kind: PathKind,
): ReturnType<typeof openWithin> {
  return await openWithin(placeOf(ownFolder(owner)), placeOf(target), kind);
}

/** The bytes that lie at a path that `owner` says; a link that is swapped meanwhile is not followed. Never rejects. */
export async function readOwnFile(owner: vscode.Uri, target: vscode.Uri, kind: PathKind): Promise<DiskRead> {
  if (target.scheme !== 'file') {
    const refusal = await pathRefusal(owner, target, kind);
    return refusal === undefined ? await readElsewhere(target) : { kind: 'refused', refusal };
  }
  return await readWithin(placeOf(ownFolder(owner)), placeOf(target), kind);
}

/** Throws VideoPromptError `request.invalid` that names the field, where the path is not to be followed. */
export async function requireOwnPath(
  owner: vscode.Uri,
  target: vscode.Uri,
  kind: PathKind,
  field: string,
): Promise<void> {
  const refusal = await pathRefusal(owner, target, kind);
  if (refusal !== undefined && refusal !== 'missing') throw refusedPath(target, refusal, field);
}

/**
 * For a path in the arguments of a command, which may be those of a task in the repository: it has to lead into one of the
 * workspace folders. Throws VideoPromptError `request.invalid` that names the field.
 */
export async function requireInWorkspace(target: vscode.Uri, kind: PathKind, field: string): Promise<void> {
  const hasFolders = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const folder = vscode.workspace.getWorkspaceFolder(target)?.uri;
  if (folder === undefined && hasFolders) throw refusedPath(target, 'outside', field);
  const refusal = await refusalWithin(folder ?? ownFolder(target), target, kind);
  if (refusal !== undefined && refusal !== 'missing') throw refusedPath(target, refusal, field);
}

export function refusedPath(target: vscode.Uri, refusal: PathRefusal, field: string): VideoPromptError {
  const text = vscode.l10n.t('{0}: {1}', field, pathRefusalWords(fileNameOfUri(target.toString()), refusal));
  return new VideoPromptError('request.invalid', text, { field });
}

/** On other file systems no link can be resolved: then none is followed. */
async function refusalElsewhere(
  folder: vscode.Uri,
  target: vscode.Uri,
  kind: PathKind,
): Promise<PathRefusal | undefined> {
  const { leadsTo, maxBytes } = pathRule(kind);
  let refusal: PathRefusal | undefined;
  for (let place = target; place.path.length > folder.path.length; place = vscode.Uri.joinPath(place, '..')) {
    const stat = await statOf(place);
    if (typeof stat === 'string') {
      refusal ??= stat;
      continue;
    }
    const { type, size } = stat;
    if ((type & vscode.FileType.SymbolicLink) !== 0) return 'link';
    if (place !== target) continue;
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (isFolder !== (leadsTo === 'folder')) refusal = 'folder';
    else if (!isFolder && (type & vscode.FileType.File) === 0) refusal = 'special';
    else if (!isFolder && size > maxBytes) refusal = 'tooLarge';
  }
  return refusal;
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | PathRefusal> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    return refusalByError(error);
  }
}

async function readElsewhere(target: vscode.Uri): Promise<DiskRead> {
  try {
    return { kind: 'read', bytes: await vscode.workspace.fs.readFile(target) };
  } catch (error) {
    return { kind: 'refused', refusal: refusalByError(error) };
  }
}

function refusalByError(error: unknown): PathRefusal {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'missing' : 'unreadable';
}
