import * as vscode from 'vscode';
import { isDriven, type Job } from '../../core/job.ts';
import type { JobAction } from '../../protocol/panel.ts';
import { systemClock } from '../../node/clock.ts';
import { commandIds } from '../base/commandIds.ts';
import { createReadyBatches } from '../../engine/readyBatches.ts';
import { createRepeatedRefusals } from '../../engine/repeatedRefusals.ts';
import type { Session } from '../session/session.ts';
import { notify } from '../base/show/messages.ts';
import { isStandingStill } from '../../words/jobWords.ts';
import { jobToast, readyToast, type Toast } from '../../views/jobToast.ts';

export interface ToastParts {
  /** Whether the panel shows the jobs anyway. */
  readonly isShown: () => boolean;
  readonly run: (action: JobAction, job: Job) => Promise<void>;
  /** What changed before anybody listened. */
  readonly early: readonly Job[];
}

/**
 * One message when a clip is ready, for a batch one when its last is, and one when a job needs a person. Only in the window that drove the job, and
 * not while the panel shows it anyway.
 */
export function registerClipToasts(session: Session, { isShown, run, early }: ToastParts): vscode.Disposable {
  const told = new Set<string>();
  const refusals = createRepeatedRefusals(session.engine, systemClock);
  const batches = createReadyBatches(session.engine);
  const consider = (job: Job) => {
    const isTold = job.state === 'stored' || isStandingStill(job);
    const key = `${job.id} ${job.state} ${job.hold ?? ''} ${isTold ? (job.failure?.message ?? '') : ''}`;
    if (told.has(key) || isShown()) return;
    told.add(key);
    const ready = isDriven(job.state) ? undefined : batches.after(job);
    if (ready !== undefined) void show(readyToast(ready, pathOf(ready[0])), ready[0], run);
    if (job.state === 'saved') return;
    const refusal = refusals.of(job);
    const toast = refusal === 'told' ? undefined : jobToast(job, refusal);
    if (toast !== undefined) void show(toast, job, run);
  };
  for (const job of early) consider(job);
  return vscode.Disposable.from(refusals, session.engine.onDidChangeJob(consider));
}

async function show({ severity, text, buttons }: Toast, job: Job, run: ToastParts['run']): Promise<void> {
  const chosen = await notify[severity](text, ...buttons.map(({ label }) => label));
  const button = buttons.find(({ label }) => label === chosen);
  if (button === undefined) return;
  const { does } = button;
  if (does === 'showJobs') await vscode.commands.executeCommand('videoPrompt.jobs.focus');
  else if (does === 'resumeAll') await vscode.commands.executeCommand(commandIds.resumeAll);
  else await run(does, job);
}

function pathOf({ clip }: Job): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(clip?.uri ?? ''));
}
