import * as vscode from 'vscode';
import { isSample, type Job, type JobState } from '../../core/job.ts';
import { actionsOf, contextValue } from '../../core/jobActions.ts';
import { actionLabel } from '../../words/actionWords.ts';
import { treeItem } from '../base/show/tree.ts';
import { clipNotes } from '../../words/clipDifferenceWords.ts';
import { failureWords } from '../../words/failureWords.ts';
import { clipWords, requestWords, stateWords, titleOf } from '../../words/jobWords.ts';
import { quoteWords } from '../../words/priceWords.ts';

/** A job as a row of the jobs view. */
export function jobTreeItem(job: Job): vscode.TreeItem {
  const price = isSample(job) ? vscode.l10n.t('Sample') : quoteWords(job.quote);
  // How the take stands to its words is marked here as in the explorer.
  const isTake = job.source !== undefined && job.state === 'saved';
  const open = { command: 'videoPrompt.job.open', title: actionLabel('open').label, arguments: [job] };
  return treeItem({
    id: job.id,
    label: titleOf(job),
    description: [price, stateWords(job)].join(' · '),
    icon: iconOf(job.state),
    contextValue: contextValue(job),
    ...(isTake && job.clip?.uri !== undefined ? { resourceUri: vscode.Uri.parse(job.clip.uri) } : {}),
    tooltip: tooltipOf(job),
    accessibilityLabel: `${titleOf(job)}, ${stateWords(job)}`,
    ...(actionsOf(job).includes('open') ? { command: open } : {}),
  });
}

function iconOf(state: JobState): vscode.ThemeIcon {
  const colored = (icon: string, color: string) => new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  switch (state) {
    case 'queued':
      return new vscode.ThemeIcon('clock');
    case 'submitting':
    case 'running':
    case 'downloading':
      return new vscode.ThemeIcon('loading~spin');
    case 'stored':
      return new vscode.ThemeIcon('archive');
    case 'saved':
      return colored('check', 'testing.iconPassed');
    case 'failed':
      return colored('error', 'testing.iconFailed');
    case 'uncertain':
      return colored('question', 'list.warningForeground');
    case 'stopped':
      return new vscode.ThemeIcon('debug-pause');
    case 'cancelled':
    case 'forgotten':
      return new vscode.ThemeIcon('circle-slash');
  }
}

function tooltipOf(job: Job): readonly string[] {
  const { request } = job;
  return [
    titleOf(job, 400),
    [request.model, ...requestWords(request), quoteWords(job.quote)].join(' · '),
    stateWords(job),
    clipWords(job),
    ...clipNotes(job),
    job.failure === undefined ? '' : failureWords(job.failure).title,
    job.failure?.providerMessage ?? '',
  ];
}
