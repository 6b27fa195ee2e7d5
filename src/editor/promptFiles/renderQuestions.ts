import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { makesRecipe } from '../../core/jobRecipe.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { type ModalButton, type PressedButton, pressInModal } from '../submitting/personsWord.ts';
import { pick } from '../base/show/picks.ts';
import { totalWords } from '../../words/priceWords.ts';
import { cellTitle } from '../../shots/cellTitle.ts';
import { type ChosenCell, clipsOf, totalOf } from '../../shots/renderItems.ts';
import { type LeftOut, leftOutWords } from './sortOut.ts';

/** *Which ones?*, with a total for each answer; undefined: the person closed it. */
export async function askWhich(
  all: readonly ChosenCell[],
  needed: readonly ChosenCell[],
  title: string,
  leftOut: readonly LeftOut[] = [],
): Promise<readonly ChosenCell[] | undefined> {
  const isSome = needed.length > 0 && needed.length < all.length;
  // Enter alone pays for no clip that is there.
  const items = [
    ...(isSome ? [{ label: neededWords(needed), description: '', chosen: needed }] : []),
    { label: allWords(all), description: doneWords(all, needed), chosen: all },
  ];
  const placeHolder = leftOut.length === 0 ? {} : { placeHolder: leftOutWords(leftOut) };
  const picked = await pick(items, { title, ...placeHolder, ignoreFocusOut: true });
  return picked?.chosen;
}

function allWords(all: readonly ChosenCell[]): string {
  const count = sumClips(all);
  const price = totalWords(totalOf(all));
  return count === 1 ? vscode.l10n.t('Render · {0}', price) : vscode.l10n.t('All {0} · {1}', count, price);
}

function neededWords(needed: readonly ChosenCell[]): string {
  const count = sumClips(needed);
  const price = totalWords(totalOf(needed));
  return count === 1
    ? vscode.l10n.t('Only the one that is missing or stale · {0}', price)
    : vscode.l10n.t('Only the {0} that are missing or stale · {1}', count, price);
}

function doneWords(all: readonly ChosenCell[], needed: readonly ChosenCell[]): string {
  const done = all.length - needed.length;
  if (done === 0) return '';
  return done === 1
    ? vscode.l10n.t('1 of them is current or on its way: it is rendered once more')
    : vscode.l10n.t('{0} of them are current or on their way: these are rendered once more', done);
}

/** *Another take of the same?* The guard against rendering twice by mistake where a clip is current. */
export async function askForAnotherTake(one: ChosenCell): Promise<PressedButton<'another'> | undefined> {
  const { cell } = one;
  const [unreadable] = cell.unreadable;
  const title =
    unreadable === undefined
      ? vscode.l10n.t('“{0}” has a clip that is current.', cellTitle(cell))
      : vscode.l10n.t(
          '“{0}” may have a clip already: {1} cannot be read.',
          cellTitle(cell),
          fileNameOfUri(unreadable.sidecarUri),
        );
  const detail =
    unreadable === undefined
      ? vscode.l10n.t(
          'Nothing that determines it has changed since: words, options, images and model are the same.',
        )
      : vscode.l10n.t('Resolve its merge markers, or restore it from Git. Then its clip is known again.');
  return await pressInModal(
    title,
    [detail],
    [
      {
        answer: 'another',
        label: (price) => vscode.l10n.t('Render Another Take for {0}', price),
        total: totalOf([one]),
      },
    ],
  );
}

/** A chosen cell, and the jobs beside which its clip would be a second one. */
export interface SecondRender extends ChosenCell {
  readonly jobs: readonly Job[];
}

/** *A second one?* Nothing but this press lets a shot be rendered beside a job of it (P1). */
export async function askForSecond(
  seconds: readonly SecondRender[],
  all: readonly ChosenCell[],
): Promise<PressedButton<'second'> | undefined> {
  const count = sumClips(all);
  const label = (price: string) =>
    count === 1
      ? vscode.l10n.t('Render a Second One for {0}', price)
      : vscode.l10n.t('Render All {0} for {1}', count, price);
  return await pressInModal(secondTitle(seconds), secondDetail(seconds), [
    { answer: 'second', label, total: totalOf(all) },
  ]);
}

function secondTitle(seconds: readonly SecondRender[]): string {
  const names = seconds.map(({ cell }) => `“${cellTitle(cell)}”`).join(', ');
  if (seconds.length > 1) return vscode.l10n.t('These are being rendered already: {0}', names);
  if (isEvery(seconds, 'saved')) return vscode.l10n.t('{0} has just been rendered.', names);
  if (isEvery(seconds, 'uncertain'))
    return vscode.l10n.t('{0} was submitted already, and may have been paid for.', names);
  if (isEvery(seconds, 'stopped'))
    return vscode.l10n.t('{0} was submitted already, and is not watched any more.', names);
  return vscode.l10n.t('{0} is being rendered already.', names);
}

function secondDetail(seconds: readonly SecondRender[]): readonly string[] {
  const jobs = seconds.flatMap((one) => one.jobs);
  const isThere = (state: Job['state']) => jobs.some((job) => job.state === state);
  const isOther = seconds.some(({ cell, jobs: own }) => own.some((job) => !makesRecipe(job, cell.recipe)));
  return [
    isOther
      ? vscode.l10n.t('A job of it has not ended yet. It asks for other words, options or images than these.')
      : vscode.l10n.t('A job that asks for just the same has not ended yet.'),
    ...(isThere('uncertain')
      ? [vscode.l10n.t('The answer to its request was lost. Recover it by its task ID, or forget it.')]
      : []),
    ...(isThere('stopped')
      ? [vscode.l10n.t('Its render may go on at CometAPI and be charged. Watch it again to get its clip.')]
      : []),
  ];
}

function isEvery(seconds: readonly SecondRender[], state: Job['state']): boolean {
  return seconds.every(({ jobs }) => jobs.length > 0 && jobs.every((job) => job.state === state));
}

/** *And the clip before it?* `with`: render those too, and their price was agreed to. */
export async function askForPredecessors(
  chosen: readonly ChosenCell[],
  before: readonly ChosenCell[],
  mayUse: boolean,
): Promise<PressedButton<'with' | 'without'> | undefined> {
  const everything = [...before, ...chosen];
  const names = before.map(({ cell }) => `“${cellTitle(cell)}”`).join(', ');
  const also: ModalButton<'with'> = {
    answer: 'with',
    label: (price) => vscode.l10n.t('Render All {0} for {1}', sumClips(everything), price),
    total: totalOf(everything),
  };
  const use: ModalButton<'without'> = {
    answer: 'without',
    label: () => vscode.l10n.t('Use the Clip That Is There'),
  };
  return await pressInModal(
    mayUse
      ? vscode.l10n.t('The clip to start from is stale: {0}', names)
      : vscode.l10n.t('The clip to start from is missing: {0}', names),
    [
      vscode.l10n.t(
        'A shot that starts from the last frame of another one’s clip is rendered after it. The frame is taken by the editor, so a window has to be open then.',
      ),
    ],
    [also, ...(mayUse ? [use] : [])],
  );
}

function sumClips(chosen: readonly ChosenCell[]): number {
  return chosen.reduce((sum, { cell }) => sum + clipsOf(cell), 0);
}
