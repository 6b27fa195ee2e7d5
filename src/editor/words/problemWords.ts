import * as vscode from 'vscode';
import { type PromptProblem, problemText } from '../../core/promptFile/problem.ts';

/** A problem of a prompt file in the user's language; the English texts are the keys. */
export function problemWords({ code, args }: Pick<PromptProblem, 'code' | 'args'>): string {
  return vscode.l10n.t(problemText[code], { ...args });
}
