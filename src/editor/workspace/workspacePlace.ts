import { constants } from 'node:fs';
import { copyFile, link, open, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { sidecarEnding } from '../../core/clipExtension.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { clipFileName } from '../../core/fileName.ts';
import type { Job, OutputPlace } from '../../core/job.ts';
import { writeSidecar } from '../../core/sidecar.ts';
import type { Workspace } from '../../engine/ports.ts';
import { syncFolder } from '../../store/files.ts';
import { fileDigest } from './fileDigest.ts';
import { folderOfOutput } from './output.ts';
import { codeOf, placeError } from './placeError.ts';
import { writeWhole } from './writeWhole.ts';
import { isOwnPlace, pathRefusal, refusalWithin } from './workspaceFile.ts';
import { isTrusted } from '../base/trust.ts';
import { isOfType, isSurelyThere } from '../base/stat.ts';

const maxCounter = 10_000;

/**
 * Puts finished clips into the workspace: on disk through a `.part` file and a link that cannot overwrite, on other
 * file systems through VS Code with overwriting forbidden.
 */
export function createWorkspacePlace(clipPath: (job: Job) => string): Workspace {
  return {
    canPlace,
    async choosePlace(job) {
      const directory = vscode.Uri.parse(job.output.directoryUri);
      const extension = job.clip?.extension ?? '.mp4';
      for (let counter = 1; counter <= maxCounter; counter++) {
        const uri = vscode.Uri.joinPath(directory, clipFileName(job.output.baseName, counter, extension));
        if (!(await exists(uri))) return uri.toString();
      }
      throw new VideoPromptError(
        'output.unavailable',
        vscode.l10n.t('No free file name is left in {0}.', directory.path),
      );
    },
    async place(job, target) {
      const uri = vscode.Uri.parse(target);
      try {
        await checkInside(uri, job);
        await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
        const isPlaced =
          uri.scheme === 'file'
            ? await placeOnDisk(clipPath(job), uri, partOf(job, uri))
            : await copyTo(clipPath(job), uri, partOf(job, uri));
        // Looked at also when it was just placed: the kept copy is given up only for the very same bytes.
        if (!(await isSameClip(job, uri))) return isPlaced ? fail(uri) : 'taken';
        await writeSidecarBeside(job, uri);
        return 'placed';
      } catch (error) {
        throw placeError(uri, error);
      }
    },
  };
}

/** A place in no workspace folder was chosen by hand, so any window may use it. */
function canPlace(output: OutputPlace): boolean {
  if (!isTrusted()) return false;
  const folder = output.workspaceFolderUri;
  if (folder === undefined) return true;
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.toString() === folder);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    return await isSurelyThere(uri);
  } catch (error) {
    throw placeError(uri, error);
  }
}

/** A link inside the workspace must not lead the clip out of it. */
async function checkInside(uri: vscode.Uri, { output, source }: Job): Promise<void> {
  const folder = folderOfOutput(output, source?.promptFileUri);
  if (folder === undefined) return;
  const refusal = await refusalWithin(folder, vscode.Uri.joinPath(uri, '..'), 'output');
  if (isOwnPlace(refusal)) return;
  throw new VideoPromptError(
    'output.unavailable',
    vscode.l10n.t(
      'The output folder leads out of the workspace through a link, so the clip was not saved there. The clip is kept; save it elsewhere yourself.',
    ),
  );
}

/**
 * A name that belongs to this job and driver alone: variants are placed at the same time under the same base name,
 * and a file of the user may end in `.part` too.
 */
function partOf(job: Job, target: vscode.Uri): vscode.Uri {
  return target.with({ path: `${target.path}.${job.id}-${job.epoch}.part` });
}

function fail(uri: vscode.Uri): never {
  throw new Error(vscode.l10n.t('{0} does not hold the bytes that were written', uri.path));
}

/** False where something lies at the target. */
async function placeOnDisk(source: string, target: vscode.Uri, partUri: vscode.Uri): Promise<boolean> {
  const part = partUri.fsPath;
  await rm(part, { force: true });
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(part, 'r+');
    await file.sync();
    await file.close();
    const isPlaced = await linkInto(part, target.fsPath);
    // The kept copy is given up next: the name must survive a power failure.
    if (isPlaced) await syncFolder(dirname(target.fsPath));
    return isPlaced;
  } finally {
    await rm(part, { force: true });
  }
}

async function linkInto(part: string, target: string): Promise<boolean> {
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(part, target);
    await unlink(part);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EXDEV', 'EMLINK'].includes(codeOf(error))) throw error;
  }
  return await renameInto(part, target);
}

/** For file systems without links: VS Code's rename refuses to overwrite. */
async function renameInto(part: string, target: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(vscode.Uri.file(part), vscode.Uri.file(target), { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') return false;
    throw error;
  }
}

async function copyTo(source: string, target: vscode.Uri, part: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.copy(vscode.Uri.file(source), part, { overwrite: true });
    await vscode.workspace.fs.rename(part, target, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') {
      await vscode.workspace.fs.delete(part);
      return false;
    }
    throw error;
  }
}

/** Whether the file there is this job's clip, placed before a crash. */
async function isSameClip(job: Job, uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri);
  if (stat.size !== job.clip?.bytes || !isOfType(stat, vscode.FileType.File)) return false;
  return (await fileDigest(uri)) === job.clip.sha256;
}

async function writeSidecarBeside(job: Job, clip: vscode.Uri): Promise<void> {
  const uri = clip.with({ path: `${clip.path}${sidecarEnding}` });
  // A link that leads nowhere yet would let the record be written where it leads.
  if ((await pathRefusal(clip, uri, 'sidecar')) === 'link') return;
  // One that a full disk left empty says nothing, and nobody else mends it.
  if ((await exists(uri)) && (await vscode.workspace.fs.stat(uri)).size > 0) return;
  const placed: Job = job.clip === undefined ? job : { ...job, clip: { ...job.clip, uri: clip.toString() } };
  await writeWhole(uri, new TextEncoder().encode(writeSidecar(placed, { savedAt: Date.now() })));
}
