import * as vscode from 'vscode';
import { isAnyCapReached } from '../../core/budget.ts';
import { formatUsd } from '../../core/money.ts';
import { slotStates } from '../../core/job.ts';
import { systemClock } from '../../node/clock.ts';
import { coalesced } from '../base/coalesced.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import { disposeAll } from '../base/disposeAll.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { onDidChangeSettings, safeCaps } from '../base/settings.ts';
import { withIcon } from '../base/show/shown.ts';
import { createStatusItem, type StatusItem } from '../base/show/statusItem.ts';
import { stateWords, titleOf } from '../../words/jobWords.ts';
import { isPausedByUser, pauseWords } from '../../words/pauseWords.ts';
import { besideSpend } from '../../words/priceWords.ts';

const shownJobs = 8;
/** The day's sum starts anew at midnight, also in a window where nothing happens. */
const dayCheckMs = 60_000;

/** One item on the left: spend today, and what runs. Hidden until the extension is used. */
export function registerStatusBar(session: LazySession): vscode.Disposable {
  const item = createStatusItem('spend', vscode.l10n.t('Video Prompt: Spend'), 'videoPrompt.showSpend');
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

async function update(item: StatusItem, session: Session): Promise<void> {
  const { engine } = session;
  const { totals } = await fullestTotals(session);
  const jobs = engine.active().filter(({ state }) => state !== 'stored');
  const running = jobs.filter(({ state }) => slotStates.includes(state) || state === 'downloading');
  const spent = formatUsd(totals.day.spentMicroUsd);
  const unknown = totals.day.unknownCount > 0 ? ' + ?' : '';
  const pauses = engine.pauses();
  const isPaused = isPausedByUser(pauses);
  const caps = safeCaps();
  const line = (label: string, amount: number, cap: number | undefined, beside: string) => {
    const of = cap === undefined ? '' : ` ${vscode.l10n.t('of {0}', formatUsd(cap))}`;
    return `${label}: ${formatUsd(amount)}${of}${beside === '' ? '' : ` · ${beside}`}`;
  };
  const { day, month } = totals;
  item.show({
    text: isPaused
      ? withIcon('debug-pause', `${vscode.l10n.t('Paused')} · ${spent}${unknown}`)
      : running.length > 0
        ? withIcon('loading~spin', `${running.length} · ${spent}${unknown}`)
        : withIcon('device-camera-video', `${spent}${unknown}`),
    accessibilityLabel: isPaused
      ? vscode.l10n.t('Video Prompt: paused, {0} spent today', spent)
      : running.length > 0
        ? vscode.l10n.t('Video Prompt: {0} spent today, {1} rendering', spent, running.length)
        : vscode.l10n.t('Video Prompt: {0} spent today', spent),
    isWarning: caps !== undefined && isAnyCapReached(caps, totals),
    tooltip: [
      { strong: 'Video Prompt' },
      line(vscode.l10n.t('Today'), day.spentMicroUsd, caps?.dayMicroUsd, besideSpend(day)),
      line(vscode.l10n.t('This month'), month.spentMicroUsd, caps?.monthMicroUsd, besideSpend(month)),
      pauseWords(pauses) ?? '',
      ...jobs.slice(0, shownJobs).map((job) => `${titleOf(job, 50)} — ${stateWords(job)}`),
      jobs.length > shownJobs ? vscode.l10n.t('and {0} more', jobs.length - shownJobs) : '',
    ],
  });
}
