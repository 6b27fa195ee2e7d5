import { knownTotal, type TotalPrice } from '../../core/quote.ts';
import type { Caller } from '../../engine/batch.ts';
import type { PanelMessage } from '../../protocol/panel.ts';
import { modal } from '../base/show/messages.ts';
import { totalWords } from '../../words/priceWords.ts';

/*
 * A person's own word about money (P7). Only two things are one: a button of a modal question, which no command of VS Code
 * presses, and the panel's button, whose messages nobody but our webview can send. Whatever else looks like a press can
 * be had by a program through commands: a lens, a menu, a key, a choice in a list, a text in a box, a button of a
 * notification. Its caller is `someone`, and admission asks. Lint keeps `kind: 'person'` in this file.
 */

/**
 * Whose word the panel's message is. Where another draft stood on the screen than the one that would be rendered, as when a
 * program exchanges it just before the press, it is nobody's.
 */
export function pressedInPanel(
  { shownDraft, shownMicroUsd, shownKind }: Extract<PanelMessage, { kind: 'generate' }>,
  draftNumber: number,
): Caller {
  if (shownDraft !== draftNumber) return { kind: 'someone' };
  return {
    kind: 'person',
    ...(shownMicroUsd === undefined ? {} : { shownMicroUsd }),
    ...(shownKind === undefined ? {} : { shownKind }),
  };
}

type PersonalCaller = Extract<Caller, { readonly kind: 'person' | 'someone' }>;

export interface ModalButton<Answer> {
  readonly answer: Answer;
  /** With the price in its words where pressing it is an agreement to one. */
  readonly label: (price: string) => string;
  /** What pressing it costs; absent: no price was shown, so none was agreed to. */
  readonly total?: TotalPrice;
}

export interface PressedButton<Answer> {
  readonly answer: Answer;
  readonly caller: PersonalCaller;
}

/** Undefined: the person closed the question. */
export async function pressInModal<Answer>(
  title: string,
  detail: readonly string[],
  buttons: readonly ModalButton<Answer>[],
): Promise<PressedButton<Answer> | undefined> {
  const labels = buttons.map(({ label, total }) => label(total === undefined ? '' : totalWords(total)));
  const chosen = await modal.warning(title, detail, ...labels);
  const pressed = chosen === undefined ? undefined : buttons[labels.indexOf(chosen)];
  return pressed === undefined ? undefined : { answer: pressed.answer, caller: callerOf(pressed.total) };
}

function callerOf(total: TotalPrice | undefined): PersonalCaller {
  if (total === undefined) return { kind: 'someone' };
  const shownMicroUsd = knownTotal(total);
  return {
    kind: 'person',
    ...(shownMicroUsd === undefined ? {} : { shownMicroUsd, shownKind: total.kind }),
  };
}
