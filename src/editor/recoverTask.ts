import * as vscode from 'vscode';
import { defaultModelId, findModel } from '../core/catalogue/catalogue.ts';
import { completeRequest } from '../core/defaults.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import type { VideoRequest } from '../core/request.ts';
import { isTaskId } from '../core/taskId.ts';
import type { FoundTask } from '../engine/recover.ts';
import type { ApiKeys } from './apiKeys.ts';
import { commandIds } from './commandIds.ts';
import { chooseOutput, workspaceKey } from './output.ts';
import type { LazySession } from './lazySession.ts';
import type { Session } from './session.ts';
import { askForApiKey } from './setApiKey.ts';
import { apiOrigin } from './settings.ts';
import { askForText } from './show/inputs.ts';
import { modal, notify } from './show/messages.ts';
import { showProgress } from './show/progress.ts';
import { failureCodeWords, failureWords } from './words/failureWords.ts';
import { stateWords } from './words/jobWords.ts';

export interface RecoverParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
}

/**
 * *Recover by Task ID*: takes a task id from anywhere, shows what the provider says of it, and only then watches it:
 * as the uncertain job it was looked for, or as a job of its own. Spends nothing. Throws VideoPromptError.
 */
export async function recoverTask({ session, keys }: RecoverParts, uncertain?: Job): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new VideoPromptError(
      'workspace.untrusted',
      vscode.l10n.t('This workspace is not trusted, so no clip is saved into it. Trust it first.'),
    );
  }
  const origin = uncertain?.origin ?? apiOrigin().origin;
  if ((await keys.get(origin)) === undefined && !(await askForApiKey(keys, origin))) return;
  const taskId = await askForTaskId();
  if (taskId === undefined) return;
  const opened = await session.open();
  const task = await lookUp(opened, origin, taskId);
  if (task === undefined) return;
  if (task.job !== undefined) {
    await showKnown(opened, task.job);
    return;
  }
  if (!(await confirm(task, uncertain))) return;
  if (uncertain !== undefined) await opened.engine.recover(uncertain.id, task);
  else if (!(await adopt(opened, task))) return;
  await vscode.commands.executeCommand(commandIds.showJobs);
}

async function askForTaskId(): Promise<string | undefined> {
  const typed = await askForText({
    title: vscode.l10n.t('Recover a clip by its task ID'),
    prompt: vscode.l10n.t('The ID of the task, as the CometAPI console or another tool shows it.'),
    placeHolder: 'task_…',
    validateInput: (text) =>
      text.trim() === '' || isTaskId(text.trim())
        ? undefined
        : vscode.l10n.t('A task ID has no spaces and no slashes, and at most 1,024 characters.'),
  });
  const taskId = typed?.trim();
  return taskId === undefined || taskId === '' ? undefined : taskId;
}

async function lookUp(session: Session, origin: string, taskId: string): Promise<FoundTask | undefined> {
  const title = vscode.l10n.t('Asking CometAPI for {0}…', taskId);
  try {
    return await showProgress({ title }, () => session.engine.lookUp(origin, taskId));
  } catch (error) {
    if (!(error instanceof VideoPromptError) || error.code === 'key.missing') throw error;
    const words = failureCodeWords(error.message) ?? vscode.l10n.t('CometAPI does not know this task');
    const said = error.providerMessage === undefined ? '' : ` “${error.providerMessage}”`;
    throw new VideoPromptError(error.code, vscode.l10n.t('{0}: {1}.', taskId, `${words}${said}`), {
      cause: error,
    });
  }
}

async function showKnown({ engine }: Session, job: Job): Promise<void> {
  const watch = vscode.l10n.t('Watch Again');
  const show = vscode.l10n.t('Show Jobs');
  const text = vscode.l10n.t('This task is a job here already: {0}.', stateWords(job));
  const buttons = job.state === 'stopped' ? [watch, show] : [show];
  const chosen = await notify.information(text, ...buttons);
  if (chosen === watch) await engine.resume(job.id);
  if (chosen !== undefined) await vscode.commands.executeCommand(commandIds.showJobs);
}

async function confirm(task: FoundTask, uncertain: Job | undefined): Promise<boolean> {
  const go = task.status.kind === 'done' ? vscode.l10n.t('Get the Clip') : vscode.l10n.t('Watch It');
  const detail = [
    modelWords(task),
    statusWords(task),
    uncertain === undefined
      ? vscode.l10n.t('It is added as a job. Nothing new is bought; what it cost is not known here.')
      : vscode.l10n.t('The uncertain job becomes this task. Nothing new is bought.'),
  ];
  const title = vscode.l10n.t('CometAPI knows {0}', task.taskId);
  return (await modal.information(title, detail, go)) === go;
}

function modelWords({ model }: FoundTask): string {
  if (model === undefined) return vscode.l10n.t('Model: not told');
  return vscode.l10n.t('Model: {0}', findModel(model)?.label ?? model);
}

function statusWords({ status }: FoundTask): string {
  switch (status.kind) {
    case 'running':
      return status.progress === undefined
        ? vscode.l10n.t('State: rendering')
        : vscode.l10n.t('State: rendering, {0} %', Math.round(status.progress));
    case 'done':
      return vscode.l10n.t('State: finished');
    case 'failed':
      return vscode.l10n.t('State: failed. {0}', failureWords(status.failure).title);
  }
}

/** False: the person closed the question for the place. */
async function adopt(session: Session, task: FoundTask): Promise<boolean> {
  const request = requestOf(task);
  const output = await chooseOutput({ ...request, prompt: `recovered ${task.taskId}` }, { mayAsk: true });
  if (output === undefined) return false;
  await session.engine.adopt(task, { output, workspaceKey: workspaceKey(), request });
  return true;
}

/** The prompt and the length of a task from elsewhere are not known; both stay empty. */
function requestOf({ model: id }: FoundTask): VideoRequest {
  const model = findModel(id ?? '') ?? findModel(defaultModelId);
  if (model === undefined)
    throw new VideoPromptError('request.invalid', 'The catalogue is empty.', { field: 'model' });
  return { ...completeRequest({ prompt: '', images: [] }, model), model: id ?? '', seconds: 0 };
}
