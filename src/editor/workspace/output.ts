import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import { ownOutput, slugFromPrompt, withoutClipExtension } from '../../core/fileName.ts';
import type { OutputPlace } from '../../core/job.ts';
import type { VideoRequest } from '../../core/request.ts';
import { fillName, placeVariables, readPlace } from '../../core/placeVariables.ts';
import { shownText } from '../../core/shownText.ts';
import { folderOfRequest } from './requestFolder.ts';
import { folderSettings } from '../base/settings.ts';
import { askForFiles, askForFolder } from '../base/show/inputs.ts';
import { outsideWords } from '../../words/pathWords.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { ownFolder, refusalWithin, refusedPath } from './workspaceFile.ts';

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
  const settings = folderSettings(folder.uri);
  if (request.output !== undefined) {
    const own = ownOutput(request.output, folder.uri.toString());
    if (own === undefined) throw outside('output', request.output);
    const { directory, fileName } = own;
    return {
      workspaceFolderUri: folder.uri.toString(),
      directoryUri: vscode.Uri.joinPath(folder.uri, directory).toString(),
      ...baseName(fileName, request, settings.fileName),
    };
  }
  const { folderUri, path } = placeOfSetting(settings.outputFolder, folder);
  return {
    workspaceFolderUri: folderUri.toString(),
    directoryUri: vscode.Uri.joinPath(folderUri, path).toString(),
    ...baseName(undefined, request, settings.fileName),
  };
}

const folderSetting = 'videoPrompt.output.folder';
const nameSetting = 'videoPrompt.output.fileName';

/** Where the setting leads, its variables filled in. Throws VideoPromptError. */
function placeOfSetting(
  written: string,
  folder: vscode.WorkspaceFolder,
): { readonly folderUri: vscode.Uri; readonly path: string } {
  const read = readPlace(written, {
    folderUri: folder.uri.toString(),
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
      name,
      uri: uri.toString(),
    })),
    ...(folder.uri.scheme === 'file' ? { homeUri: vscode.Uri.file(homedir()).toString() } : {}),
  });
  switch (read.kind) {
    case 'place':
      return { folderUri: vscode.Uri.parse(read.folderUri), path: read.path };
    case 'outside':
      throw outside(folderSetting, written);
    case 'unknown':
      throw unknownVariable(folderSetting, read.variable, placeVariables);
  }
}

function unknownVariable(setting: string, variable: string, known: readonly string[]): VideoPromptError {
  const text = vscode.l10n.t(
    'The setting {0} has the variable {1}, which is not supported there. Use one of these: {2}.',
    setting,
    shownText(variable),
    known.join(', '),
  );
  return new VideoPromptError('request.invalid', text, { field: setting });
}

function baseName(
  own: string | undefined,
  request: VideoRequest,
  pattern: string,
): Pick<OutputPlace, 'baseName'> {
  if (own !== undefined) return { baseName: withoutClipExtension(own) };
  const date = new Date();
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const values = { prompt: request.prompt, model: request.model, date: day.join('-') };
  const filled = fillName(pattern, values);
  if ('name' in filled) return { baseName: slugFromPrompt(filled.name) };
  const known = Object.keys(values).map((name) => `\${${name}}`);
  throw unknownVariable(nameSetting, filled.unknown, known);
}

/** Before anything is paid for that could not be saved there. Throws VideoPromptError `request.invalid` with field `output`. */
export async function requireOwnOutput(output: OutputPlace, promptFileUri?: string): Promise<void> {
  const folder = folderOfOutput(output, promptFileUri);
  const directory = vscode.Uri.parse(output.directoryUri);
  const refusal = folder === undefined ? undefined : await refusalWithin(folder, directory, 'output');
  // What else is wrong may be mended while the clip is rendered.
  if (refusal !== undefined && !isOwnPlace(refusal)) throw refusedPath(directory, refusal, 'output');
}

/** What the clip must not leave; undefined: a person chose the place. */
export function folderOfOutput(
  { workspaceFolderUri }: OutputPlace,
  promptFileUri: string | undefined,
): vscode.Uri | undefined {
  if (workspaceFolderUri !== undefined) return vscode.Uri.parse(workspaceFolderUri);
  return promptFileUri === undefined ? undefined : ownFolder(vscode.Uri.parse(promptFileUri));
}

function outside(field: string, path: string): VideoPromptError {
  return new VideoPromptError('request.invalid', outsideWords(field, path), { field });
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
  if (request.output !== undefined) throw outside('output', request.output);
  if (!mayAsk) {
    throw new VideoPromptError(
      'output.unavailable',
      vscode.l10n.t('Open a folder first: there is no place for the clip.'),
      {
        field: 'output',
      },
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
  return {
    directoryUri: directory.toString(),
    ...baseName(undefined, request, folderSettings(undefined).fileName),
  };
}
