import * as vscode from 'vscode';
import type { Job } from '../core/job.ts';
import type { JobAction } from '../protocol/panel.ts';
import type { Session } from './session.ts';
import { failureWords } from './words/failureWords.ts';
import { titleOf } from './words/jobWords.ts';

/**
 * One message when a clip is ready, and one when a job needs a person. Only in the window that drove the job, and
 * not while the panel shows it anyway.
 */
export function registerClipToasts(
  session: Session,
  isShown: () => boolean,
  run: (action: JobAction, job: Job) => Promise<void>,
): vscode.Disposable {
  const told = new Set<string>();
  const listening = session.engine.onDidChangeJob((job) => {
    const key = `${job.id} ${job.state} ${job.hold ?? ''} ${job.state === 'stored' ? (job.failure?.message ?? '') : ''}`;
    if (told.has(key) || isShown()) return;
    told.add(key);
    void tell(job, run);
  });
  return listening;
}

async function tell(job: Job, run: (action: JobAction, job: Job) => Promise<void>): Promise<void> {
  const title = titleOf(job, 50);
  if (job.state === 'saved') {
    const play = vscode.l10n.t('Play');
    const reveal = vscode.l10n.t('Reveal');
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(job.clip?.uri ?? ''));
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('The clip is ready: {0}', path),
      play,
      reveal,
    );
    if (chosen === play) await run('open', job);
    if (chosen === reveal) await run('reveal', job);
  } else if (job.state === 'stored' && job.failure !== undefined) {
    const saveAs = vscode.l10n.t('Save Clip As…');
    if ((await vscode.window.showWarningMessage(job.failure.message, saveAs)) === saveAs)
      await run('saveAs', job);
  } else if (job.state === 'stopped' && job.failure !== undefined) {
    // Handed over after a day without one good answer; what a person stopped has no failure.
    const again = vscode.l10n.t('Watch Again');
    const show = vscode.l10n.t('Show Jobs');
    const text = vscode.l10n.t(
      '“{0}” is no longer watched: for a day CometAPI gave no usable answer about it ({1}). It may have been charged.',
      title,
      failureWords(job.failure).title,
    );
    const chosen = await vscode.window.showWarningMessage(text, again, show);
    if (chosen === again) await run('resume', job);
    if (chosen === show) await vscode.commands.executeCommand('videoPrompt.jobs.focus');
  } else if (job.state === 'failed' || job.state === 'uncertain') {
    const show = vscode.l10n.t('Show Jobs');
    const words = job.failure === undefined ? '' : failureWords(job.failure).title;
    const text =
      job.state === 'failed'
        ? vscode.l10n.t('“{0}” failed: {1}', title, words)
        : vscode.l10n.t(
            '“{0}”: it is uncertain whether CometAPI received this. It is not sent again by itself.',
            title,
          );
    if ((await vscode.window.showWarningMessage(text, show)) === show) {
      await vscode.commands.executeCommand('videoPrompt.jobs.focus');
    }
  } else if (job.state === 'queued' && job.hold === 'confirm') {
    const submit = vscode.l10n.t('Submit Now…');
    const cancel = vscode.l10n.t('Cancel It');
    const text = vscode.l10n.t('“{0}” was never sent and has waited for a while. Submit it now?', title);
    const chosen = await vscode.window.showWarningMessage(text, submit, cancel);
    if (chosen === submit) await run('release', job);
    if (chosen === cancel) await run('cancel', job);
  }
}
