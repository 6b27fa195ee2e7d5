import * as vscode from 'vscode';
import type { LoadedText, Surroundings } from '../../core/promptFile/surroundings.ts';
import { plainUri } from '../../core/uriPath.ts';
import { loadText, type OwnFolder, surroundingsIn } from '../../runtime/surroundings.ts';
import { ownFolder, pathRefusal, readOwnFile } from './workspaceFile.ts';

/** What this prompt file, and all that it extends, can get at: its own workspace folder. */
export function surroundingsOf(promptFile: vscode.Uri): Surroundings {
  return surroundingsIn(folderOf(promptFile));
}

/** Of a prompt file itself, as `surroundingsOf` gives that of others. */
export async function loadPromptFile(uri: vscode.Uri): Promise<LoadedText> {
  return await loadText(folderOf(uri), uri.toString(), 'promptFile');
}

function folderOf(owner: vscode.Uri): OwnFolder {
  return {
    uri: ownFolder(owner).toString(),
    refusal: (uri, kind) => pathRefusal(owner, vscode.Uri.parse(uri), kind),
    read: (uri, kind) => readOwnFile(owner, vscode.Uri.parse(uri), kind),
    openText(uri) {
      const spelled = plainUri(vscode.Uri.parse(uri).toString());
      return vscode.workspace.textDocuments
        .find((one) => plainUri(one.uri.toString()) === spelled)
        ?.getText();
    },
  };
}
