import * as l10n from '@vscode/l10n';
import type { Job } from '../core/job.ts';
import type { RecordedImage } from '../shots/recordedImages.ts';
import type { RecordedNow } from '../shots/recordedRequest.ts';
import { findingWords } from './findingWords.ts';
import { quoteWords } from './priceWords.ts';
import type { QuestionWords } from './renderQuestionWords.ts';

/** Why a recorded request cannot be rendered any more; empty: it can. */
export function recordedObstacles({ images, findings }: RecordedNow): readonly string[] {
  return [...images.flatMap(lossWords), ...findings.map(findingWords)];
}

/** `name`: of the clip. */
export function notAsRecordedWords(name: string, now: RecordedNow): QuestionWords {
  return {
    title: l10n.t('{0} can no longer be rendered as recorded.', name),
    detail: [...recordedObstacles(now), ...changesOf(now), l10n.t('Nothing is rendered.')],
  };
}

export function asRecordedWords(name: string, now: RecordedNow, jobs: readonly Job[]): QuestionWords {
  const changes = changesOf(now);
  return {
    title: l10n.t('Render {0} again, as its sidecar records it?', name),
    detail: [
      ...(changes.length === 0 ? [l10n.t('Prompt, options, images and price are as recorded.')] : changes),
      ...(jobs.length === 0 ? [] : [underWayWords(jobs)]),
      '',
      l10n.t(
        'One more clip is made of the recorded request by {0}, and saved beside this one. The prompt file stays as it is.',
        now.request.model,
      ),
    ],
  };
}

export function renderRecordedButton(price: string): string {
  return l10n.t('Render for {0}', price);
}

export function secondRecordedWords(name: string, jobs: readonly Job[]): QuestionWords {
  const title = l10n.t('The shot of {0} is already being rendered.', name);
  return { title, detail: [underWayWords(jobs)] };
}

export function secondRecordedButton(): string {
  return l10n.t('Render a Second One');
}

function changesOf({ images, quote, formerQuote, isSample }: RecordedNow): readonly string[] {
  return [
    ...images.flatMap(({ kind, name }) =>
      kind === 'changed' ? [l10n.t('The image {0} has changed: it is sent as it is now.', name)] : [],
    ),
    ...(formerQuote === undefined
      ? []
      : [l10n.t('The price was {0} and is {1} now.', quoteWords(formerQuote), quoteWords(quote))]),
    ...(isSample ? [l10n.t('The recorded clip is a sample of the simulator.')] : []),
  ];
}

function underWayWords(jobs: readonly Job[]): string {
  return jobs.length === 1
    ? l10n.t('A job for this shot is in progress or was just submitted: this would be a second one.')
    : l10n.t(
        '{0} jobs for this shot are in progress or were just submitted: this would be one more.',
        jobs.length,
      );
}

function lossWords({ kind, name }: RecordedImage): readonly string[] {
  if (kind === 'gone') return [l10n.t('The image or clip {0} is gone.', name)];
  if (kind === 'link')
    return [
      l10n.t('The address of the image {0} is not recorded, because such addresses may be secret.', name),
    ];
  return [];
}
