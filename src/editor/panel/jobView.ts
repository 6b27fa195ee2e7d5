import * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import type { Job } from '../../core/job.ts';
import type { ClipView, FailureView, JobTone, JobView } from '../../protocol/panel.ts';
import { actionLabel, actionsOf } from '../jobActions.ts';
import { failureWords } from '../words/failureWords.ts';
import { clipWords, isSample, stateWords, titleOf } from '../words/jobWords.ts';
import { quoteWords } from '../words/priceWords.ts';

export interface JobViewContext {
  readonly toWebview: (uri: vscode.Uri) => string;
  readonly clipUri: (job: Job) => vscode.Uri;
}

/** A job as the panel shows it. */
export function jobView(job: Job, context: JobViewContext): JobView {
  const { request } = job;
  const price = isSample(job) ? vscode.l10n.t('free sample') : quoteWords(job.quote);
  const subtitle = [
    findModel(request.model)?.label ?? request.model,
    vscode.l10n.t('{0} s', request.seconds),
    `${request.aspectRatio} ${request.resolution}`,
    price,
  ].join(' · ');
  const clip = job.state === 'saved' || job.state === 'stored' ? clipView(job, context) : undefined;
  const failure = failureView(job);
  const startedAt = job.acceptedAt ?? job.sentAt ?? job.createdAt;
  return {
    id: job.id,
    title: titleOf(job, 120),
    subtitle,
    state: job.state,
    stateText: stateWords(job),
    tone: toneOf(job),
    isSample: isSample(job),
    ...(job.progress === undefined || job.state !== 'running' ? {} : { progress: job.progress }),
    startedAt,
    actions: actionsOf(job).map((action) => ({ action, ...actionLabel(action) })),
    ...(failure === undefined ? {} : { failure }),
    ...(clip === undefined ? {} : { clip }),
  };
}

function toneOf(job: Job): JobTone {
  switch (job.state) {
    case 'queued':
      return job.hold === undefined ? 'idle' : 'attention';
    case 'submitting':
    case 'running':
    case 'downloading':
      return 'active';
    case 'stored':
      return job.failure === undefined ? 'done' : 'attention';
    case 'saved':
      return 'done';
    case 'failed':
      return 'failed';
    case 'uncertain':
    case 'stopped':
      return 'attention';
    case 'cancelled':
    case 'forgotten':
      return 'idle';
  }
}

function failureView(job: Job): FailureView | undefined {
  const { failure } = job;
  if (failure === undefined) return job.state === 'stopped' ? stoppedView() : undefined;
  const words = failureWords(failure);
  const goesOn = job.state === 'running' || job.state === 'downloading' || job.state === 'queued';
  const next =
    job.state === 'uncertain'
      ? vscode.l10n.t(
          'It is not sent again by itself. Look in the CometAPI console whether the task is there; generating again may pay twice.',
        )
      : goesOn && job.hold === undefined
        ? vscode.l10n.t('It is tried again by itself.')
        : words.next;
  return {
    title: words.title,
    money: goesOn ? '' : words.money,
    ...(failure.providerMessage === undefined ? {} : { providerMessage: failure.providerMessage }),
    ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
    ...(next === undefined ? {} : { next }),
  };
}

function stoppedView(): FailureView {
  return {
    title: vscode.l10n.t('You stopped watching this job'),
    money: vscode.l10n.t('It may have been charged.'),
    next: vscode.l10n.t('Watch again to get the clip.'),
  };
}

function clipView(job: Job, { toWebview, clipUri }: JobViewContext): ClipView | undefined {
  const { clip } = job;
  if (clip === undefined) return undefined;
  const uri = clipUri(job);
  const codecs = clip.codecs ?? [];
  const container = clip.extension === '.webm' ? 'video/webm' : 'video/mp4';
  return {
    src: toWebview(uri),
    type: codecs.length === 0 ? container : `${container}; codecs="${codecs.join(', ')}"`,
    hasAudio: codecs.some((codec) => /^(mp4a|opus|ac-3|ec-3)/.test(codec)),
    path:
      job.state === 'saved' ? vscode.workspace.asRelativePath(uri) : vscode.l10n.t('kept by the extension'),
    detail: clipWords(job),
    ...(clip.width === undefined ? {} : { width: clip.width }),
    ...(clip.height === undefined ? {} : { height: clip.height }),
  };
}
