import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { preflight } from '../../core/preflight.ts';
import { remixRequest } from '../../core/remix.ts';
import type { RemixSource } from '../../core/request.ts';
import { RefusedRequest } from '../../engine/admission.ts';
import type { Session } from '../session/session.ts';
import { askForText } from '../base/show/inputs.ts';
import type { Submit } from '../submitting/submit.ts';
import { titleOf } from '../../words/jobWords.ts';
import { quoteWords } from '../../words/priceWords.ts';

/**
 * *Remix…*: asks for the other prompt, with the price, and submits it as a job of its own. What stands in the way is told
 * before anything is asked. Throws VideoPromptError.
 */
export async function remixClip(
  submit: Submit,
  { market }: Session,
  job: Job,
  source: RemixSource,
): Promise<void> {
  const request = remixRequest(job, source);
  const model = market.find(request.model);
  const findings = preflight(request, model, []);
  const obstacle = findings.find(({ severity, field }) => severity === 'error' && field !== 'prompt');
  if (obstacle !== undefined) throw new RefusedRequest(request, obstacle, findings);
  // A model that is not known is an obstacle.
  if (model === undefined) return;
  const quote = market.quote(request, model);
  const prompt = await askForText({
    title: vscode.l10n.t('Remix “{0}”', titleOf(job, 60)),
    prompt: vscode.l10n.t('What should the clip show now? ({0})', quoteWords(quote)),
    value: request.prompt,
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Describe what the video should show.') : undefined,
  });
  if (prompt === undefined) return;
  await submit({ ...request, prompt }, { caller: { kind: 'someone' } });
}
