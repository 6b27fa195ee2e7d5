import * as vscode from 'vscode';
import { isPublicLink } from '../../core/uriPath.ts';
import { askForText } from '../base/show/inputs.ts';

/** Asks for the public address of an image; empty where the person closed the question. */
export async function askForAddress(): Promise<readonly string[]> {
  const typed = await askForText({
    title: vscode.l10n.t('Address of the image'),
    prompt: vscode.l10n.t('CometAPI fetches the image from there: anyone who knows the address can see it.'),
    placeHolder: 'https://example.com/frame.png',
    validateInput: (text) =>
      isPublicLink(text.trim()) && URL.canParse(text.trim())
        ? undefined
        : vscode.l10n.t('Type an address that begins with https://.'),
  });
  return typed === undefined ? [] : [typed.trim()];
}
