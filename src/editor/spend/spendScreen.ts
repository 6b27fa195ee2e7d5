import * as vscode from 'vscode';
import { type SpendHostMessage, type SpendMessage, spendMessage } from '../../protocol/spend.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { today } from '../../node/clock.ts';
import { commandIds } from '../base/commandIds.ts';
import { eachNewDay } from '../base/eachNewDay.ts';
import type { JobCommands } from '../jobs/jobCommands.ts';
import { type LazySession, onDidChangeJobs } from '../session/lazySession.ts';
import { onDidChangeSettings } from '../base/settings.ts';
import { Screen } from '../webview/screen.ts';
import type { BalanceKeys } from './balanceKeys.ts';
import { createBalanceReader } from './balanceReading.ts';
import { repositoryFacts } from './repositoryFacts.ts';
import { countClips, spendTotal } from '../../shots/repositorySpend.ts';
import { repositorySpendView } from '../../views/repositorySpendView.ts';
import { type SpendChoice, spendView } from '../../views/spendView.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { spendFacts } from './spendFacts.ts';
import { spendStrings } from '../../words/spendStrings.ts';

export interface SpendScreenParts {
  readonly context: vscode.ExtensionContext;
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly balanceKeys: BalanceKeys;
  readonly jobs: () => Promise<JobCommands>;
  readonly clips: () => Promise<ClipIndex>;
  readonly onDidChangeClips: vscode.Event<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/** The editor tab that shows what was spent, by whom it was charged and what the caps leave. */
export interface SpendScreen {
  dispose(): void;
  reveal(): void;
  /** Asks CometAPI, where a balance key is stored. */
  refreshBalance(): Promise<void>;
  readonly onDidDispose: vscode.Event<void>;
}

const rowsPerPage = 100;
/** Changes come in bursts, and each makes several reads. */
const gatherMs = 500;

const capSettings = {
  day: 'videoPrompt.budget.perDayUsd',
  month: 'videoPrompt.budget.perMonthUsd',
  workspace: 'videoPrompt.budget.perWorkspacePerMonthUsd',
} as const;

export function showSpendScreen(parts: SpendScreenParts, panel: vscode.WebviewPanel): SpendScreen {
  const { context, session, balanceKeys } = parts;
  let choice: SpendChoice = { view: 'computer', month: undefined, shown: rowsPerPage };
  const balance = createBalanceReader(balanceKeys, () => void show());
  const screen = new Screen<SpendMessage, SpendHostMessage>(panel, {
    extensionUri: context.extensionUri,
    name: 'spend',
    title: vscode.l10n.t('Video Prompt: Spend'),
    data: spendStrings(),
    schema: spendMessage,
    state: async () => {
      const clips = await parts.clips();
      if (choice.view === 'repository')
        return { kind: 'spend', state: repositorySpendView(await repositoryFacts(clips, choice.shown)) };
      const { kept } = spendTotal(countClips(await clips.all()));
      const facts = await spendFacts(await session.open(), choice, balance.reading, kept);
      return { kind: 'spend', state: spendView(facts) };
    },
    gatherMs,
    opened: async (message) => {
      // The page remembers over a reload of the window; while it was only hidden the host knows better.
      if (!screen.wasHidden)
        choice = {
          view: message.view ?? 'computer',
          month: message.month,
          shown: message.shown ?? rowsPerPage,
        };
      await balance.look();
    },
    receive,
    report: parts.report,
  });
  const show = () => screen.show();

  const month = () => choice.month ?? today().slice(0, 7);

  async function choose(next: Partial<SpendChoice>): Promise<void> {
    choice = { ...choice, ...next };
    await show();
  }

  async function receive(message: Exclude<SpendMessage, { kind: 'ready' }>): Promise<void> {
    switch (message.kind) {
      case 'chooseView':
        await choose({ view: message.view, shown: rowsPerPage });
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

  screen.add(
    balance,
    eachNewDay(() => screen.showSoon()),
    onDidChangeJobs(session, () => screen.showSoon()),
    parts.onDidChangeClips(() => screen.showSoon()),
    balanceKeys.onDidChange(() => void balance.look()),
    onDidChangeSettings(() => void balance.look().then(show)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => screen.showSoon()),
  );

  return {
    reveal: () => screen.reveal(),
    refreshBalance: () => balance.refresh(month()),
    onDidDispose: screen.onDidDispose,
    dispose: () => screen.dispose(),
  };
}
