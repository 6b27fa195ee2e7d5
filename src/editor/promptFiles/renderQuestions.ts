import { pick } from '../base/show/picks.ts';
import { type ModalButton, type PressedButton, pressInModal } from '../submitting/personsConsent.ts';
import { type ChosenCell, countClips, totalOf } from '../../shots/renderItems.ts';
import type { SecondRender } from '../../shots/secondRender.ts';
import type { LeftOut } from '../../shots/sortCells.ts';
import { leftOutWords } from '../../words/leftOutWords.ts';
import {
  allWords,
  anotherTakeButton,
  anotherTakeWords,
  doneWords,
  neededWords,
  predecessorWords,
  secondButton,
  secondWords,
  usePredecessorsButton,
  withPredecessorsButton,
} from '../../words/renderQuestionWords.ts';

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

/** *Another take of the same?* The guard against rendering twice by mistake where a clip is current. */
export async function askForAnotherTake(one: ChosenCell): Promise<PressedButton<'another'> | undefined> {
  const { title, detail } = anotherTakeWords(one);
  return await pressInModal(title, detail, [
    { answer: 'another', label: anotherTakeButton, total: totalOf([one]) },
  ]);
}

/** *A second one?* Nothing but this press lets a shot be rendered beside a job of it (P1). */
export async function askForSecond(
  seconds: readonly SecondRender[],
  all: readonly ChosenCell[],
): Promise<PressedButton<'second'> | undefined> {
  const { title, detail } = secondWords(seconds);
  const label = (price: string) => secondButton(countClips(all), price);
  return await pressInModal(title, detail, [{ answer: 'second', label, total: totalOf(all) }]);
}

/** *And the clip before it?* `with`: render those too, and their price was agreed to. */
export async function askForPredecessors(
  chosen: readonly ChosenCell[],
  before: readonly ChosenCell[],
  mayUse: boolean,
): Promise<PressedButton<'with' | 'without'> | undefined> {
  const everything = [...before, ...chosen];
  const { title, detail } = predecessorWords(before, mayUse);
  const also: ModalButton<'with'> = {
    answer: 'with',
    label: (price) => withPredecessorsButton(everything, price),
    total: totalOf(everything),
  };
  const use: ModalButton<'without'> = { answer: 'without', label: usePredecessorsButton };
  return await pressInModal(title, detail, [also, ...(mayUse ? [use] : [])]);
}
