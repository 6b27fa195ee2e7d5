import * as vscode from 'vscode';
import { keptCost } from '../../core/keptCost.ts';
import { type SpendHostMessage, type SpendMessage, spendMessage } from '../../protocol/spend.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { systemClock } from '../../node/clock.ts';
import { coalesced } from '../base/coalesced.ts';
import { commandIds } from '../base/commandIds.ts';
import { disposeAll } from '../base/disposeAll.ts';
import type { JobCommands } from '../jobs/jobCommands.ts';
import { type LazySession, onDidChangeJobs } from '../session/lazySession.ts';
import { onDidChangeSettings } from '../base/settings.ts';
import { openTab } from '../base/show/tab.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';
import type { BalanceKeys } from './balanceKeys.ts';
import { createBalanceReader } from './balanceReading.ts';
import { type SpendChoice, spendView } from '../../views/spendView.ts';
import { spendFacts } from './spendFacts.ts';
import { spendStrings } from '../../words/spendStrings.ts';

export interface SpendScreenParts {
  readonly context: vscode.ExtensionContext;
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly balanceKeys: BalanceKeys;
  readonly jobs: () => Promise<JobCommands>;
  /** The sidecars of each shot's takes in this workspace. */
  readonly shots: () => Promise<Parameters<typeof keptCost>[0]>;
  readonly onDidChangeShots: vscode.Event<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/** The editor tab that shows what was spent, by whom it was charged and what the caps leave. */
export interface SpendScreen extends vscode.Disposable {
  reveal(): void;
  /** Asks CometAPI, where a balance key is stored. */
  refreshBalance(): Promise<void>;
  readonly onDidDispose: vscode.Event<void>;
}

const rowsPerPage = 100;
/** Changes come in bursts, and each makes several reads. */
const gatherMs = 500;
/** The day's sum starts anew at midnight, also where nothing happens. */
const dayCheckMs = 60_000;

const capSettings = {
  day: 'videoPrompt.budget.perDayUsd',
  month: 'videoPrompt.budget.perMonthUsd',
  workspace: 'videoPrompt.budget.perWorkspacePerMonthUsd',
} as const;

export function createSpendPanel(): vscode.WebviewPanel {
  return openTab('videoPrompt.spend', vscode.l10n.t('Video Prompt: Spend'));
}

export function showSpendScreen(parts: SpendScreenParts, panel: vscode.WebviewPanel): SpendScreen {
  const { context, session, balanceKeys } = parts;
  const { webview } = panel;
  let choice: SpendChoice = { month: undefined, shown: rowsPerPage };
  let isReady = false;
  let isStale = false;
  let isShowing = false;
  let wasHidden = false;

  dress(context, panel);
  const balance = createBalanceReader(balanceKeys, () => void show());
  const canShow = () => isReady;

  /** One state at a time; what changes meanwhile makes one more. */
  async function show(): Promise<void> {
    isStale = true;
    if (isShowing || !canShow()) return;
    isShowing = true;
    try {
      while (isStale && canShow()) {
        isStale = false;
        const kept = keptCost(await parts.shots());
        const state = spendView(await spendFacts(await session.open(), choice, balance.reading, kept));
        // It may have been hidden or closed meanwhile.
        if (canShow()) void webview.postMessage({ kind: 'spend', state } satisfies SpendHostMessage);
      }
    } catch (error) {
      void parts.report(error);
    } finally {
      isShowing = false;
    }
  }

  const today = () => systemClock.localDay(systemClock.now());
  const month = () => choice.month ?? today().slice(0, 7);

  async function choose(next: Partial<SpendChoice>): Promise<void> {
    choice = { ...choice, ...next };
    await show();
  }

  async function receive(message: SpendMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        // The webview remembers over a reload of the window; while it was only hidden the host knows better.
        if (!wasHidden) choice = { month: message.month, shown: message.shown ?? rowsPerPage };
        await balance.look();
        await show();
        return;
      case 'chooseMonth':
        await choose({ month: message.month, shown: rowsPerPage });
        return;
      case 'showMore':
        await choose({ shown: choice.shown + rowsPerPage });
        return;
      case 'openJob':
        await openJob(message.job);
        return;
      case 'changeCap':
        await vscode.commands.executeCommand('workbench.action.openSettings', capSettings[message.cap]);
        return;
      case 'command':
        await runCommand(message.command);
        return;
    }
  }

  async function runCommand(command: Extract<SpendMessage, { kind: 'command' }>['command']): Promise<void> {
    switch (command) {
      case 'openPanel':
        await vscode.commands.executeCommand(commandIds.openPanel);
        return;
      case 'exportCsv':
        await vscode.commands.executeCommand(commandIds.exportSpend);
        return;
      case 'setBalanceKey':
        await vscode.commands.executeCommand(commandIds.setBalanceKey);
        return;
      case 'removeBalanceKey':
        await vscode.commands.executeCommand(commandIds.removeBalanceKey);
        return;
      case 'refreshBalance':
        await balance.refresh(month());
        return;
    }
  }

  /** The clip where there is one, else the job among the others. */
  async function openJob(id: string): Promise<void> {
    const job = await (await session.open()).store.get(id);
    const hasClip = job?.clip !== undefined && (job.state === 'saved' || job.state === 'stored');
    if (hasClip) await (await parts.jobs()).run('open', id);
    else await vscode.commands.executeCommand(commandIds.showJobs);
  }

  const showing = coalesced(() => void show(), gatherMs);
  let day = today();
  const dayTimer = setInterval(() => {
    if (day === today()) return;
    day = today();
    showing.call();
  }, dayCheckMs);
  const subscriptions: vscode.Disposable[] = [
    showing,
    { dispose: () => clearInterval(dayTimer) },
    balance,
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = spendMessage.safeParse(raw);
      if (!message.success) return;
      receive(message.data).catch((error: unknown) => void parts.report(error));
    }),
    onDidChangeJobs(session, () => showing.call()),
    parts.onDidChangeShots(() => showing.call()),
    balanceKeys.onDidChange(() => void balance.look()),
    onDidChangeSettings(() => void balance.look().then(show)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => showing.call()),
  ];
  const all = disposeAll(subscriptions);
  panel.onDidDispose(() => {
    isReady = false;
    all.dispose();
  });
  panel.onDidChangeViewState(() => {
    // A hidden webview is gone; when it is shown again it loads anew and says so.
    if (panel.visible) return;
    isReady = false;
    wasHidden = true;
  });

  return {
    reveal: () => panel.reveal(),
    refreshBalance: () => balance.refresh(month()),
    onDidDispose: panel.onDidDispose,
    dispose() {
      panel.dispose();
    },
  };
}

function dress({ extensionUri }: vscode.ExtensionContext, panel: vscode.WebviewPanel): void {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  panel.iconPath = {
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
    light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
  };
  webview.html = webviewHtml({
    extensionUri,
    webview,
    name: 'spend',
    title: vscode.l10n.t('Video Prompt: Spend'),
    data: spendStrings(),
  });
}
