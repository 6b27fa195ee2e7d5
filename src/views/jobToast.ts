import * as l10n from '@vscode/l10n';
import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { JobAction } from '../protocol/panel.ts';
import { actionViews } from '../words/actionWords.ts';
import { clipNotes } from '../words/clipDifferenceWords.ts';
import { failureWords } from '../words/failureWords.ts';
import { isStandingStill, titleOf } from '../words/jobWords.ts';

/** A message about a job, and what its buttons do. */
export interface Toast {
  readonly severity: 'information' | 'warning';
  readonly text: string;
  readonly buttons: readonly {
    readonly label: string;
    readonly does: JobAction | 'showJobs' | 'resumeAll';
  }[];
}

/** Clips that were submitted together are ready, newest first; `path` is where the newest one lies. */
export function readyToast(jobs: readonly [Job, ...Job[]], path: string): Toast {
  const [job] = jobs;
  const reveal = { label: l10n.t('Reveal'), does: 'reveal' } as const;
  if (jobs.length > 1) {
    const text = l10n.t('{0} clips are ready. The newest: {1}', jobs.length, path);
    return { severity: 'information', text, buttons: [showJobs(), reveal] };
  }
  const text = [l10n.t('The clip is ready: {0}', path), ...clipNotes(job)].join(' ');
  return { severity: 'information', text, buttons: [{ label: l10n.t('Play'), does: 'open' }, reveal] };
}

function showJobs() {
  return { label: l10n.t('Show Jobs'), does: 'showJobs' } as const;
}

function warning(text: string, ...buttons: Toast['buttons']): Toast {
  return { severity: 'warning', text, buttons };
}

/**
 * What a person has to be told of a job that needs one; undefined: nothing. `refusal`: its refusal holds the other clips of
 * its batch too, which is said here for all of them.
 */
export function jobToast(job: Job, refusal: 'first' | undefined): Toast | undefined {
  const title = titleOf(job, 50);
  switch (job.state) {
    case 'stored':
      return job.failure === undefined ? undefined : unsavedToast(job.failure);
    case 'running':
      return isStandingStill(job) ? standstillToast(title) : undefined;
    case 'stopped':
      // Handed over after a day; what a person stopped has no failure.
      return job.failure === undefined ? undefined : handedOverToast(job, job.failure, title);
    case 'failed':
    case 'uncertain':
      return endedToast(job, title, refusal);
    case 'queued':
      return heldToast(job, title);
    default:
      return undefined;
  }
}

function unsavedToast(failure: Failure): Toast {
  const { title, next = '' } = failureWords(failure);
  return warning(`${title} ${next}`.trim(), { label: l10n.t('Save Clip As…'), does: 'saveAs' });
}

function standstillToast(title: string): Toast {
  return warning(
    l10n.t(
      '“{0}”: CometAPI has reported no progress for hours. It is still checked, but rarely, and for a day at most. It may have been charged.',
      title,
    ),
    { label: l10n.t('Stop Watching'), does: 'stop' },
    showJobs(),
  );
}

function handedOverToast(job: Job, failure: Failure, title: string): Toast {
  const text = isStandingStill(job)
    ? l10n.t(
        '“{0}” is no longer watched: CometAPI says that it renders, without any progress for too long. It may have been charged.',
        title,
      )
    : l10n.t(
        '“{0}” is no longer watched: for a day CometAPI gave no usable answer about it ({1}). It may have been charged.',
        title,
        failureWords(failure).title,
      );
  return warning(text, { label: l10n.t('Watch Again'), does: 'resume' }, showJobs());
}

function endedToast(job: Job, title: string, refusal: 'first' | undefined): Toast {
  const [step] = actionViews(job);
  const isFirst = refusal === 'first';
  const waiting = isFirst ? ` ${l10n.t('The other clips wait in the queue.')}` : '';
  const words = job.failure === undefined ? '' : failureText(job.failure);
  return warning(
    job.state === 'failed'
      ? `${l10n.t('“{0}” failed: {1}', title, words)}${waiting}`
      : uncertainText(job, title),
    ...(step === undefined ? [] : [{ label: step.label, does: step.action }]),
    ...(isFirst ? [{ label: l10n.t('Resume All'), does: 'resumeAll' } as const] : []),
    showJobs(),
  );
}

/** It was answered, but the clip cannot be had by the answer; or nobody knows whether it arrived at all. */
function uncertainText({ failure }: Job, title: string): string {
  return failure !== undefined && /^create\.(?:unsafeLink|linkLost)$/.test(failure.message)
    ? l10n.t('“{0}” was answered, but its clip cannot be fetched: {1}', title, failureText(failure))
    : l10n.t(
        '“{0}”: it is uncertain whether CometAPI received this. It is not sent again automatically.',
        title,
      );
}

/** What happened, and whether it cost something. */
function failureText(failure: Failure): string {
  const { title, money } = failureWords(failure);
  return `${title}. ${money}`;
}

function heldToast({ hold }: Job, title: string): Toast | undefined {
  if (hold === 'key') {
    const text = l10n.t('“{0}” waits for an API key. Nothing was sent.', title);
    return warning(text, { label: l10n.t('Set API Key…'), does: 'setKey' });
  }
  if (hold !== 'confirm') return undefined;
  return warning(
    l10n.t('“{0}” was never sent: it waited for a long time, or its price has risen. Submit it now?', title),
    { label: l10n.t('Submit Now…'), does: 'release' },
    { label: l10n.t('Cancel It'), does: 'cancel' },
  );
}
