import * as vscode from 'vscode';
import type { Job } from '../core/job.ts';
import type { JobAction } from '../protocol/panel.ts';
import { isSample } from './words/jobWords.ts';

/** What can be done with a job now, most wanted first. */
export function actionsOf(job: Job): readonly JobAction[] {
  const actions: JobAction[] = [];
  const has = { task: job.taskId !== undefined && !isSample(job), failure: job.failure !== undefined };
  switch (job.state) {
    case 'queued':
      if (job.hold === 'confirm') actions.push('release');
      actions.push('cancel');
      break;
    case 'running':
    case 'downloading':
      actions.push('stop');
      break;
    case 'stored':
      actions.push('open', 'saveAs', 'useAgain');
      break;
    case 'saved':
      actions.push('open', 'reveal', 'useAgain');
      break;
    case 'failed':
    case 'cancelled':
    case 'forgotten':
      actions.push('useAgain');
      break;
    case 'uncertain':
      actions.push('forget');
      break;
    case 'stopped':
      if (job.taskId !== undefined) actions.push('resume');
      actions.push('forget');
      break;
    case 'submitting':
      break;
  }
  if (has.task) actions.push('copyTaskId');
  if (has.failure) actions.push('copyError');
  return actions;
}

/** The words that `when` clauses of the jobs view look for. */
export function contextValue(job: Job): string {
  const words: string[] = [job.state];
  if (job.hold === 'confirm') words.push('held');
  if (job.clip !== undefined && (job.state === 'stored' || job.state === 'saved')) words.push('clip');
  if (job.taskId !== undefined) words.push('task');
  if (job.failure !== undefined) words.push('failure');
  return words.join(' ');
}

export function actionLabel(action: JobAction): { readonly label: string; readonly icon: string } {
  switch (action) {
    case 'stop':
      return { label: vscode.l10n.t('Stop watching'), icon: 'debug-stop' };
    case 'cancel':
      return { label: vscode.l10n.t('Cancel'), icon: 'close' };
    case 'resume':
      return { label: vscode.l10n.t('Watch again'), icon: 'debug-continue' };
    case 'release':
      return { label: vscode.l10n.t('Submit now…'), icon: 'play' };
    case 'open':
      return { label: vscode.l10n.t('Open'), icon: 'go-to-file' };
    case 'openExternal':
      return { label: vscode.l10n.t('Open in system player'), icon: 'link-external' };
    case 'reveal':
      return { label: vscode.l10n.t('Reveal in explorer'), icon: 'folder-opened' };
    case 'useAgain':
      return { label: vscode.l10n.t('Use again'), icon: 'edit' };
    case 'copyTaskId':
      return { label: vscode.l10n.t('Copy task ID'), icon: 'copy' };
    case 'copyError':
      return { label: vscode.l10n.t('Copy error'), icon: 'output' };
    case 'saveAs':
      return { label: vscode.l10n.t('Save clip as…'), icon: 'save-as' };
    case 'forget':
      return { label: vscode.l10n.t('Forget…'), icon: 'trash' };
  }
}
