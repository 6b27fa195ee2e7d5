import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { mayBeAgain } from '../../core/jobAgain.ts';
import { remixSource } from '../../core/remix.ts';
import type { ActionView, JobAction } from '../../protocol/panel.ts';
import { isSample } from '../../words/jobWords.ts';

/** What can be done with a job now, most wanted first. */
export function actionsOf(job: Job): readonly JobAction[] {
  const actions: JobAction[] = [];
  const has = { task: job.taskId !== undefined && !isSample(job), failure: job.failure !== undefined };
  switch (job.state) {
    case 'queued':
      if (job.hold === 'key') actions.push('setKey');
      if (job.hold === 'confirm') actions.push('release');
      actions.push('cancel');
      break;
    case 'running':
    case 'downloading':
      actions.push(...wayOut(job), 'stop');
      break;
    case 'stored':
      actions.push(
        'open',
        'saveAs',
        ...(job.clip === undefined ? [] : (['extend'] as const)),
        'useAgain',
        ...remixing(job),
      );
      break;
    case 'saved':
      actions.push('open', 'reveal', 'extend', 'useAgain', ...remixing(job));
      break;
    case 'failed':
      actions.push(...wayOut(job), 'useAgain', ...recovering(job));
      break;
    case 'cancelled':
      actions.push(...wayOut(job), 'useAgain');
      break;
    case 'forgotten':
      actions.push(...recovering(job), ...wayOut(job), 'useAgain');
      break;
    case 'uncertain':
      actions.push(...recovering(job), ...(mayBeAgain(job) ? (['submitAgain'] as const) : []), 'forget');
      break;
    case 'stopped':
      if (job.taskId !== undefined) actions.push('resume');
      actions.push(...recovering(job), 'forget');
      break;
    case 'submitting':
      break;
  }
  if (job.request.prompt === '') remove(actions, 'useAgain');
  if (has.task) actions.push('copyTaskId');
  if (has.failure) actions.push('copyError');
  return actions;
}

/** What takes an obstacle away that no new request would (P9: one next step). */
function wayOut({ failure }: Job): readonly JobAction[] {
  if (failure?.class === 'key') return ['setKey'];
  return failure?.class === 'no-balance' ? ['openConsole'] : [];
}

function recovering(job: Job): readonly JobAction[] {
  return isRecoverable(job) ? ['recover'] : [];
}

/**
 * A task that may be found by its id: the job's own, which may stand otherwise by now or elsewhere than it was asked for,
 * or one that the person has to name. A chat has none.
 */
export function isRecoverable({ state, taskId, dialect }: Job): boolean {
  switch (state) {
    case 'uncertain':
    case 'forgotten':
      return taskId !== undefined || dialect !== 'chat';
    case 'stopped':
    case 'failed':
      return taskId !== undefined;
    default:
      return false;
  }
}

function remixing(job: Job): readonly JobAction[] {
  return remixSource(job) === undefined ? [] : ['remix'];
}

/** What was recovered by its task id has no request to use again. */
function remove(actions: JobAction[], unwanted: JobAction): void {
  const at = actions.indexOf(unwanted);
  if (at >= 0) actions.splice(at, 1);
}

/** The actions with their words; using a refused request again is called by what has to change in it. */
export function actionViews(job: Job): readonly ActionView[] {
  return actionsOf(job).map((action) => {
    const view = { action, ...actionLabel(action) };
    const label =
      action === 'useAgain' && job.state === 'failed'
        ? changeLabel(job)
        : action === 'recover' && job.taskId !== undefined
          ? vscode.l10n.t('Look up its task again…')
          : undefined;
    return label === undefined ? view : { ...view, label };
  });
}

function changeLabel({ failure }: Job): string | undefined {
  switch (failure?.class) {
    case 'prompt-refused':
    case 'output-filtered':
      return vscode.l10n.t('Change the prompt');
    case 'image-refused':
      return vscode.l10n.t('Change the images');
    case 'model-unavailable':
      return vscode.l10n.t('Choose another model');
    case 'request-invalid':
      return vscode.l10n.t('Change the request');
    default:
      return undefined;
  }
}

/** The words that `when` clauses of the jobs view look for. */
export function contextValue(job: Job): string {
  const words: string[] = [job.state];
  if (isRecoverable(job)) words.push('recoverable');
  if (job.hold === 'confirm') words.push('held');
  if (job.clip !== undefined && (job.state === 'stored' || job.state === 'saved')) words.push('clip');
  if (job.taskId !== undefined) words.push('task');
  if (mayBeAgain(job)) words.push('again');
  if (job.failure !== undefined) words.push('failure');
  if (remixSource(job) !== undefined) words.push('remixable');
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
    case 'extend':
      return { label: vscode.l10n.t('Extend from last frame'), icon: 'arrow-circle-right' };
    case 'remix':
      return { label: vscode.l10n.t('Remix…'), icon: 'wand' };
    case 'copyTaskId':
      return { label: vscode.l10n.t('Copy task ID'), icon: 'copy' };
    case 'copyError':
      return { label: vscode.l10n.t('Copy error'), icon: 'output' };
    case 'saveAs':
      return { label: vscode.l10n.t('Save clip as…'), icon: 'save-as' };
    case 'recover':
      return { label: vscode.l10n.t('Recover by task ID…'), icon: 'search' };
    case 'submitAgain':
      return { label: vscode.l10n.t('Submit again…'), icon: 'redo' };
    case 'setKey':
      return { label: vscode.l10n.t('Set API key…'), icon: 'key' };
    case 'openConsole':
      return { label: vscode.l10n.t('Open CometAPI console'), icon: 'link-external' };
    case 'forget':
      return { label: vscode.l10n.t('Forget…'), icon: 'trash' };
  }
}
