import * as vscode from 'vscode';
import { hasEnded, type Job } from '../../core/job.ts';
import { type TotalPrice, totalPrice } from '../../core/quote.ts';
import { DuplicateRequest } from '../../engine/admission.ts';
import { type PressedButton, pressInModal } from './personsConsent.ts';
import type { Session } from '../session/session.ts';
import { requireTrust } from '../base/trust.ts';
import { titleOf } from '../../words/jobWords.ts';

/** A shot with more jobs than this has them in sidecars. */
const maxJobs = 1_000;

/**
 * *Submit Again*: what an uncertain job stands for as a new job in its place, once the person knows that both may be paid
 * for. Throws VideoPromptError.
 */
export async function submitAgain({ engine, store }: Session, job: Job): Promise<void> {
  requireTrust('submits');
  for (let found: readonly Job[] = []; ;) {
    const upTo = await store.newest();
    const others = distinct([...(await othersOfShot(store, job)), ...found]);
    const quote = engine.againQuote(job);
    const pressed = await ask(job, others, totalPrice([{ quote, clips: 1 }]));
    if (pressed === undefined) return;
    const seen = { upTo, agreedSecond: others.map(({ id }) => id) };
    try {
      await engine.again(job.id, { caller: pressed.caller, seen });
      return;
    } catch (error) {
      // Something of the same shot began while the question stood open: it is asked about too.
      if (!(error instanceof DuplicateRequest)) throw error;
      found = distinct([...found, ...error.items.flatMap(({ jobs }) => jobs)]);
      if (found.every(({ id }) => seen.agreedSecond.includes(id))) throw error;
    }
  }
}

/** Those of its shot that have not ended, but for itself. */
async function othersOfShot(store: Session['store'], { id, source }: Job): Promise<readonly Job[]> {
  if (source === undefined) return [];
  const jobs = await store.ofPromptFile(source.promptFileUri, maxJobs);
  return jobs.filter(
    (one) =>
      one.id !== id && one.source?.shot === source.shot && one.source.cell === source.cell && !hasEnded(one),
  );
}

function distinct(jobs: readonly Job[]): readonly Job[] {
  return [...new Map(jobs.map((job) => [job.id, job])).values()];
}

async function ask(
  job: Job,
  others: readonly Job[],
  total: TotalPrice,
): Promise<PressedButton<'again'> | undefined> {
  const detail = [
    vscode.l10n.t(
      'CometAPI may have received the first one; then you pay for both. The first stays in the list, its money as unknown.',
    ),
    ...(others.length === 0
      ? []
      : [
          vscode.l10n.t(
            'The same shot has other jobs that have not ended ({0}): this is one more.',
            others.length,
          ),
        ]),
  ];
  const title = vscode.l10n.t('Submit “{0}” again?', titleOf(job, 60));
  return await pressInModal(title, detail, [
    { answer: 'again', label: (price) => vscode.l10n.t('Submit Again: {0}', price), total },
  ]);
}
