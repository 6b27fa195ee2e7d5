import * as vscode from 'vscode';
import { placeAfter } from '../../core/fileMoves.ts';
import { type TakesHostMessage, type TakesMessage, takesMessage } from '../../protocol/takes.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';
import { type ShownTake, takesView } from '../../views/takesView.ts';
import { takesStrings } from '../../words/takesStrings.ts';
import { Screen } from '../webview/screen.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { movesOf } from '../workspace/followMoves.ts';
import { pathRefusal } from '../workspace/workspaceFile.ts';
import { keepTake } from './keepTake.ts';
import { type ShotPlace, titleOf } from './shotPlace.ts';

export interface TakesScreenParts {
  readonly extensionUri: vscode.Uri;
  readonly clips: ClipIndex;
  /** What is to be said of a take's freshness. */
  readonly stateOf: (take: RecordedClip) => Promise<string | undefined>;
  readonly report: (error: unknown) => Promise<void>;
}

/** The editor tab with the takes of one shot. */
export interface TakesScreen {
  dispose(): void;
  show(place: ShotPlace): Promise<void>;
  readonly onDidDispose: vscode.Event<void>;
}

/** `place`: the shot that was shown before a reload. */
export function showTakesScreen(
  { extensionUri, clips, stateOf, report }: TakesScreenParts,
  panel: vscode.WebviewPanel,
  place?: ShotPlace,
): TakesScreen {
  /** One after the other: a second press goes by what the first has done. */
  let last: Promise<void> = Promise.resolve();

  const screen = new Screen<TakesMessage, TakesHostMessage>(panel, {
    extensionUri,
    name: 'takes',
    title: vscode.l10n.t('Takes'),
    data: takesStrings(),
    roots: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
    schema: takesMessage,
    state: async () => (place === undefined ? undefined : await messageOf(place)),
    gatherMs: 50,
    receive: (message) => (last = last.then(() => receive(message)).catch(report)),
    report,
  });

  async function messageOf(about: ShotPlace): Promise<TakesHostMessage> {
    const { promptFile, shot } = about;
    const title = await titleOf(about);
    const path = vscode.workspace.asRelativePath(promptFile);
    if (about === place) screen.rename(vscode.l10n.t('Takes: {0}', title ?? path));
    const shown: ShownTake[] = [];
    for (const one of await takesOf(about)) shown.push(await shownTake(one));
    const named = { promptFile: path, shot, ...(title === undefined ? {} : { title }) };
    const memory = { promptFile: promptFile.toString(), shot };
    return { kind: 'takes', state: takesView(named, shown), memory };
  }

  async function takesOf({ promptFile, shot }: ShotPlace): Promise<readonly RecordedClip[]> {
    const all = await clips.takesOf(promptFile.toString());
    return all.filter(({ sidecar }) => sidecar.source?.shot === shot);
  }

  /** A clip that a link fetches from elsewhere is not played. */
  async function shownTake(recorded: RecordedClip): Promise<ShownTake> {
    const uri = uriOf(recorded.uri);
    const refusal = await pathRefusal(uriOf(recorded.sidecarUri), uri, 'clip');
    return {
      take: recorded,
      path: vscode.workspace.asRelativePath(uri),
      src: refusal === undefined ? screen.toWebview(uri) : undefined,
      state: await stateOf(recorded),
    };
  }

  async function receive(message: Exclude<TakesMessage, { kind: 'ready' }>): Promise<void> {
    if (place === undefined) return;
    if (message.kind === 'openPromptFile') {
      await vscode.commands.executeCommand('vscode.open', place.promptFile);
      return;
    }
    const all = await takesOf(place);
    const chosen = all.find(({ sidecarUri }) => sidecarUri === message.take);
    if (chosen === undefined) return;
    const { uri, sidecarUri, isThere } = chosen;
    switch (message.kind) {
      case 'keep':
        await keepTake(clips, uriOf(sidecarUri), message.isKept);
        await clips.refresh(all.map((one) => one.sidecarUri));
        await screen.show();
        return;
      case 'open':
        await vscode.commands.executeCommand('vscode.open', uriOf(uri));
        return;
      case 'reveal':
        await vscode.commands.executeCommand('revealInExplorer', uriOf(isThere ? uri : sidecarUri));
        return;
    }
  }

  screen.add(
    clips.onDidChange(() => screen.showSoon()),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      if (place === undefined) return;
      const moved = placeAfter(place.promptFile.toString(), movesOf(files));
      if (moved !== undefined) place = { ...place, promptFile: uriOf(moved.uri) };
      screen.showSoon();
    }),
  );

  return {
    async show(next) {
      place = next;
      screen.reveal();
      await screen.show();
    },
    onDidDispose: screen.onDidDispose,
    dispose: () => screen.dispose(),
  };
}

function uriOf(text: string): vscode.Uri {
  return vscode.Uri.parse(text);
}
