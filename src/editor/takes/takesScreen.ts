import * as vscode from 'vscode';
import { type TakesHostMessage, type TakesMessage, takesMessage } from '../../protocol/takes.ts';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import { nameTab, openTab } from '../base/show/tab.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import { pathRefusal } from '../workspace/workspaceFile.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';
import { placeAfter } from '../../core/fileMoves.ts';
import { movesOf } from '../workspace/followMoves.ts';
import { takesStrings } from '../../words/takesStrings.ts';
import { keepTake } from './keepTake.ts';
import { type ShownTake, takesView } from '../../views/takesView.ts';

/** A shot of a prompt file. */
export interface ShotPlace {
  readonly promptFile: vscode.Uri;
  readonly shot: string;
  readonly title?: string;
}

export interface TakesScreenParts {
  readonly extensionUri: vscode.Uri;
  readonly clips: ClipIndex;
  /** What is to be said of a take's freshness. */
  readonly stateOf?: (take: RecordedClip) => Promise<string | undefined>;
  readonly report: (error: unknown) => Promise<void>;
}

/** The editor tab with the takes of one shot. */
export interface TakesScreen extends vscode.Disposable {
  show(place: ShotPlace): Promise<void>;
  readonly onDidDispose: vscode.Event<void>;
}

export function createTakesScreen({ extensionUri, clips, stateOf, report }: TakesScreenParts): TakesScreen {
  const panel = openTab('videoPrompt.takes', vscode.l10n.t('Takes'));
  const { webview } = panel;
  let place: ShotPlace | undefined;
  let isReady = false;

  function setPlace(next: ShotPlace): void {
    place = next;
    const name = next.title ?? vscode.workspace.asRelativePath(next.promptFile);
    nameTab(panel, vscode.l10n.t('Takes: {0}', name));
  }

  const takes = async () => {
    if (place === undefined) return [];
    const { promptFile, shot } = place;
    return (await clips.takesOf(promptFile.toString())).filter(
      ({ sidecar }) => sidecar.source?.shot === shot,
    );
  };

  /** A clip that a link fetches from elsewhere is not played. */
  async function shownTake(take: RecordedClip): Promise<ShownTake> {
    const uri = uriOf(take.uri);
    const refusal = await pathRefusal(uriOf(take.sidecarUri), uri, 'clip');
    return {
      take,
      path: vscode.workspace.asRelativePath(uri),
      src: refusal === undefined ? webview.asWebviewUri(uri).toString() : undefined,
      state: await stateOf?.(take),
    };
  }

  async function refresh(): Promise<void> {
    if (!isReady || place === undefined) return;
    const { promptFile, ...shown } = place;
    const all: ShownTake[] = [];
    for (const take of await takes()) all.push(await shownTake(take));
    const state = takesView({ ...shown, promptFile: vscode.workspace.asRelativePath(promptFile) }, all);
    void webview.postMessage({ kind: 'takes', state } satisfies TakesHostMessage);
  }

  async function receive(message: TakesMessage): Promise<void> {
    if (message.kind === 'ready') {
      isReady = true;
      await refresh();
      return;
    }
    if (message.kind === 'openPromptFile') {
      if (place !== undefined) await vscode.commands.executeCommand('vscode.open', place.promptFile);
      return;
    }
    const all = await takes();
    const take = all.find(({ sidecarUri }) => sidecarUri === message.take);
    if (take === undefined) return;
    switch (message.kind) {
      case 'keep':
        await keepTake(clips, uriOf(take.sidecarUri), message.isKept);
        await clips.refresh(all.map(({ sidecarUri }) => sidecarUri));
        await refresh();
        return;
      case 'open':
        await vscode.commands.executeCommand('vscode.open', uriOf(take.uri));
        return;
      case 'reveal':
        await vscode.commands.executeCommand(
          'revealInExplorer',
          uriOf(take.isThere ? take.uri : take.sidecarUri),
        );
        return;
    }
  }

  /** One after the other: a second press goes by what the first has done. */
  let last: Promise<void> = Promise.resolve();
  const refreshing = coalesced(() => void refresh().catch(report), 50);
  const all = disposeAll([
    refreshing,
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = takesMessage.safeParse(raw);
      if (message.success) last = last.then(() => receive(message.data)).catch(report);
    }),
    clips.onDidChange(() => refreshing.call()),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      if (place === undefined) return;
      const moved = placeAfter(place.promptFile.toString(), movesOf(files));
      if (moved !== undefined) setPlace({ ...place, promptFile: vscode.Uri.parse(moved.uri) });
      refreshing.call();
    }),
  ]);
  panel.onDidDispose(() => {
    isReady = false;
    all.dispose();
  });
  panel.onDidChangeViewState(() => {
    // A hidden webview is gone; when it is shown again it loads anew and says so.
    if (!panel.visible) isReady = false;
  });

  const dress = () => {
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'dist'),
        ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
      ],
    };
    panel.iconPath = {
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
      light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
    };
    webview.html = webviewHtml({
      extensionUri,
      webview,
      name: 'takes',
      title: vscode.l10n.t('Takes'),
      data: takesStrings(),
    });
  };
  dress();

  return {
    async show(next) {
      setPlace(next);
      panel.reveal();
      await refresh();
    },
    onDidDispose: panel.onDidDispose,
    dispose() {
      panel.dispose();
    },
  };
}

function uriOf(text: string): vscode.Uri {
  return vscode.Uri.parse(text);
}
