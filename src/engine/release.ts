import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import { expectedRequest } from '../core/follower.ts';
import { totalPrice } from '../core/quote.ts';
import { hasRisen, needsConsent } from './adoption.ts';
import type { EngineContext } from './context.ts';
import type { Gate } from './ports.ts';
import { write } from './write.ts';

/** Lets a held job go on. One that asks for the user's word asks here; a changed price needs a new submission. */
export async function release(context: EngineContext, gate: Gate, id: string): Promise<Job> {
  const job = await context.store.get(id);
  if (job === undefined)
    throw new VideoPromptError('job.unknown', 'This job is not known here.', { jobId: id });
  const model = modelOfRequest(job.request);
  if (model === undefined || job.state !== 'queued' || job.hold === undefined || job.hold === 'frame') {
    throw new VideoPromptError('job.state', `This is not possible while the job is ${job.state}.`, {
      jobId: id,
    });
  }
  if (!gate.isTrusted()) {
    throw new VideoPromptError(
      'workspace.untrusted',
      'This workspace is not trusted: nothing is submitted from it.',
      { jobId: id },
    );
  }
  if (job.hold === 'confirm' || needsConsent(job, context.clock.now(), context.market.quote)) {
    if (hasRisen(job, context.market.quote)) throw risen(id);
    const quote = context.market.quote(expectedRequest(job), model);
    const { caps } = context.settings();
    const totals = await context.store.totals(context.clock.localDay(context.clock.now()), job.workspaceKey);
    const items = [{ request: job.request, model, clips: 1, quote }];
    const question = { items, clips: 1, total: totalPrice(items), reason: 'held' as const, caps, totals };
    const answer = await gate.ask(question);
    if (answer.kind === 'declined')
      throw new VideoPromptError('confirmation.declined', 'Not submitted.', { jobId: id });
    // The question may have stood open for long.
    if (hasRisen(job, context.market.quote)) throw risen(id);
  }
  const outcome = await write(context, id, { kind: 'release' });
  if (outcome.kind !== 'applied') {
    throw new VideoPromptError('job.state', 'The job has changed meanwhile.', { jobId: id });
  }
  return outcome.job;
}

function risen(jobId: string): VideoPromptError {
  const text = 'The price has risen since this was reserved. Cancel it and generate it again.';
  return new VideoPromptError('job.state', text, { jobId });
}
