import * as l10n from '@vscode/l10n';
import type { Job } from '../core/job.ts';
import { makesRecipe } from '../core/jobRecipe.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import { cellTitle } from '../shots/cellTitle.ts';
import { type ChosenCell, countClips, totalOf } from '../shots/renderItems.ts';
import type { SecondRender } from '../shots/secondRender.ts';
import { totalWords } from './priceWords.ts';

/** A modal question. */
export interface QuestionWords {
  readonly title: string;
  readonly detail: readonly string[];
}

export function renderFilesWords(fileUris: readonly string[]): string {
  return l10n.t('Render {0}', fileUris.map(fileNameOfUri).join(', '));
}

export function allWords(all: readonly ChosenCell[]): string {
  const count = countClips(all);
  const price = totalWords(totalOf(all));
  return count === 1 ? l10n.t('Render · {0}', price) : l10n.t('All {0} · {1}', count, price);
}

export function neededWords(needed: readonly ChosenCell[]): string {
  const count = countClips(needed);
  const price = totalWords(totalOf(needed));
  return count === 1
    ? l10n.t('Only the one that is missing or stale · {0}', price)
    : l10n.t('Only the {0} that are missing or stale · {1}', count, price);
}

/** How many of all would be rendered once more; empty: none. */
export function doneWords(all: readonly ChosenCell[], needed: readonly ChosenCell[]): string {
  const done = all.length - needed.length;
  if (done === 0) return '';
  return done === 1
    ? l10n.t('1 of them is current or in progress: it will be rendered again')
    : l10n.t('{0} of them are current or in progress: they will be rendered again', done);
}

/** Of a cell that has a clip, or may have one. */
export function anotherTakeWords({ cell }: ChosenCell): QuestionWords {
  const [unreadable] = cell.unreadable;
  const title = cellTitle(cell);
  if (unreadable === undefined) {
    const detail = l10n.t(
      'Nothing that affects it has changed since: prompt, options, images and model are the same.',
    );
    return { title: l10n.t('“{0}” has a clip that is current.', title), detail: [detail] };
  }
  const name = fileNameOfUri(unreadable.sidecarUri);
  return {
    title: l10n.t('“{0}” may have a clip already: {1} cannot be read.', title, name),
    detail: [l10n.t('Resolve its merge markers, or restore it from Git. Then its clip is known again.')],
  };
}

export function anotherTakeButton(price: string): string {
  return l10n.t('Render Another Take for {0}', price);
}

export function secondWords(seconds: readonly SecondRender[]): QuestionWords {
  return { title: secondTitle(seconds), detail: secondDetail(seconds) };
}

export function secondButton(count: number, price: string): string {
  return count === 1
    ? l10n.t('Render a Second One for {0}', price)
    : l10n.t('Render All {0} for {1}', count, price);
}

function secondTitle(seconds: readonly SecondRender[]): string {
  const names = seconds.map(({ cell }) => `“${cellTitle(cell)}”`).join(', ');
  if (seconds.length > 1) return l10n.t('These are already being rendered: {0}', names);
  if (isEvery(seconds, 'saved')) return l10n.t('{0} has just been rendered.', names);
  if (isEvery(seconds, 'uncertain'))
    return l10n.t('{0} was already submitted, and may have been paid for.', names);
  if (isEvery(seconds, 'stopped'))
    return l10n.t('{0} was already submitted, and is no longer watched.', names);
  return l10n.t('{0} is already being rendered.', names);
}

function secondDetail(seconds: readonly SecondRender[]): readonly string[] {
  const jobs = seconds.flatMap((one) => one.jobs);
  const isThere = (state: Job['state']) => jobs.some((job) => job.state === state);
  const isOther = seconds.some(({ cell, jobs: own }) => own.some((job) => !makesRecipe(job, cell.recipe)));
  return [
    isOther
      ? l10n.t(
          'One of its jobs has not ended yet. It was submitted with a different prompt, options or images.',
        )
      : l10n.t('A job with the same request has not ended yet.'),
    ...(isThere('uncertain')
      ? [l10n.t('The answer to its request was lost. Recover it by its task ID, or forget it.')]
      : []),
    ...(isThere('stopped')
      ? [l10n.t('Its render may go on at CometAPI and be charged. Watch it again to get its clip.')]
      : []),
  ];
}

function isEvery(seconds: readonly SecondRender[], state: Job['state']): boolean {
  return seconds.every(({ jobs }) => jobs.length > 0 && jobs.every((job) => job.state === state));
}

/** `mayUse`: clips of those before are there, though stale. */
export function predecessorWords(before: readonly ChosenCell[], mayUse: boolean): QuestionWords {
  const names = before.map(({ cell }) => `“${cellTitle(cell)}”`).join(', ');
  return {
    title: mayUse
      ? l10n.t('The clip to start from is stale: {0}', names)
      : l10n.t('The clip to start from is missing: {0}', names),
    detail: [
      l10n.t(
        'A shot that starts from the last frame of another shot’s clip is rendered after it. The editor extracts the frame, so a window must be open at that time.',
      ),
    ],
  };
}

export function withPredecessorsButton(everything: readonly ChosenCell[], price: string): string {
  return l10n.t('Render All {0} for {1}', countClips(everything), price);
}

export function usePredecessorsButton(): string {
  return l10n.t('Use the Clip That Is There');
}
