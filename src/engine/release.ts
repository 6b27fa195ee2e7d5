import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import { say } from '../core/errorText.ts';
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
  if (job === undefined) throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
  const model = modelOfRequest(job.request);
  if (model === undefined || job.state !== 'queued' || job.hold === undefined || job.hold === 'frame') {
    throw new VideoPromptError('job.state', say('job.notNow'), {
      jobId: id,
    });
  }
  if (!gate.isTrusted()) {
    throw new VideoPromptError('workspace.untrusted', say('workspace.untrusted'), { jobId: id });
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
      throw new VideoPromptError('confirmation.declined', say('confirmation.declined'), { jobId: id });
    // The question may have stood open for long.
    if (hasRisen(job, context.market.quote)) throw risen(id);
  }
  const outcome = await write(context, id, { kind: 'release' });
  if (outcome.kind !== 'applied') {
    throw new VideoPromptError('job.state', say('job.changed'), { jobId: id });
  }
  return outcome.job;
}

function risen(jobId: string): VideoPromptError {
  return new VideoPromptError('job.state', say('job.risen'), { jobId });
}
