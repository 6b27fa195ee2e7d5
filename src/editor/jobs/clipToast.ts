import * as vscode from 'vscode';
import type { Failure } from '../../core/failure.ts';
import { isDriven, type Job } from '../../core/job.ts';
import type { JobAction } from '../../protocol/panel.ts';
import { systemClock } from '../../node/clock.ts';
import { commandIds } from '../base/commandIds.ts';
import { actionViews } from '../../words/actionWords.ts';
import { createReadyBatches } from './readyBatches.ts';
import { createRefusals } from '../submitting/refusals.ts';
import type { Session } from '../session/session.ts';
import { notify } from '../base/show/messages.ts';
import { clipNotes } from '../../words/clipDifferenceWords.ts';
import { failureWords } from '../../words/failureWords.ts';
import { isStandingStill, titleOf } from '../../words/jobWords.ts';

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
  const refusals = createRefusals(session.engine, systemClock);
  const batches = createReadyBatches(session.engine);
  const consider = (job: Job) => {
    const isTold = job.state === 'stored' || isStandingStill(job);
    const key = `${job.id} ${job.state} ${job.hold ?? ''} ${isTold ? (job.failure?.message ?? '') : ''}`;
    if (told.has(key) || isShown()) return;
    told.add(key);
    const ready = isDriven(job.state) ? undefined : batches.after(job);
    if (ready !== undefined) void tellReady(ready, run);
    if (job.state === 'saved') return;
    const refusal = refusals.of(job);
    if (refusal !== 'told') void tell(job, run, refusal);
  };
  for (const job of early) consider(job);
  return vscode.Disposable.from(refusals, session.engine.onDidChangeJob(consider));
}

async function tellReady(
  jobs: readonly [Job, ...Job[]],
  run: (action: JobAction, job: Job) => Promise<void>,
): Promise<void> {
  const [job] = jobs;
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(job.clip?.uri ?? ''));
  const reveal = vscode.l10n.t('Reveal');
  if (jobs.length > 1) {
    const show = vscode.l10n.t('Show Jobs');
    const text = vscode.l10n.t('{0} clips are ready. The newest: {1}', jobs.length, path);
    const chosen = await notify.information(text, show, reveal);
    if (chosen === show) await vscode.commands.executeCommand('videoPrompt.jobs.focus');
    if (chosen === reveal) await run('reveal', job);
    return;
  }
  const play = vscode.l10n.t('Play');
  const text = [vscode.l10n.t('The clip is ready: {0}', path), ...clipNotes(job)].join(' ');
  const chosen = await notify.information(text, play, reveal);
  if (chosen === play) await run('open', job);
  if (chosen === reveal) await run('reveal', job);
}

async function tell(
  job: Job,
  run: (action: JobAction, job: Job) => Promise<void>,
  refusal: 'first' | undefined,
): Promise<void> {
  const title = titleOf(job, 50);
  if (job.state === 'stored' && job.failure !== undefined) {
    const saveAs = vscode.l10n.t('Save Clip As…');
    const { title: what, next = '' } = failureWords(job.failure);
    if ((await notify.warning(`${what} ${next}`.trim(), saveAs)) === saveAs) await run('saveAs', job);
  } else if (isStandingStill(job) && job.state === 'running') {
    const stop = vscode.l10n.t('Stop Watching');
    const show = vscode.l10n.t('Show Jobs');
    const text = vscode.l10n.t(
      '“{0}”: CometAPI has reported no progress for hours. It is still checked, but rarely, and for a day at most. It may have been charged.',
      title,
    );
    const chosen = await notify.warning(text, stop, show);
    if (chosen === stop) await run('stop', job);
    if (chosen === show) await vscode.commands.executeCommand('videoPrompt.jobs.focus');
  } else if (job.state === 'stopped' && job.failure !== undefined) {
    // Handed over after a day; what a person stopped has no failure.
    const again = vscode.l10n.t('Watch Again');
    const show = vscode.l10n.t('Show Jobs');
    const text = isStandingStill(job)
      ? vscode.l10n.t(
          '“{0}” is no longer watched: CometAPI says that it renders, without any progress for too long. It may have been charged.',
          title,
        )
      : vscode.l10n.t(
          '“{0}” is no longer watched: for a day CometAPI gave no usable answer about it ({1}). It may have been charged.',
          title,
          failureWords(job.failure).title,
        );
    const chosen = await notify.warning(text, again, show);
    if (chosen === again) await run('resume', job);
    if (chosen === show) await vscode.commands.executeCommand('videoPrompt.jobs.focus');
  } else if (job.state === 'failed' || job.state === 'uncertain') {
    const show = vscode.l10n.t('Show Jobs');
    const [step] = actionViews(job);
    const words = job.failure === undefined ? '' : told(job.failure);
    const resume = refusal === 'first' ? [vscode.l10n.t('Resume All')] : [];
    const text =
      job.state === 'failed'
        ? [
            vscode.l10n.t('“{0}” failed: {1}', title, words),
            ...(refusal === 'first' ? [vscode.l10n.t('The other clips wait in the queue.')] : []),
          ].join(' ')
        : uncertainText(job, title);
    const chosen = await notify.warning(text, ...(step === undefined ? [] : [step.label]), ...resume, show);
    if (chosen !== undefined && resume.includes(chosen))
      await vscode.commands.executeCommand(commandIds.resumeAll);
    else if (chosen === show) await vscode.commands.executeCommand('videoPrompt.jobs.focus');
    else if (chosen !== undefined && step !== undefined) await run(step.action, job);
  } else if (job.state === 'queued' && job.hold === 'key') {
    const setKey = vscode.l10n.t('Set API Key…');
    const text = vscode.l10n.t('“{0}” waits for an API key. Nothing was sent.', title);
    if ((await notify.warning(text, setKey)) === setKey) await run('setKey', job);
  } else if (job.state === 'queued' && job.hold === 'confirm') {
    const submit = vscode.l10n.t('Submit Now…');
    const cancel = vscode.l10n.t('Cancel It');
    const text = vscode.l10n.t(
      '“{0}” was never sent: it waited for a long time, or its price has risen. Submit it now?',
      title,
    );
    const chosen = await notify.warning(text, submit, cancel);
    if (chosen === submit) await run('release', job);
    if (chosen === cancel) await run('cancel', job);
  }
}

/** It was answered, but the clip cannot be had by the answer; or nobody knows whether it arrived at all. */
function uncertainText({ failure }: Job, title: string): string {
  return failure !== undefined && /^create\.(?:unsafeLink|linkLost)$/.test(failure.message)
    ? vscode.l10n.t('“{0}” was answered, but its clip cannot be fetched: {1}', title, told(failure))
    : vscode.l10n.t(
        '“{0}”: it is uncertain whether CometAPI received this. It is not sent again automatically.',
        title,
      );
}

/** What happened, and whether it cost something. */
function told(failure: Failure): string {
  const { title, money } = failureWords(failure);
  return `${title}. ${money}`;
}
