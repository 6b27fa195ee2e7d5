import { findModel } from '../core/catalogue/catalogue.ts';
import { isAbort, VideoPromptError } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { downloadRetryDelayMs, shouldGiveUp } from '../core/pollPolicy.ts';
import type { EngineContext } from './context.ts';
import { BrokenBody, type DownloadOutcome, type Endpoint, type StatusOutcome } from './ports.ts';
import { dialectOf } from './dialectOf.ts';
import { drive } from './write.ts';

interface Known {
  readonly endpoint: Endpoint;
  /** The answer that said that the render is done; its link lives in memory only. */
  readonly answer: Extract<StatusOutcome, { kind: 'done' }>;
}

const problem = (failureClass: Failure['class'], message: string, providerMessage?: string): Failure => ({
  class: failureClass,
  message,
  charged: 'yes',
  ...(providerMessage === undefined ? {} : { providerMessage }),
});

/** Fetches the bytes of a rendered clip into the extension's storage; what breaks is tried again later (P5). */
export async function fetchClip(context: EngineContext, job: Job, known?: Known): Promise<Job | undefined> {
  const trouble = await attempt(context, job, known);
  if (!('class' in trouble)) return trouble.job;
  const now = context.clock.now();
  if (shouldGiveUp(job, now, context.pauses.resumedAt())) {
    await drive(context, job, { kind: 'stop', failure: trouble });
    return undefined;
  }
  const delayMs = downloadRetryDelayMs(job.missCount + 1, context.random.fraction());
  await drive(context, job, { kind: 'missed', nextAt: now + delayMs, failure: trouble });
  return undefined;
}

async function attempt(
  context: EngineContext,
  job: Job,
  known: Known | undefined,
): Promise<Failure | { readonly job: Job | undefined }> {
  const ready = await context.vault.received(job.id);
  if (ready !== undefined) return await keep(context, job, ready);
  const endpoint = known?.endpoint ?? (await context.endpoints.resolve(job.origin, context.closing));
  if (endpoint === undefined) return problem('key', 'key.missing');
  const answer = known?.answer ?? (await askAgain(context, job, endpoint));
  if ('class' in answer) return answer;
  const outcome = await open(context, job, endpoint, answer.link);
  if (outcome.kind !== 'bytes') return outcome.failure;
  try {
    await context.vault.receive(job.id, outcome, context.closing);
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof BrokenBody) return problem('network', 'download.interrupted');
    if (error instanceof VideoPromptError) return problem('disk', error.message);
    throw error;
  }
  const clip = await context.vault.accept(job.id);
  return clip === undefined
    ? problem('provider-fault', 'download.incomplete')
    : await keep(context, job, clip);
}

async function keep(
  context: EngineContext,
  job: Job,
  clip: NonNullable<Job['clip']>,
): Promise<{ job: Job | undefined }> {
  const outcome = await drive(context, job, { kind: 'fetched', clip });
  return { job: outcome.kind === 'applied' ? outcome.job : undefined };
}

/** Links are never stored: after a restart, or when one died, the status gives a fresh one. */
async function askAgain(
  context: EngineContext,
  job: Job,
  endpoint: Endpoint,
): Promise<Known['answer'] | Failure> {
  if (job.taskId === undefined) return problem('unknown', 'task.missing');
  const answer = await context.provider.status(
    { endpoint, taskId: job.taskId, ...dialectOf(job) },
    context.closing,
  );
  switch (answer.kind) {
    case 'done':
      return answer;
    case 'running':
      return problem('provider-fault', 'download.notReady');
    case 'failed':
    case 'missed':
      return answer.failure;
  }
}

async function open(
  context: EngineContext,
  job: Job,
  endpoint: Endpoint,
  link: string | undefined,
): Promise<DownloadOutcome> {
  if (job.taskId === undefined) return { kind: 'missed', failure: problem('unknown', 'task.missing') };
  const have = await context.vault.partial(job.id);
  const call = {
    endpoint,
    taskId: job.taskId,
    ...dialectOf(job),
    ...(have === undefined ? {} : { have }),
  };
  if (link === undefined) return await context.provider.download(call, context.closing);
  const outcome = await context.provider.download({ ...call, link }, context.closing);
  // A model that is not in the catalogue any more may have the endpoint.
  const hasContent = findModel(job.request.model)?.contentEndpoint ?? true;
  if (outcome.kind !== 'dead' || !hasContent || job.missCount === 0) return outcome;
  // A fresh link did not work either: the content endpoint is the last way.
  return await context.provider.download(call, context.closing);
}
