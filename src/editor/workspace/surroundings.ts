import * as vscode from 'vscode';
import { resolveOutput } from '../../core/fileName.ts';
import type { LoadedText, Surroundings } from '../../core/promptFile/surroundings.ts';
import { isUri, plainUri } from '../../core/uriPath.ts';
import { type PathKind, placeRefusal, type PlaceRefusal } from '../../core/workspacePath.ts';
import { pathReasonWords } from '../../words/pathWords.ts';
import { ownFolder, pathRefusal, readOwnFile } from './workspaceFile.ts';

/** What this prompt file, and all that it extends, can get at: its own workspace folder. */
export function surroundingsOf(promptFile: vscode.Uri): Surroundings {
  return {
    load: (uri) => loadText(promptFile, vscode.Uri.parse(uri), 'base'),
    async refusal(place, kind) {
      if (kind === 'output') return await outputRefusal(promptFile, place);
      const refusal = placeRefusal(await pathRefusal(promptFile, vscode.Uri.parse(place), kind));
      // A document that is not saved has no place at all.
      return kind === 'promptFile' && refusal === 'outside' ? undefined : refusal;
    },
  };
}

/** Of a prompt file itself, as `surroundingsOf` gives that of others. */
export async function loadPromptFile(uri: vscode.Uri): Promise<LoadedText> {
  return await loadText(uri, uri, 'promptFile');
}

/** A file as it stands in its editor, else on the disk. */
async function loadText(owner: vscode.Uri, uri: vscode.Uri, kind: PathKind): Promise<LoadedText> {
  const refusal = placeRefusal(await pathRefusal(owner, uri, kind));
  const spelled = plainUri(uri.toString());
  const open = vscode.workspace.textDocuments.find((one) => plainUri(one.uri.toString()) === spelled);
  if (refusal === undefined && open !== undefined) return { text: open.getText() };
  if (refusal !== undefined) return { refusal };
  const read = await readOwnFile(owner, uri, kind);
  if (read.kind === 'read') return { text: new TextDecoder().decode(read.bytes) };
  const again = placeRefusal(read.refusal);
  return again === undefined ? { reason: pathReasonWords(read.refusal) } : { refusal: again };
}

/** An output that cannot be read as a path is told by preflight. */
async function outputRefusal(promptFile: vscode.Uri, output: string): Promise<PlaceRefusal | undefined> {
  const folder = ownFolder(promptFile);
  if (isUri(output)) return placeRefusal(await pathRefusal(promptFile, directoryOf(output), 'output'));
  const directory = resolveOutput(output)?.directory;
  if (directory === undefined) return undefined;
  return placeRefusal(await pathRefusal(promptFile, vscode.Uri.joinPath(folder, directory), 'output'));
}

function directoryOf(output: string): vscode.Uri {
  const uri = vscode.Uri.parse(output);
  return output.endsWith('/') ? uri : vscode.Uri.joinPath(uri, '..');
}
