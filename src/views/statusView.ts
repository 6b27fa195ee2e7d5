import * as l10n from '@vscode/l10n';
import { type Caps, type CapTotals, isAnyCapReached } from '../core/budget.ts';
import { type Job, slotStates } from '../core/job.ts';
import type { SpendTotals } from '../core/ledger.ts';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import type { Pause } from '../core/pause.ts';
import { stateWords, titleOf } from '../words/jobWords.ts';
import { isPausedByUser } from '../core/pause.ts';
import { pauseWords } from '../words/pauseWords.ts';
import { besideSpend } from '../words/priceWords.ts';

const shownJobs = 8;

export interface StatusFacts {
  readonly totals: CapTotals;
  readonly caps: Caps;
  /** The jobs that have not ended. */
  readonly jobs: readonly Job[];
  readonly pauses: readonly Pause[];
}

/** The item of the status bar: spend today, and what runs; its tooltip says the rest. */
export function statusView({ totals, caps, jobs, pauses }: StatusFacts) {
  const { day, month } = totals;
  const active = jobs.filter(({ state }) => state !== 'stored');
  const running = active.filter(({ state }) => slotStates.includes(state) || state === 'downloading').length;
  const spent = formatUsd(day.spentMicroUsd);
  const amount = `${spent}${day.unknownCount > 0 ? ' + ?' : ''}`;
  const isPaused = isPausedByUser(pauses);
  return {
    text: isPaused
      ? { icon: 'debug-pause', text: `${l10n.t('Paused')} · ${amount}` }
      : running > 0
        ? { icon: 'loading~spin', text: `${running} · ${amount}` }
        : { icon: 'device-camera-video', text: amount },
    accessibilityLabel: isPaused
      ? l10n.t('Video Prompt: paused, {0} spent today', spent)
      : running > 0
        ? l10n.t('Video Prompt: {0} spent today, {1} rendering', spent, running)
        : l10n.t('Video Prompt: {0} spent today', spent),
    isWarning: isAnyCapReached(caps, totals),
    tooltip: [
      { strong: 'Video Prompt' },
      sumLine(l10n.t('Today'), day, caps.dayMicroUsd),
      sumLine(l10n.t('This month'), month, caps.monthMicroUsd),
      pauseWords(pauses) ?? '',
      ...active.slice(0, shownJobs).map((job) => `${titleOf(job, 50)} — ${stateWords(job)}`),
      active.length > shownJobs ? l10n.t('and {0} more', active.length - shownJobs) : '',
    ],
  };
}

/** `Today: $0.64 of $20.00 · $0.32 reserved` */
function sumLine(label: string, totals: SpendTotals, cap: MicroUsd | undefined): string {
  const of = cap === undefined ? '' : ` ${l10n.t('of {0}', formatUsd(cap))}`;
  const beside = besideSpend(totals);
  return `${label}: ${formatUsd(totals.spentMicroUsd)}${of}${beside === '' ? '' : ` · ${beside}`}`;
}
