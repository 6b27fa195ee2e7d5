import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { clipGlob } from '../../core/clipExtension.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { noteSidecars } from '../../runtime/sidecarNotes.ts';
import type { NotedClip, RecordedClip, UnreadableClip } from '../../shots/recordedClip.ts';
import {
  type ClipFiles,
  createWorkspaceClips,
  type FileFacts,
  type WorkspaceClips,
} from '../../shots/workspaceClips.ts';
import { noteEach } from '../../shots/sidecarNote.ts';
import { coalesced } from '../base/coalesced.ts';
import { isThere, statOf } from '../base/stat.ts';
import { gatherMs, watchFiles, watchFolders } from './clipWatch.ts';
import { hashFile } from './fileDigests.ts';
import { clipPointerAt } from './lfsFile.ts';
import { findSidecars, lookAtSidecar, maxFiles } from './sidecars.ts';
import { findInWorkspace } from './workspaceSearch.ts';

/** Every clip of the workspace that has a sidecar. Nothing is looked for before the first question. */
export interface ClipIndex extends vscode.Disposable {
  all(): Promise<readonly NotedClip[]>;
  unreadable(): Promise<readonly UnreadableClip[]>;
  /** Those whose words are in this prompt file, oldest take first. */
  takesOf(promptFileUri: string): Promise<readonly RecordedClip[]>;
  /** Looks again at what lies at these places, sooner than the file system tells; before the first question it need not. */
  refresh(sidecarUris: readonly string[]): Promise<void>;
  /** Several changes at once are told once. */
  readonly onDidChange: vscode.Event<void>;
}

export function createClipIndex(extensionUri: vscode.Uri): ClipIndex {
  const changed = new vscode.EventEmitter<void>();
  let index: Promise<WatchedClips> | undefined;
  const forget = () => {
    index?.then(
      ({ watching }) => {
        watching.dispose();
      },
      () => undefined,
    );
    index = undefined;
  };
  const loadAgain = () => {
    if (index === undefined) return;
    forget();
    changed.fire();
  };
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(loadAgain);
  const open = async () => {
    if (index !== undefined) return (await index).clips;
    const loading = watchClips(extensionUri, () => changed.fire(), loadAgain);
    index = loading;
    // What went wrong once may go well the next time.
    loading.catch(() => {
      if (index === loading) index = undefined;
    });
    return (await loading).clips;
  };
  return {
    all: async () => (await open()).all(),
    unreadable: async () => (await open()).unreadable(),
    takesOf: async (promptFile) => await (await open()).takesOf(promptFile),
    refresh: async (sidecars) => await (await index)?.clips.refresh(sidecars),
    onDidChange: changed.event,
    dispose() {
      forget();
      folders.dispose();
      changed.dispose();
    },
  };
}

interface WatchedClips {
  readonly clips: WorkspaceClips;
  readonly watching: vscode.Disposable;
}

/** `loadAgain`: whole folders came or went. */
async function watchClips(
  extensionUri: vscode.Uri,
  tell: () => void,
  loadAgain: () => void,
): Promise<WatchedClips> {
  const clips = createWorkspaceClips({
    files: workspaceFiles(extensionUri),
    later: (run) => coalesced(run, gatherMs),
    tell,
  });
  // Before anything is looked for: what comes meanwhile is not missed.
  const watching = vscode.Disposable.from(
    clips,
    watchFolders({ hasAnyBelow: (uri) => clips.hasAnyBelow(uri.toString()), changed: loadAgain }),
    watchFiles({
      sidecar: (uri) => clips.sidecarChanged(uri.toString()),
      clip: (uri, isThere) => clips.clipChanged(uri.toString(), isThere),
      promptFile: (uri, isThere) => clips.promptFileChanged(uri.toString(), isThere),
    }),
  );
  try {
    await clips.load();
  } catch (error) {
    watching.dispose();
    throw error;
  }
  return { clips, watching };
}

const found = async (uris: Promise<readonly vscode.Uri[]>) => (await uris).map((uri) => uri.toString());

const workspaceFiles = (extensionUri: vscode.Uri): ClipFiles => ({
  sidecars: async () => await found(findSidecars()),
  clips: async () => await found(findInWorkspace(clipGlob, { most: maxFiles })),
  promptFiles: async () => await found(findInWorkspace(promptFileGlob, { most: maxFiles })),
  readSidecar,
  noteSidecars: async (uris, note) => {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const { disk = [], elsewhere = [] } = Object.groupBy(uris, (uri) =>
      isOnDisk(uri) ? 'disk' : 'elsewhere',
    );
    const thread = pathToFileURL(vscode.Uri.joinPath(extensionUri, 'dist', 'sidecarThread.js').fsPath);
    await Promise.all([
      noteSidecars({ folders: folders.filter(isOnDisk), uris: disk }, thread, note),
      noteEach(elsewhere, readSidecar, note),
    ]);
  },
  look: async (uri) => await lookAtClip(vscode.Uri.parse(uri)),
  isThere: async (uri) => await isThere(vscode.Uri.parse(uri)),
});

const readSidecar = async (uri: string) => await lookAtSidecar(vscode.Uri.parse(uri));
const isOnDisk = (uri: string) => uri.startsWith('file://');

async function lookAtClip(uri: vscode.Uri): Promise<FileFacts> {
  const pointer = await clipPointerAt(uri);
  let digest: Promise<string | undefined> | undefined;
  return {
    bytes: pointer?.bytes ?? (await statOf(uri))?.size,
    pointer,
    digest: () => (digest ??= hashFile(uri)),
  };
}
