import * as l10n from '@vscode/l10n';
import { type PromptProblem, problemText } from '../core/promptFile/problem.ts';

/** A problem of a prompt file in the user's language; the English texts are the keys. */
export function problemWords({ code, args }: Pick<PromptProblem, 'code' | 'args'>): string {
  return l10n.t(problemText[code], { ...args });
}
