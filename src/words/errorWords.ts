import * as l10n from '@vscode/l10n';
import { VideoPromptError } from '../core/errors.ts';
import { firstError } from '../core/preflight.ts';
import { CappedRequest, RefusedRequest } from '../engine/refusals.ts';
import { breachWords } from './capWords.ts';
import { failureCodeWords } from './failureWords.ts';
import { findingWords } from './findingWords.ts';
import { sentenceWords } from './sentenceWords.ts';

/** What went wrong, in the person's language. */
export function errorWords(error: unknown): string {
  if (error instanceof RefusedRequest) {
    const first = firstError(error.findings);
    if (first !== undefined) return findingWords(first);
  }
  if (error instanceof CappedRequest) return breachWords(error.breach);
  if (error instanceof VideoPromptError) {
    const { sentence, failureCode, message } = error;
    if (sentence !== undefined) return sentenceWords(sentence.key, sentence.args);
    return (failureCode === undefined ? undefined : failureCodeWords(failureCode)) ?? message;
  }
  return l10n.t(
    'Something unexpected went wrong: {0}',
    error instanceof Error ? error.message : String(error),
  );
}
