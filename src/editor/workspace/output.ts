import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import type { OutputPlace } from '../../core/job.ts';
import { findOutput, nameBySetting, type OutputTrouble } from '../../core/outputPlace.ts';
import type { VideoRequest } from '../../core/request.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { today } from '../../node/clock.ts';
import { folderOfOutput } from '../../runtime/places.ts';
import { outputTroubleWords } from '../../words/outputWords.ts';
import { folderSettings } from '../base/settings.ts';
import { askForFiles, askForFolder } from '../base/show/inputs.ts';
import { folderOfRequest } from './requestFolder.ts';
import { refusalWithin, refusedPath } from './workspaceFile.ts';
import { editorPlaces } from './workspacePlace.ts';

/**
 * Where the clips of a request are to lie: what the request says, else the setting, in the workspace folder of the
 * first image, else the only or first folder; several folders and no image: asks; no folder: asks.
 * Undefined: the person closed the question. Throws VideoPromptError `request.invalid` with field `output`.
 */
export async function chooseOutput(
  request: VideoRequest,
  options: { readonly mayAsk: boolean },
): Promise<OutputPlace | undefined> {
  const folder = await chooseFolder(request, options.mayAsk);
  if (folder === 'closed') return undefined;
  if (folder === undefined) return await chooseDirectory(request, options.mayAsk);
  const found = findOutput(request, contextOf(folder), folderSettings(folder.uri), today());
  if (found.kind !== 'place') throw troubled(found);
  return {
    workspaceFolderUri: found.folderUri,
    directoryUri: vscode.Uri.joinPath(vscode.Uri.parse(found.folderUri), found.path).toString(),
    baseName: found.baseName,
  };
}

/** Before anything is paid for that could not be saved there. Throws VideoPromptError `request.invalid` with field `output`. */
export async function requireOwnOutput(output: OutputPlace, promptFileUri?: string): Promise<void> {
  const folder = folderOfOutput(editorPlaces, output, promptFileUri);
  if (folder === undefined) return;
  const directory = vscode.Uri.parse(output.directoryUri);
  const refusal = await refusalWithin(vscode.Uri.parse(folder), directory, 'output');
  // What else is wrong may be mended while the clip is rendered.
  if (refusal !== undefined && !isOwnPlace(refusal)) throw refusedPath(directory, refusal, 'output');
}

function contextOf({ uri }: vscode.WorkspaceFolder) {
  return {
    folderUri: uri.toString(),
    folders: (vscode.workspace.workspaceFolders ?? []).map((one) => ({
      name: one.name,
      uri: one.uri.toString(),
    })),
    ...(uri.scheme === 'file' ? { homeUri: vscode.Uri.file(homedir()).toString() } : {}),
  };
}

function troubled(trouble: OutputTrouble): VideoPromptError {
  return new VideoPromptError('request.invalid', outputTroubleWords(trouble), { field: trouble.field });
}

async function chooseFolder(
  request: VideoRequest,
  mayAsk: boolean,
): Promise<vscode.WorkspaceFolder | 'closed' | undefined> {
  const own = folderOfRequest(request);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (own !== undefined || folders.length <= 1 || !mayAsk) return own ?? folders[0];
  const picked = await askForFolder(vscode.l10n.t('Which folder should the clip be saved in?'));
  return picked ?? 'closed';
}

async function chooseDirectory(request: VideoRequest, mayAsk: boolean): Promise<OutputPlace | undefined> {
  if (request.output !== undefined)
    throw troubled({ kind: 'outside', field: 'output', path: request.output });
  if (!mayAsk) {
    throw new VideoPromptError(
      'output.unavailable',
      vscode.l10n.t('Open a folder first: there is no place for the clip.'),
      { field: 'output' },
    );
  }
  const picked = await askForFiles({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('No folder is open. Where should the clip be saved?'),
    openLabel: vscode.l10n.t('Save Here'),
  });
  const directory = picked?.[0];
  if (directory === undefined) return undefined;
  const baseName = nameBySetting(request, folderSettings(undefined).fileName, today());
  if (typeof baseName !== 'string') throw troubled(baseName);
  return { directoryUri: directory.toString(), baseName };
}
