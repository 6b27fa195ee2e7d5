import * as vscode from 'vscode';
import { maxLabel, plainLine, plainLines } from '../../../core/shownText.ts';

type Tell = (text: string, ...buttons: readonly string[]) => Promise<string | undefined>;
type Ask = (
  title: string,
  detail: readonly string[],
  ...buttons: readonly string[]
) => Promise<string | undefined>;

/** Notifications. Resolves with the button that was pressed, as it was given. */
export const notify = {
  information: (text, ...buttons) =>
    pressed(buttons, (shown) => vscode.window.showInformationMessage(plainLine(text), ...shown)),
  warning: (text, ...buttons) =>
    pressed(buttons, (shown) => vscode.window.showWarningMessage(plainLine(text), ...shown)),
  error: (text, ...buttons) =>
    pressed(buttons, (shown) => vscode.window.showErrorMessage(plainLine(text), ...shown)),
} satisfies Record<string, Tell>;

/** Modal dialogs; each text of the detail is a line of its own. */
export const modal = {
  information: (title, detail, ...buttons) =>
    pressed(buttons, (shown) =>
      vscode.window.showInformationMessage(plainLine(title), modalOptions(detail), ...shown),
    ),
  warning: (title, detail, ...buttons) =>
    pressed(buttons, (shown) =>
      vscode.window.showWarningMessage(plainLine(title), modalOptions(detail), ...shown),
    ),
} satisfies Record<string, Ask>;

function modalOptions(detail: readonly string[]): vscode.MessageOptions {
  return { modal: true, ...(detail.length === 0 ? {} : { detail: plainLines(detail) }) };
}

async function pressed(
  buttons: readonly string[],
  ask: (shown: readonly string[]) => Thenable<string | undefined>,
): Promise<string | undefined> {
  const shown = buttons.map((button) => plainLine(button, maxLabel));
  const answer = await ask(shown);
  return answer === undefined ? undefined : buttons[shown.indexOf(answer)];
}
