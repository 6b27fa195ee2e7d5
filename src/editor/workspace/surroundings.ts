import * as vscode from 'vscode';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import type { Surroundings } from '../../core/promptFile/surroundings.ts';
import { plainUri } from '../../core/uriPath.ts';
import { openPromptFileIn, type OwnFolder, surroundingsIn } from '../../runtime/surroundings.ts';
import { ownFolder, pathRefusal, readOwnFile } from './workspaceFile.ts';

/** What this prompt file, and all that it extends, can get at: its own workspace folder. */
export function surroundingsOf(promptFile: vscode.Uri): Surroundings {
  return surroundingsIn(folderOf(promptFile));
}

/** A prompt file as it stands now, with all that it takes from others: what is open in the editor counts, saved or not. */
export async function openPromptFile(uri: vscode.Uri): Promise<ResolvedPromptFile> {
  return await openPromptFileIn(folderOf(uri), uri.toString());
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
