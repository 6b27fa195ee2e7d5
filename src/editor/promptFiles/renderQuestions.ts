import * as vscode from 'vscode';
import { modal } from '../show/messages.ts';
import { pick } from '../show/picks.ts';
import { totalWords } from '../words/priceWords.ts';
import { cellTitle } from './cellTitle.ts';
import { type ChosenCell, clipsOf, totalOf } from './renderItems.ts';

/** *Which ones?*, with a total for each answer; undefined: the person closed it. */
export async function askWhich(
  all: readonly ChosenCell[],
  needed: readonly ChosenCell[],
  title: string,
): Promise<readonly ChosenCell[] | undefined> {
  const isSome = needed.length > 0 && needed.length < all.length;
  // Enter alone pays for no clip that is there.
  const items = [
    ...(isSome ? [{ label: neededWords(needed), description: '', chosen: needed }] : []),
    { label: allWords(all), description: doneWords(all, needed), chosen: all },
  ];
  const picked = await pick(items, { title, ignoreFocusOut: true });
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

/** *Another one of the same?* The guard against rendering twice by mistake. */
export async function askForSecond({ cell, file }: ChosenCell): Promise<boolean> {
  const price = totalWords(totalOf([{ cell, file }]));
  const isMaking = cell.making.length > 0;
  const another = isMaking
    ? vscode.l10n.t('Render a Second One for {0}', price)
    : vscode.l10n.t('Render Another Take for {0}', price);
  const title = isMaking
    ? vscode.l10n.t('“{0}” is being rendered already.', cellTitle(cell))
    : vscode.l10n.t('“{0}” has a clip that is current.', cellTitle(cell));
  const detail = isMaking
    ? vscode.l10n.t('A job that asks for just the same has not ended yet.')
    : vscode.l10n.t(
        'Nothing that determines it has changed since: words, options, images and model are the same.',
      );
  return (await modal.warning(title, [detail], another)) === another;
}

/** *And the clip before it?* `with`: render those too. */
export async function askForPredecessors(
  chosen: readonly ChosenCell[],
  before: readonly ChosenCell[],
  mayUse: boolean,
): Promise<'with' | 'without' | undefined> {
  const everything = [...before, ...chosen];
  const names = before.map(({ cell }) => `“${cellTitle(cell)}”`).join(', ');
  const also = vscode.l10n.t('Render All {0} for {1}', sumClips(everything), totalWords(totalOf(everything)));
  const use = vscode.l10n.t('Use the Clip That Is There');
  const answer = await modal.warning(
    mayUse
      ? vscode.l10n.t('The clip to start from is stale: {0}', names)
      : vscode.l10n.t('The clip to start from is missing: {0}', names),
    [
      vscode.l10n.t(
        'A shot that starts from the last frame of another one’s clip is rendered after it. The frame is taken by the editor, so a window has to be open then.',
      ),
    ],
    also,
    ...(mayUse ? [use] : []),
  );
  if (answer === also) return 'with';
  return answer === use ? 'without' : undefined;
}

function sumClips(chosen: readonly ChosenCell[]): number {
  return chosen.reduce((sum, { cell }) => sum + clipsOf(cell), 0);
}
