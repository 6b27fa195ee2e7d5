import * as vscode from 'vscode';
import { type Caps, isAnyCapReached } from '../core/budget.ts';
import { formatUsd } from '../core/money.ts';
import { slotStates } from '../core/job.ts';
import { systemClock } from './clock.ts';
import { coalesced } from './coalesced.ts';
import { disposeAll } from './disposeAll.ts';
import type { LazySession } from './lazySession.ts';
import { workspaceKey } from './output.ts';
import type { Session } from './session.ts';
import { engineSettings, onDidChangeSettings } from './settings.ts';
import { stateWords, titleOf } from './words/jobWords.ts';
import { isPausedByUser, pauseWords } from './words/pauseWords.ts';
import { besideSpend } from './words/priceWords.ts';

const shownJobs = 8;
/** The day's sum starts anew at midnight, also in a window where nothing happens. */
const dayCheckMs = 60_000;

/** One item on the left: spend today, and what runs. Hidden until the extension is used. */
export function registerStatusBar(session: LazySession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('spend', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Video Prompt: Spend');
  item.command = 'videoPrompt.showSpend';
  const listening: vscode.Disposable[] = [];
  const updating = coalesced(() => {
    // A database that is busy for long is asked again at the next change.
    if (session.current !== undefined) update(item, session.current).catch(() => undefined);
  }, 50);
  const refresh = () => {
    updating.call();
  };
  const listen = () => {
    const { current } = session;
    if (current === undefined) return;
    let day = today();
    const timer = setInterval(() => {
      if (day === today()) return;
      day = today();
      refresh();
    }, dayCheckMs);
    listening.push(current.engine.onDidChangeJob(refresh), current.engine.onDidChange(refresh), {
      dispose: () => clearInterval(timer),
    });
    refresh();
  };
  return vscode.Disposable.from(
    item,
    updating,
    session.onDidOpen(listen),
    onDidChangeSettings(refresh),
    disposeAll(listening),
  );
}

const today = () => systemClock.localDay(systemClock.now());

async function update(item: vscode.StatusBarItem, { engine, store }: Session): Promise<void> {
  const totals = await store.totals(today(), workspaceKey());
  const jobs = engine.active().filter(({ state }) => state !== 'stored');
  const running = jobs.filter(({ state }) => slotStates.includes(state) || state === 'downloading');
  const spent = formatUsd(totals.day.spentMicroUsd);
  const unknown = totals.day.unknownCount > 0 ? ' + ?' : '';
  const pauses = engine.pauses();
  const isPaused = isPausedByUser(pauses);
  item.text = isPaused
    ? `$(debug-pause) ${vscode.l10n.t('Paused')} · ${spent}${unknown}`
    : running.length > 0
      ? `$(loading~spin) ${running.length} · ${spent}${unknown}`
      : `$(device-camera-video) ${spent}${unknown}`;
  item.accessibilityInformation = {
    label: isPaused
      ? vscode.l10n.t('Video Prompt: paused, {0} spent today', spent)
      : running.length > 0
        ? vscode.l10n.t('Video Prompt: {0} spent today, {1} rendering', spent, running.length)
        : vscode.l10n.t('Video Prompt: {0} spent today', spent),
    role: 'button',
  };
  const caps = safeCaps();
  item.backgroundColor =
    caps !== undefined && isAnyCapReached(caps, totals)
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;

  const tooltip = new vscode.MarkdownString(undefined, true);
  const line = (label: string, amount: number, cap: number | undefined, beside: string) => {
    const of = cap === undefined ? '' : ` ${vscode.l10n.t('of {0}', formatUsd(cap))}`;
    tooltip
      .appendText(`${label}: ${formatUsd(amount)}${of}${beside === '' ? '' : ` · ${beside}`}`)
      .appendMarkdown('\n\n');
  };
  tooltip.appendMarkdown('**Video Prompt**\n\n');
  line(vscode.l10n.t('Today'), totals.day.spentMicroUsd, caps?.dayMicroUsd, besideSpend(totals.day));
  line(
    vscode.l10n.t('This month'),
    totals.month.spentMicroUsd,
    caps?.monthMicroUsd,
    besideSpend(totals.month),
  );
  const resting = pauseWords(pauses);
  if (resting !== undefined) tooltip.appendText(resting).appendMarkdown('\n\n');
  for (const job of jobs.slice(0, shownJobs)) {
    tooltip.appendText(`${titleOf(job, 50)} — ${stateWords(job)}`).appendMarkdown('\n\n');
  }
  if (jobs.length > shownJobs) tooltip.appendText(vscode.l10n.t('and {0} more', jobs.length - shownJobs));
  item.tooltip = tooltip;
  item.show();
}

function safeCaps(): Caps | undefined {
  try {
    return engineSettings().caps;
  } catch {
    // A setting that cannot be read is told where it stops a submission.
    return undefined;
  }
}
