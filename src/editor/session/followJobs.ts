import * as vscode from 'vscode';
import type { LazySession } from './lazySession.ts';
import { mayConcern, type Renamed } from '../workspace/followMoves.ts';

/**
 * Jobs follow their prompt files, images and folders of clips, in every window: the guard against rendering twice goes by
 * the file, and a clip must be found by it. Throws VideoPromptError.
 */
export async function followJobs(session: LazySession, files: readonly Renamed[]): Promise<void> {
  if (!(await mayConcern(files))) return;
  const opened = await session.openIfUsed();
  await opened?.engine.moveFiles(
    files.map(({ oldUri, newUri }) => {
      const folder = vscode.workspace.getWorkspaceFolder(newUri)?.uri.toString();
      return {
        from: oldUri.toString(),
        to: newUri.toString(),
        ...(folder === undefined ? {} : { workspaceFolderUri: folder }),
      };
    }),
  );
}
