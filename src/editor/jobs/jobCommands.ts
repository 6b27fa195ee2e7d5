import * as vscode from 'vscode';
import { say } from '../../core/errorText.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { Job } from '../../core/job.ts';
import { remixSource } from '../../core/remix.ts';
import type { RemixSource } from '../../core/request.ts';
import type { JobAction } from '../../protocol/panel.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { commandIds } from '../base/commandIds.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { copyLines } from '../base/show/clipboard.ts';
import { askWhereToSave } from '../base/show/inputs.ts';
import { modal } from '../base/show/messages.ts';
import type { Submit } from '../submitting/submit.ts';
import { requireTrustAt } from '../base/trust.ts';
import { failureReport } from '../../words/failureWords.ts';
import { titleOf } from '../../words/jobWords.ts';

/** Carries out an action on a job, for the jobs view, the panel and toasts alike. */
export interface JobCommands {
  run(action: JobAction, id: string): Promise<void>;
}

export interface JobCommandParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly submit: Submit;
  readonly useAgain: (job: Job) => Promise<void>;
  /** Starts a request whose first frame is the last one of the job's clip. */
  readonly extend: (job: Job) => Promise<void>;
}

export function createJobCommands(parts: JobCommandParts): JobCommands {
  return {
    async run(action, id) {
      const opened = await parts.session.open();
      const job = await opened.engine.get(id);
      if (job === undefined) throw new VideoPromptError('job.unknown', say('job.unknown'));
      await act(parts, opened, job, action);
    },
  };
}

async function act(parts: JobCommandParts, session: Session, job: Job, action: JobAction): Promise<void> {
  const { engine } = session;
  switch (action) {
    case 'stop':
      if (await mayStop(job)) await engine.stop(job.id);
      return;
    case 'cancel':
      await engine.cancel(job.id);
      return;
    case 'resume':
      await engine.resume(job.id);
      return;
    case 'release':
      await engine.release(job.id);
      return;
    case 'forget':
      if (await mayForget(job)) await engine.forget(job.id);
      return;
    case 'open':
      await vscode.commands.executeCommand('vscode.open', clipUri(session, job));
      return;
    case 'openExternal':
      await vscode.env.openExternal(clipUri(session, job));
      return;
    case 'reveal':
      await vscode.commands.executeCommand('revealInExplorer', clipUri(session, job));
      return;
    case 'saveAs':
      await saveAs(session, job);
      return;
    case 'useAgain':
      if (job.request.remixOf === undefined) await parts.useAgain(job);
      else await remix(parts, session, job, job.request.remixOf);
      return;
    case 'remix':
      await remix(parts, session, job, remixSource(job));
      return;
    case 'extend':
      await parts.extend(job);
      return;
    case 'submitAgain':
      await (await import('../submitting/submitAgain.ts')).submitAgain(session, job);
      return;
    case 'recover': {
      const { recoverTask } = await import('./recoverTask.ts');
      await recoverTask(parts, job);
      return;
    }
    case 'setKey':
      await vscode.commands.executeCommand(commandIds.setApiKey);
      return;
    case 'openConsole':
      await vscode.env.openExternal(vscode.Uri.parse('https://www.cometapi.com/console'));
      return;
    case 'copyTaskId':
      await copyLines(job.taskId ?? '');
      return;
    case 'copyError':
      await copyLines(...failureReport(job));
      return;
  }
}

async function remix(
  { submit }: JobCommandParts,
  session: Session,
  job: Job,
  source: RemixSource | undefined,
): Promise<void> {
  if (source === undefined) {
    const text = vscode.l10n.t('This clip cannot be remixed. Use its request again instead.');
    throw new VideoPromptError('job.state', text, { jobId: job.id });
  }
  const { remixClip } = await import('./remixClip.ts');
  await remixClip(submit, session, job, source);
}

/** The file in the workspace, else the one the extension keeps. */
export function clipUri(session: Session, job: Job): vscode.Uri {
  if (job.state === 'saved' && job.clip?.uri !== undefined) return vscode.Uri.parse(job.clip.uri);
  return vscode.Uri.file(session.clipPath(job));
}

async function mayStop(job: Job): Promise<boolean> {
  const stop = vscode.l10n.t('Stop Watching');
  const detail = vscode.l10n.t(
    'A render cannot be stopped at CometAPI: it continues and may be charged. You can watch it again later to get the clip.',
  );
  const title = vscode.l10n.t('Stop watching “{0}”?', titleOf(job, 60));
  return (await modal.warning(title, [detail], stop)) === stop;
}

async function mayForget(job: Job): Promise<boolean> {
  const forget = vscode.l10n.t('Forget');
  const detail = vscode.l10n.t(
    'The job is closed here. Its money stays in the ledger as unknown, and a clip that was paid for may be lost.',
  );
  const title = vscode.l10n.t('Forget “{0}”?', titleOf(job, 60));
  return (await modal.warning(title, [detail], forget)) === forget;
}

/** A copy elsewhere, at any time. A clip that waited for its place has found it so. */
async function saveAs(session: Session, job: Job): Promise<void> {
  const name = `${job.output.baseName}${job.clip?.extension ?? '.mp4'}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await askWhereToSave({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [vscode.l10n.t('Video')]: [(job.clip?.extension ?? '.mp4').slice(1)] },
  });
  if (target === undefined) return;
  requireTrustAt(target);
  // The dialog may have stood open for long.
  const now = (await session.engine.get(job.id)) ?? job;
  await vscode.workspace.fs.copy(clipUri(session, now), target, { overwrite: true });
  // The kept copy is given up only for a whole one.
  const isWhole = (await vscode.workspace.fs.stat(target)).size === now.clip?.bytes;
  if (now.state === 'stored' && isWhole) await session.engine.placed(now.id, target.toString());
}
