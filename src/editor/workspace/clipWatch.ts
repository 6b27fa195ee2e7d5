import * as vscode from 'vscode';
import { clipGlob, clipOrPromptFileGlob, sidecarGlob } from '../../core/clipExtension.ts';
import { coalesced } from '../base/coalesced.ts';
import { findInWorkspace, notLookedInto } from './workspaceSearch.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { isOfType, statOf } from '../base/stat.ts';

export const gatherMs = 100;

/** What the file system tells of clips, their sidecars and prompt files, one by one. */
export function watchFiles(on: {
  readonly sidecar: (uri: vscode.Uri) => void;
  readonly clip: (uri: vscode.Uri, isThere: boolean) => void;
  readonly promptFile: (uri: vscode.Uri, isThere: boolean) => void;
}): vscode.Disposable {
  const sidecars = vscode.workspace.createFileSystemWatcher(sidecarGlob);
  const clips = vscode.workspace.createFileSystemWatcher(clipGlob);
  const promptFiles = vscode.workspace.createFileSystemWatcher(promptFileGlob, false, true);
  return vscode.Disposable.from(
    sidecars,
    clips,
    promptFiles,
    sidecars.onDidCreate(on.sidecar),
    sidecars.onDidChange(on.sidecar),
    sidecars.onDidDelete(on.sidecar),
    clips.onDidCreate((uri) => on.clip(uri, true)),
    clips.onDidChange((uri) => on.clip(uri, true)),
    clips.onDidDelete((uri) => on.clip(uri, false)),
    promptFiles.onDidCreate((uri) => on.promptFile(uri, true)),
    promptFiles.onDidDelete((uri) => on.promptFile(uri, false)),
  );
}

/** Of what lies in a folder that comes or goes as a whole, watchers of files are not told. */
export function watchFolders({
  hasAnyBelow,
  changed,
}: {
  readonly hasAnyBelow: (folder: vscode.Uri) => boolean;
  readonly changed: () => void;
}): vscode.Disposable {
  const came = new Map<string, vscode.Uri>();
  const look = coalesced(() => {
    const all = [...came.values()];
    came.clear();
    const paths = new Set(all.map(({ path }) => path));
    // What lies in a folder that came too was told by itself.
    const tops = all.filter((uri) => !foldersAbove(uri.path).some((path) => paths.has(path)));
    void Promise.all(tops.map(hasClips)).then((found) => {
      if (found.includes(true)) changed();
    });
  }, gatherMs);
  const gone = (uris: readonly vscode.Uri[]) => {
    if (uris.some(hasAnyBelow)) changed();
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true);
  return vscode.Disposable.from(
    look,
    watcher,
    watcher.onDidCreate((uri) => {
      if (notLookedInto.test(uri.path)) return;
      came.set(uri.toString(), uri);
      look.call();
    }),
    watcher.onDidDelete((uri) => gone([uri])),
    // Sooner than the file system tells.
    vscode.workspace.onDidDeleteFiles((event) => gone(event.files)),
    vscode.workspace.onDidRenameFiles((event) => gone(event.files.map(({ oldUri }) => oldUri))),
  );
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
}

/** Whether this is a folder with a clip or a prompt file in it. */
async function hasClips(uri: vscode.Uri): Promise<boolean> {
  const stat = await statOf(uri);
  if (stat === undefined || !isOfType(stat, vscode.FileType.Directory)) return false;
  try {
    return (
      (await findInWorkspace(new vscode.RelativePattern(uri, clipOrPromptFileGlob), { most: 1 })).length > 0
    );
  } catch {
    // It is gone again.
    return false;
  }
}
