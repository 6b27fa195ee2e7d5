import * as vscode from 'vscode';
import { defaultModel } from '../../core/catalogue/catalogue.ts';
import type { DialectId } from '../../core/catalogue/model.ts';
import { completeRequest } from '../../core/defaults.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { type Job, sampleOrigin } from '../../core/job.ts';
import type { Market } from '../../core/market.ts';
import type { VideoRequest } from '../../core/request.ts';
import { isTaskId } from '../../core/taskId.ts';
import { type FoundTask, recoveryWay, type RecoveryWay } from '../../engine/recover.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { commandIds } from '../base/commandIds.ts';
import { chooseOutput } from '../workspace/output.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { askForApiKey } from '../submitting/setApiKey.ts';
import { apiOrigin } from '../base/settings.ts';
import { askForText } from '../base/show/inputs.ts';
import { modal, notify } from '../base/show/messages.ts';
import { showProgress } from '../base/show/progress.ts';
import { requireTrust } from '../base/trust.ts';
import { foundWords, goWords, missedWords } from '../../words/taskWords.ts';

export interface RecoverParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
}

/**
 * *Recover by Task ID*: takes a task id from anywhere, shows what the provider says of it, and only then watches it: as
 * the job it was looked up for, as the job that has it already, or as a job of its own. Spends nothing. Every answer has
 * a way on: another id, another family of endpoints, another key. Throws VideoPromptError.
 */
export async function recoverTask({ session, keys }: RecoverParts, target?: Job): Promise<void> {
  requireTrust('writes');
  const origin = target?.origin ?? apiOrigin().origin;
  const needsKey = origin !== sampleOrigin && (await keys.get(origin)) === undefined;
  if (needsKey && !(await askForApiKey(keys, origin))) return;
  const opened = await session.open();
  const search = { session: opened, keys, origin, target };
  let taskId = target?.taskId ?? (await askForTaskId());
  while (taskId !== undefined) {
    const end = await follow(search, taskId);
    if (end === 'recovered') await vscode.commands.executeCommand(commandIds.showJobs);
    if (end !== 'otherId') return;
    taskId = await askForTaskId();
  }
}

interface Search {
  readonly session: Session;
  readonly keys: ApiKeys;
  readonly origin: string;
  readonly target: Job | undefined;
}

type End = 'recovered' | 'closed' | 'otherId';

/** Looks for one id in one family of endpoints after the other, as long as the person wants. */
async function follow(search: Search, taskId: string): Promise<End> {
  const seen: FoundTask[] = [];
  for (;;) {
    const tried = seen.map(({ dialect }) => dialect);
    const found = await lookUp(search, taskId, tried);
    if (found === 'closed' || found === 'otherId') return found;
    // Nothing more: back to the first one that knew it.
    if (found === 'back') seen.length = 0;
    if (found === 'back' || found === 'again') continue;
    const chosen = await decide(search, found);
    if (chosen === 'elsewhere') seen.push(found);
    else return chosen;
  }
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

async function lookUp(
  { session, keys, origin }: Search,
  taskId: string,
  tried: readonly DialectId[],
): Promise<FoundTask | 'again' | 'back' | Exclude<End, 'recovered'>> {
  const title = vscode.l10n.t('Asking CometAPI for {0}…', taskId);
  try {
    return await showProgress({ title }, () => session.engine.lookUp(origin, taskId, tried));
  } catch (error) {
    // What is wrong here, and not there, is told as it is: a busy database says nothing about the task.
    const isAnswer =
      error instanceof VideoPromptError &&
      (error.code === 'provider.error' || error.code === 'network.unreachable');
    if (!isAnswer) throw error;
    const again = vscode.l10n.t('Try Again');
    const other = vscode.l10n.t('Other Task ID…');
    const back = vscode.l10n.t('Go Back');
    const setKey = vscode.l10n.t('Set API Key…');
    // The task may belong to another key of the person's.
    const isAboutKey = origin !== sampleOrigin && /\.(key|taskUnknown)$/.test(error.failureCode ?? '');
    const buttons = tried.length > 0 ? [back, other] : [again, other, ...(isAboutKey ? [setKey] : [])];
    const words = missedWords(error, taskId, tried);
    switch (await notify.error(words, ...buttons)) {
      case again:
        return 'again';
      case back:
        return 'back';
      case other:
        return 'otherId';
      case setKey:
        return (await askForApiKey(keys, origin)) ? 'again' : 'closed';
      default:
        return 'closed';
    }
  }
}

/** Shows what was found and what would become of it. */
async function decide(search: Search, task: FoundTask): Promise<End | 'elsewhere'> {
  const way = recoveryWay(task, search.target);
  const go = goWords(way, task);
  const elsewhere = vscode.l10n.t('Look in Another Family');
  const other = vscode.l10n.t('Other Task ID…');
  const chosen = await modal.information(
    vscode.l10n.t('CometAPI knows {0}', task.taskId),
    foundWords(way, task),
    ...(go === undefined ? [] : [go]),
    elsewhere,
    other,
  );
  if (chosen === elsewhere) return 'elsewhere';
  if (chosen === other) return 'otherId';
  return chosen === undefined ? 'closed' : await take(search, task, way);
}

async function take({ session, target }: Search, task: FoundTask, way: RecoveryWay): Promise<End> {
  switch (way) {
    case 'give':
      if (target !== undefined) await session.engine.recover(target.id, task);
      return 'recovered';
    case 'again':
      if (task.job !== undefined) await session.engine.recover(task.job.id, task);
      return 'recovered';
    case 'adopt':
      return (await adopt(session, task)) ? 'recovered' : 'closed';
    case 'show':
      return 'recovered';
    case 'nothing':
      return 'closed';
  }
}

/** False: the person closed the question for the place. */
async function adopt(session: Session, task: FoundTask): Promise<boolean> {
  const request = requestOf(task, session.market);
  const output = await chooseOutput({ ...request, prompt: `recovered ${task.taskId}` }, { mayAsk: true });
  if (output === undefined) return false;
  const workspaceKey = await session.folders.keyOf(output.workspaceFolderUri);
  await session.engine.adopt(task, { output, workspaceKey, request });
  return true;
}

/** The prompt and the length of a task from elsewhere are not known; both stay empty. */
function requestOf({ model: id = '' }: FoundTask, { find }: Market): VideoRequest {
  const model = find(id) ?? defaultModel;
  return { ...completeRequest({ prompt: '', images: [] }, model), model: id, seconds: 0 };
}
