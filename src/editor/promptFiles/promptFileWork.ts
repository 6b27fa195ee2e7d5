import type { FrameGrabber } from '../workspace/frameGrabber.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { SubmitAll } from '../submitting/submit.ts';
import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { isSidecar } from '../../core/clipExtension.ts';
import { baseName } from '../../core/uriPath.ts';
import { clipPointerAt } from '../workspace/lfsFile.ts';
import { notFetchedWords } from '../../words/notFetchedWords.ts';
import { marketOf } from '../session/market.ts';
import type { Session } from '../session/session.ts';
import type { FileMark } from '../base/show/fileMarks.ts';
import { freshnessWords } from '../../words/lensWords.ts';
import { requireInWorkspace } from '../workspace/workspaceFile.ts';
import { clipMark } from './clipMark.ts';
import { type ClipFrames, createClipFrames } from '../workspace/clipFrames.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';
import { startFrameFeeder } from './frameFeeder.ts';
import { keepTake } from '../takes/keepTake.ts';

import { madeOf } from './madeOf.ts';
import { readRenderArguments, type RenderWish } from './renderArguments.ts';
import { clipOfJob, renderAsRecorded } from './renderAsRecorded.ts';
import { renderPromptFiles } from './renderPromptFiles.ts';
import { createShotStates, type ShotStates } from './shotStates.ts';

export interface PromptFileParts {
  readonly context: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri' | 'extension'>;
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly submitAll: SubmitAll;
  readonly frames: () => Promise<FrameGrabber>;
  readonly clips: () => Promise<ClipIndex>;
  /** Resolves when jobs have followed the files that moved. */
  readonly settledMoves: () => Promise<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/** What is done with prompt files and their clips, loaded at first use. */
export interface PromptFileWork extends vscode.Disposable {
  readonly states: ShotStates;
  readonly clipFrames: ClipFrames;
  /** Ids of the jobs; undefined: nothing was submitted. */
  render(args: readonly unknown[]): Promise<readonly string[] | undefined>;
  openClip(args: readonly unknown[]): Promise<void>;
  renderAsRecorded(args: readonly unknown[]): Promise<readonly string[] | undefined>;
  keepTake(args: readonly unknown[]): Promise<void>;
  /** `current`, or what has changed since; undefined where its shot is not in the file any more. */
  takeState(take: RecordedClip): Promise<string | undefined>;
  /** The mark of a prompt file or clip in the explorer and the jobs view. */
  mark(uri: vscode.Uri): Promise<FileMark | undefined>;
  /** `uris`: whose marks may be others now; undefined: all of them. */
  onDidChangeMarks(tell: (uris: readonly vscode.Uri[] | undefined) => void): vscode.Disposable;
  /** Brings frames to the jobs that wait for them from now on. */
  feed(session: Session): void;
}

export function createPromptFileWork(parts: PromptFileParts, index: ClipIndex): PromptFileWork {
  const { session, keys, submitAll, settledMoves, report } = parts;
  const states = createShotStates({
    session,
    index,
    keys,
    market: () => marketOf(session, keys),
    made: (uri) => madeOf(vscode.Uri.parse(uri), { index, session }),
  });
  const clipFrames = createClipFrames(parts);
  const subscriptions = new DisposableStore();
  subscriptions.add(states);
  let isFeeding = false;
  const placesOf = async (promptFile: vscode.Uri) => {
    const { made } = await states.file(promptFile);
    return [promptFile, ...made.takes.map(({ uri }) => vscode.Uri.parse(uri))];
  };
  const rendering = new Map<string, Promise<readonly string[] | undefined>>();

  async function render(wish: RenderWish): Promise<readonly string[] | undefined> {
    if (wish.by.kind === 'program')
      for (const file of wish.files) await requireInWorkspace(file, 'promptFile', 'file');
    const jobs = await renderPromptFiles({ session, states, clipFrames, submitAll, settledMoves }, wish);
    return jobs?.map(({ id }) => id);
  }

  return {
    states,
    clipFrames,
    async render(args) {
      const wish = readRenderArguments(args);
      // The second half of a double click wants what the first one is still asking about.
      const key = JSON.stringify(wish);
      const running = wish.by.kind === 'program' ? undefined : rendering.get(key);
      if (running !== undefined) return await running;
      const starting = render(wish);
      rendering.set(key, starting);
      try {
        return await starting;
      } finally {
        if (rendering.get(key) === starting) rendering.delete(key);
      }
    },
    async openClip([clip]) {
      const uri = await clipArgument(clip);
      if ((await clipPointerAt(uri)) !== undefined)
        throw new VideoPromptError('output.unavailable', notFetchedWords(baseName(uri)));
      await vscode.commands.executeCommand('vscode.open', uri);
    },
    async renderAsRecorded([clicked]) {
      const clip = isRow(clicked) ? await clipOfJob(session, clicked.id) : await clipArgument(clicked);
      const jobs = await renderAsRecorded({ session, index, clipFrames, submitAll, settledMoves }, clip);
      return jobs?.map(({ id }) => id);
    },
    // The explorer gives the selected files behind the clicked one.
    keepTake: async ([clip, isKept]) => await keepTake(index, await clipArgument(clip), isKept !== false),
    async takeState(take) {
      const promptFile = await promptFileToOpen(take);
      const cells = promptFile === undefined ? [] : (await states.file(promptFile)).cells;
      const cell = cells.find(({ takes }) => takes.some(({ sidecarUri }) => sidecarUri === take.sidecarUri));
      return cell === undefined ? undefined : freshnessWords({ freshness: cell.freshnessOf(take) });
    },
    mark: (uri) => clipMark(uri, states, index),
    // Words that change concern the file and what was made of it; what is in the explorer else stays as it is.
    onDidChangeMarks: (tell) =>
      vscode.Disposable.from(
        states.onDidChange((uris) => {
          if (uris === undefined) tell(undefined);
          for (const uri of uris ?? []) void placesOf(uri).then(tell, () => tell([uri]));
        }),
        index.onDidChange(() => tell(undefined)),
      ),
    feed(opened) {
      if (isFeeding) return;
      isFeeding = true;
      subscriptions.add(startFrameFeeder({ session: opened, clipFrames, index, report }));
    },
    dispose() {
      subscriptions.dispose();
    },
  };
}

function isRow(row: unknown): row is { readonly id: string } {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string';
}

/** A clip or its sidecar: what menus give, the address as text, else what the active tab shows. */
async function clipArgument(clicked: unknown): Promise<vscode.Uri> {
  if (clicked instanceof vscode.Uri) return clicked;
  if (typeof clicked === 'string') {
    const uri = vscode.Uri.parse(clicked, true);
    await requireInWorkspace(uri, isSidecar(uri) ? 'sidecar' : 'clip', 'clip');
    return uri;
  }
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const hasUri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  if (hasUri && /\.(mp4|mov|webm|mkv)(\.json)?$/i.test(baseName(input.uri))) return input.uri;
  throw new VideoPromptError('request.invalid', vscode.l10n.t('Choose a clip in the explorer first.'), {
    field: 'clip',
  });
}
