import * as l10n from '@vscode/l10n';
import { isSample, type Job, type JobState } from '../core/job.ts';
import { actionsOf, contextValue } from '../core/jobActions.ts';
import { actionLabel } from '../words/actionWords.ts';
import { askerWords } from '../words/askerWords.ts';
import { clipNotes } from '../words/clipDifferenceWords.ts';
import { failureWords } from '../words/failureWords.ts';
import { clipWords, requestWords, stateWords, titleOf } from '../words/jobWords.ts';
import { quoteWords } from '../words/priceWords.ts';

/** A job as a row of the jobs view. */
export function jobRow(job: Job) {
  const price = isSample(job) ? l10n.t('Sample') : quoteWords(job.quote);
  return {
    id: job.id,
    label: titleOf(job),
    description: [price, stateWords(job), ...(job.by === undefined ? [] : [askerWords(job.by)])].join(' · '),
    contextValue: contextValue(job),
    tooltip: tooltipOf(job),
    accessibilityLabel: `${titleOf(job)}, ${stateWords(job)}`,
    icon: iconOf(job.state),
    /** The label of the command that opens its clip; undefined: there is none. */
    open: actionsOf(job).includes('open') ? actionLabel('open').label : undefined,
    /** The clip of a take: it has the same mark here as in the explorer. */
    markedUri: job.source !== undefined && job.state === 'saved' ? job.clip?.uri : undefined,
  };
}

/** A codicon, and the theme's colour for it. */
function iconOf(state: JobState): { readonly id: string; readonly color?: string } {
  switch (state) {
    case 'queued':
      return { id: 'clock' };
    case 'submitting':
    case 'running':
    case 'downloading':
      return { id: 'loading~spin' };
    case 'stored':
      return { id: 'archive' };
    case 'saved':
      return { id: 'check', color: 'testing.iconPassed' };
    case 'failed':
      return { id: 'error', color: 'testing.iconFailed' };
    case 'uncertain':
      return { id: 'question', color: 'list.warningForeground' };
    case 'stopped':
      return { id: 'debug-pause' };
    case 'cancelled':
    case 'forgotten':
      return { id: 'circle-slash' };
  }
}

function tooltipOf(job: Job): readonly string[] {
  const { request } = job;
  return [
    titleOf(job, 400),
    [request.model, ...requestWords(request), quoteWords(job.quote)].join(' · '),
    stateWords(job),
    job.by === undefined ? '' : l10n.t('Asked for by a coding agent'),
    clipWords(job),
    ...clipNotes(job),
    job.failure === undefined ? '' : failureWords(job.failure).title,
    job.failure?.providerMessage ?? '',
  ];
}
