import * as vscode from 'vscode';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../core/promptFile/resolvePromptFile.ts';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import { plainUri } from '../../core/uriPath.ts';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { folderSettings, onDidChangeSettings } from '../base/settings.ts';
import { type CellState, cellStates } from '../../shots/cellStates.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { createFileDigests } from '../workspace/fileDigests.ts';
import { openMarket } from '../session/market.ts';
import { isPromptFile, promptFileGlob } from '../../core/promptFileName.ts';
import type { ShotState } from '../../shots/shotState.ts';
import { loadPromptFile, surroundingsOf } from '../workspace/surroundings.ts';
import { madeOf } from './madeOf.ts';
import { imageGlob } from '../../core/imageExtensions.ts';

/** How the clips of prompt files stand. */
export interface ShotStates {
  /** Every cell of every shot, in order. */
  of(uri: vscode.Uri): Promise<readonly ShotState[]>;
  /** The file whose states may be others now; undefined: any. */
  readonly onDidChange: vscode.Event<vscode.Uri | undefined>;
}

/** A prompt file as it stands now. */
export interface PromptFileState {
  readonly uri: vscode.Uri;
  readonly resolved: ResolvedPromptFile;
  readonly cells: readonly CellState[];
}

export interface PromptFileStates extends ShotStates, vscode.Disposable {
  file(uri: vscode.Uri): Promise<PromptFileState>;
  /** The same, with everything looked at again. */
  look(uri: vscode.Uri): Promise<PromptFileState>;
}

export interface ShotStatesParts {
  readonly session: LazySession;
  readonly index: ClipIndex;
}

const gatherMs = 100;

/** Nothing is read or watched before the first question. */
export function createShotStates({ session, index }: ShotStatesParts): PromptFileStates {
  const changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  const digests = createFileDigests();
  const known = new Map<string, Promise<PromptFileState>>();
  const touched = new Map<string, vscode.Uri>();
  const subscriptions: vscode.Disposable[] = [changed];
  let isAll = false;
  let isWatching = false;

  const telling = coalesced(() => {
    const uris = isAll ? [undefined] : [...touched.values()];
    isAll = false;
    touched.clear();
    for (const uri of uris) changed.fire(uri);
  }, gatherMs);

  function forgetAll(): void {
    known.clear();
    isAll = true;
    telling.call();
  }

  function forget(uri: vscode.Uri): void {
    known.delete(uri.toString());
    touched.set(uri.toString(), uri);
    telling.call();
  }

  /** A file and those that extend it. */
  function forgetWords(uri: vscode.Uri): void {
    if (!isPromptFile(uri)) return;
    forget(uri);
    const base = plainUri(uri.toString());
    for (const [, state] of known) {
      state.then(
        (one) => {
          if (one.resolved.baseUris.includes(base)) forget(one.uri);
        },
        () => undefined,
      );
    }
  }

  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    const words = vscode.workspace.createFileSystemWatcher(promptFileGlob);
    const images = vscode.workspace.createFileSystemWatcher(imageGlob);
    subscriptions.push(
      telling,
      words,
      words.onDidCreate(forgetWords),
      words.onDidChange(forgetWords),
      words.onDidDelete(forgetWords),
      images,
      images.onDidCreate(forgetAll),
      images.onDidChange(forgetAll),
      images.onDidDelete(forgetAll),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) forgetWords(document.uri);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => forgetWords(uri)),
      // What was not saved is gone.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => forgetWords(uri)),
      // Watchers of files are not told of those in a folder that moves.
      vscode.workspace.onDidRenameFiles(forgetAll),
      vscode.workspace.onDidDeleteFiles(forgetAll),
      onDidChangeSettings(forgetAll),
      index.onDidChange(forgetAll),
      session.onDidOpen(listen),
    );
    if (session.current !== undefined) listen(session.current);
  }

  function listen({ engine, prices }: Session): void {
    subscriptions.push(
      prices.onDidChange(forgetAll),
      engine.onDidChangeJob(({ source }) => {
        if (source !== undefined) forget(vscode.Uri.parse(source.promptFileUri));
      }),
      engine.onDidChange(forgetAll),
    );
    forgetAll();
  }

  async function read(uri: vscode.Uri): Promise<PromptFileState> {
    const key = uri.toString();
    const loaded = await loadPromptFile(uri);
    const text = 'text' in loaded ? loaded.text : '';
    const resolved = await resolvePromptFile(readPromptFile(text), key, surroundingsOf(uri));
    const made = await madeOf(uri, { index, session });
    const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.workspace.workspaceFolders?.[0];
    const cells = await cellStates({
      resolved,
      made,
      digests,
      market: openMarket(session.current),
      defaultModelId: folderSettings(folder?.uri).defaultModel,
    });
    return { uri, resolved, cells };
  }

  async function file(uri: vscode.Uri): Promise<PromptFileState> {
    watch();
    const key = uri.toString();
    const present = known.get(key);
    if (present !== undefined) return await present;
    const reading = read(uri);
    known.set(key, reading);
    reading.catch(() => {
      if (known.get(key) === reading) known.delete(key);
    });
    return await reading;
  }

  return {
    file,
    look(uri) {
      known.delete(uri.toString());
      return file(uri);
    },
    of: async (uri) => (await file(uri)).cells,
    onDidChange: changed.event,
    dispose() {
      disposeAll(subscriptions).dispose();
    },
  };
}
