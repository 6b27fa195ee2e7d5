import * as vscode from 'vscode';
import { maxLabel, plainLine } from '../../../core/shownText.ts';

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder?: string;
  /** What is edited: as it is. */
  readonly value?: string;
  readonly password?: boolean;
  readonly validateInput?: (text: string) => string | undefined | Promise<string | undefined>;
}

/** An input box, which stays when the focus goes elsewhere. Undefined: it was closed. */
export async function askForText(question: TextQuestion): Promise<string | undefined> {
  const { title, prompt, placeHolder, validateInput, ...others } = question;
  return await vscode.window.showInputBox({
    ...others,
    ignoreFocusOut: true,
    title: plainLine(title, maxLabel),
    prompt: plainLine(prompt),
    ...(placeHolder === undefined ? {} : { placeHolder: plainLine(placeHolder, maxLabel) }),
    ...(validateInput === undefined
      ? {}
      : {
          validateInput: async (text: string) => {
            const trouble = await validateInput(text);
            return trouble === undefined ? undefined : plainLine(trouble);
          },
        }),
  });
}

export async function askForFolder(placeHolder: string): Promise<vscode.WorkspaceFolder | undefined> {
  return await vscode.window.showWorkspaceFolderPick({
    placeHolder: plainLine(placeHolder, maxLabel),
    ignoreFocusOut: true,
  });
}

export async function askForFiles(
  options: vscode.OpenDialogOptions,
): Promise<readonly vscode.Uri[] | undefined> {
  return await vscode.window.showOpenDialog({ ...options, ...dialogWords(options) });
}

export async function askWhereToSave(options: vscode.SaveDialogOptions): Promise<vscode.Uri | undefined> {
  return await vscode.window.showSaveDialog({ ...options, ...dialogWords(options) });
}

function dialogWords({
  title,
  openLabel,
  saveLabel,
  filters,
}: vscode.OpenDialogOptions & vscode.SaveDialogOptions) {
  return {
    ...(title === undefined ? {} : { title: plainLine(title, maxLabel) }),
    ...(openLabel === undefined ? {} : { openLabel: plainLine(openLabel, maxLabel) }),
    ...(saveLabel === undefined ? {} : { saveLabel: plainLine(saveLabel, maxLabel) }),
    ...(filters === undefined
      ? {}
      : {
          filters: Object.fromEntries(
            Object.entries(filters).map(([name, endings]) => [plainLine(name, maxLabel), endings]),
          ),
        }),
  };
}
