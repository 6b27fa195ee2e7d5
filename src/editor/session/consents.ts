import * as vscode from 'vscode';
import type { Gate, UploadConsent } from '../../engine/ports.ts';
import type { Dialogs } from '../../runtime/dialogs.ts';
import { createGate } from '../../runtime/gate.ts';
import { createUploadConsent } from '../../runtime/uploadConsent.ts';
import { askForText } from '../base/show/inputs.ts';
import { modal } from '../base/show/messages.ts';
import { isTrusted } from '../base/trust.ts';

/** Modal dialogs of the editor, which no program can answer. */
const dialogs: Dialogs = {
  confirm: async ({ title, detail, agree }) => (await modal.warning(title, detail, agree)) === agree,
  askForText: async ({ problem, ...question }) => await askForText({ ...question, validateInput: problem }),
};

/** `memory`: that of the user. */
export function editorGate(memory: vscode.Memento): Gate {
  return createGate({ dialogs, memory, isTrusted });
}

/** `memory`: that of the workspace, where nothing in its files can put an answer. */
export function editorUploadConsent(memory: vscode.Memento): UploadConsent {
  const placeOf = (uri: string) => {
    const place = vscode.Uri.parse(uri);
    const isOurs = vscode.workspace.getWorkspaceFolder(place) !== undefined;
    return isOurs ? vscode.workspace.asRelativePath(place) : undefined;
  };
  return createUploadConsent({ dialogs, memory, placeOf });
}
