import * as vscode from 'vscode';
import type { ShotPorts } from '../../agent/renderShots.ts';
import type { LazySession } from '../session/lazySession.ts';
import { noPromptFile, requirePromptFile } from '../workspace/requirePromptFile.ts';
import { savedFiles } from './renderPromptFiles.ts';
import type { PromptFiles } from './registerPromptFiles.ts';

export interface ShotPortParts {
  readonly session: LazySession;
  readonly promptFiles: Pick<PromptFiles, 'work'>;
  /** Resolves when jobs have followed the files that moved. */
  readonly settledMoves: () => Promise<void>;
}

/** What rendering shots for a program asks of this window. `uriOf`: what is meant by a path. */
export function shotPorts(
  { session, promptFiles, settledMoves }: ShotPortParts,
  uriOf: (path: string) => vscode.Uri,
): Omit<ShotPorts, 'submit'> {
  return {
    async savedFile(path) {
      const uri = await requirePromptFile(uriOf(path));
      await settledMoves();
      const [state] = await savedFiles({ session, states: (await promptFiles.work()).states }, [uri]);
      if (state === undefined) throw noPromptFile(uri);
      return state;
    },
    folderOf: (uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.toString(),
    lastFrame: async (clip) => await (await promptFiles.work()).clipFrames.last(vscode.Uri.parse(clip)),
  };
}
