import * as vscode from 'vscode';
import {
  type TakesHostMessage,
  type TakesMessage,
  takesMessage,
  type TakesStrings,
} from '../../protocol/takes.ts';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import { nameTab, openTab } from '../base/show/tab.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import { pathRefusal } from '../workspace/workspaceFile.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';
import { placeAfter } from '../workspace/followMoves.ts';
import { keepTake } from './keepTake.ts';
import { takesState } from './takesState.ts';

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

  async function refresh(): Promise<void> {
    if (!isReady || place === undefined) return;
    const all = await takes();
    const states = new Map<RecordedClip, string | undefined>();
    const hidden = new Set<RecordedClip>();
    for (const take of all) {
      states.set(take, await stateOf?.(take));
      if ((await pathRefusal(uriOf(take.sidecarUri), uriOf(take.uri), 'clip')) !== undefined)
        hidden.add(take);
    }
    const state = takesState(all, {
      ...place,
      toWebview: (uri) => webview.asWebviewUri(uriOf(uri)).toString(),
      stateOf: (take) => states.get(take),
      mayShow: (take) => !hidden.has(take),
    });
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
      setPlace({ ...place, promptFile: placeAfter(place.promptFile, files) });
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

function takesStrings(): TakesStrings {
  return {
    none: vscode.l10n.t('No take was rendered yet. Render the shot from its prompt file.'),
    compare: vscode.l10n.t('Compare'),
    compareTake: vscode.l10n.t('Compare {0}'),
    showAll: vscode.l10n.t('Show all'),
    playTogether: vscode.l10n.t('Play together'),
    pause: vscode.l10n.t('Pause'),
    keep: vscode.l10n.t('Keep'),
    keepTake: vscode.l10n.t('Keep {0}'),
    kept: vscode.l10n.t('Kept'),
    stopKeeping: vscode.l10n.t('{0} is kept. Keep it no longer'),
    open: vscode.l10n.t('Open'),
    openTake: vscode.l10n.t('Open {0}'),
    reveal: vscode.l10n.t('Reveal in explorer'),
    revealTake: vscode.l10n.t('Reveal {0} in the explorer'),
    clipOf: vscode.l10n.t('Clip: {0}'),
    gone: vscode.l10n.t('The clip is gone'),
    sample: vscode.l10n.t('Sample'),
    differs: vscode.l10n.t('differs'),
    comparing: vscode.l10n.t('{0} takes side by side'),
  };
}
