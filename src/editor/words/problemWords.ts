import * as vscode from 'vscode';
import { problemText, type PromptProblem } from '../../core/promptFile/problem.ts';

/** What is wrong in a prompt file, in the user's language. */
export function problemWords({ code, args }: Pick<PromptProblem, 'code' | 'args'>): string {
  return vscode.l10n.t(problemText[code], { ...args });
}
