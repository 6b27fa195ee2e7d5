import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import { hasSound } from '../core/clipDifference.ts';
import { isSample, type Job } from '../core/job.ts';
import { formatUsd } from '../core/money.ts';
import type { ClipView, FailureView, JobTone, JobView } from '../protocol/panel.ts';
import { actionViews } from '../words/actionWords.ts';
import { clipNotes } from '../words/clipDifferenceWords.ts';
import { failureWords } from '../words/failureWords.ts';
import { clipWords, requestWords, stateWords, titleOf } from '../words/jobWords.ts';
import { currentLanguage } from '../words/language.ts';
import { quoteWords } from '../words/priceWords.ts';

/** Where a clip is: a URI that the webview may load, and its path in the workspace. */
export type PlaceOfClip = (job: Job) => { readonly src: string; readonly path: string };

/** A job as the panel shows it. */
export function jobView(job: Job, placeOf: PlaceOfClip): JobView {
  const { request } = job;
  const price = isSample(job) ? l10n.t('free sample') : quoteWords(job.quote);
  const subtitle = [modelLabel(request.model), ...requestWords(request), price].join(' · ');
  const clip = job.state === 'saved' || job.state === 'stored' ? clipView(job, placeOf) : undefined;
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
    actions: actionViews(job),
    ...(failure === undefined ? {} : { failure }),
    ...(clip === undefined ? {} : { clip }),
  };
}

function toneOf(job: Job): JobTone {
  switch (job.state) {
    case 'queued':
      return job.hold === undefined || job.hold === 'frame' ? 'idle' : 'attention';
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
      ? l10n.t(
          'It is not sent again automatically. Look in the CometAPI console: if the task is there, recover it by its ID. If you submit again, you may pay twice.',
        )
      : goesOn && job.hold === undefined
        ? l10n.t('It is retried automatically.')
        : words.next;
  return {
    title: words.title,
    money: goesOn ? '' : words.money,
    ...(failure.providerMessage === undefined ? {} : { providerMessage: failure.providerMessage }),
    ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
    ...(next === undefined ? {} : { next }),
    ...(job.state === 'uncertain' ? { facts: uncertainFacts(job) } : {}),
  };
}

/** What is known of a request without a usable answer. */
function uncertainFacts(job: Job): readonly string[] {
  const sentAt = new Date(job.sentAt ?? job.updatedAt).toLocaleString(currentLanguage());
  const facts = [l10n.t('Sent {0}', sentAt)];
  if (job.failure?.httpStatus !== undefined) facts.push(`HTTP ${job.failure.httpStatus}`);
  facts.push(
    job.reservedMicroUsd > 0
      ? l10n.t('{0} stay reserved: your caps count them', formatUsd(job.reservedMicroUsd))
      : l10n.t('The price is unknown'),
  );
  return facts;
}

function stoppedView(): FailureView {
  return {
    title: l10n.t('You stopped watching this job'),
    money: l10n.t('It may have been charged.'),
    next: l10n.t('Watch again to get the clip.'),
  };
}

function clipView(job: Job, placeOf: PlaceOfClip): ClipView | undefined {
  const { clip } = job;
  if (clip === undefined) return undefined;
  const { src, path } = placeOf(job);
  const codecs = clip.codecs ?? [];
  const container = clip.extension === '.webm' ? 'video/webm' : 'video/mp4';
  return {
    src,
    type: codecs.length === 0 ? container : `${container}; codecs="${codecs.join(', ')}"`,
    hasAudio: hasSound(codecs),
    path: job.state === 'saved' ? path : l10n.t('kept by the extension'),
    detail: clipWords(job),
    notes: clipNotes(job),
    ...(clip.width === undefined ? {} : { width: clip.width }),
    ...(clip.height === undefined ? {} : { height: clip.height }),
  };
}
