import { findModel } from '../core/catalogue/catalogue.ts';
import { isAbort, VideoPromptError } from '../core/errors.ts';
import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { downloadRetryDelayMs, maxFetchedInVain, refetchDelayMs, shouldGiveUp } from '../core/pollPolicy.ts';
import { BoundedBody, SlowBody } from './boundedBody.ts';
import type { EngineContext } from './context.ts';
import { diskFailure } from './diskFailure.ts';
import {
  BrokenBody,
  type ClipHints,
  type DownloadOutcome,
  EndlessBody,
  type Endpoint,
  type StatusOutcome,
} from './ports.ts';
import { dialectOf } from './dialectOf.ts';
import { writeEvent } from './write.ts';

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

/** Why there is no clip yet. */
interface Trouble {
  readonly failure: Failure;
  readonly retryAfterMs?: number;
  /** How much it weighs towards {@link maxFetchedInVain}. */
  readonly inVain?: number;
  /** Bytes came and none of them can be used: the next attempt costs the whole size again. */
  readonly isLost?: boolean;
}

/** A page is small, a download is not, and a body without end is as large as we let it become. */
const inVain = { message: 1, download: 2, endless: 6 } as const;
/** Fewer bytes are not worth sparing. */
const worthSparingBytes = 1024 * 1024;

/** Fetches the bytes of a rendered clip into the extension's storage; what breaks is tried again later (P5). */
export async function fetchClip(
  context: EngineContext,
  job: Job,
  signal: AbortSignal,
  known?: Known,
): Promise<Job | undefined> {
  const result = await attempt(context, job, signal, known);
  if ('job' in result) return result.job;
  const { failure, retryAfterMs, inVain: weight = 0, isLost = false } = result;
  const now = context.clock.now();
  const fetchedInVain = (job.fetchedInVain ?? 0) + weight;
  if (fetchedInVain >= maxFetchedInVain) {
    await writeEvent(context, job, {
      kind: 'stop',
      failure: { ...failure, message: givenUp(failure.message) },
    });
    return undefined;
  }
  if (shouldGiveUp(job, now, context.pauses.resumedAt())) {
    await writeEvent(context, job, { kind: 'stop', failure });
    return undefined;
  }
  const missCount = job.missCount + 1;
  const fraction = context.random.fraction();
  const delayMs =
    weight > 0 || isLost
      ? refetchDelayMs(missCount, fraction, retryAfterMs)
      : downloadRetryDelayMs(missCount, fraction, retryAfterMs);
  await writeEvent(context, job, {
    kind: 'missed',
    nextAt: now + delayMs,
    failure,
    ...(weight === 0 ? {} : { fetchedInVain }),
  });
  return undefined;
}

/** What is told when it is not tried again. */
function givenUp(message: string): string {
  return message === 'download.endless' ? message : 'download.noClip';
}

async function attempt(
  context: EngineContext,
  job: Job,
  signal: AbortSignal,
  known: Known | undefined,
): Promise<Trouble | { readonly job: Job | undefined }> {
  const hints = hintsOf(job);
  const ready = await context.vault.received(job.id, hints);
  if (ready !== undefined) return await keep(context, job, ready);
  const endpoint = known?.endpoint ?? (await context.endpoints.resolve(job.origin, signal));
  if (endpoint === undefined) return { failure: problem('key', 'key.missing') };
  const answer = known?.answer ?? (await askAgain(context, job, endpoint, signal));
  if ('failure' in answer) return answer;
  const outcome = await open(context, job, endpoint, answer.link, signal);
  if (outcome.kind !== 'bytes') {
    const { failure, retryAfterMs, isMessage = false } = outcome;
    return {
      failure,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(isMessage ? { inVain: inVain.message } : {}),
    };
  }
  const trouble = await receive(context, job, outcome, signal);
  if (trouble !== undefined) return trouble;
  const clip = await context.vault.accept(job.id, hints);
  return clip === undefined
    ? { failure: problem('provider-fault', 'download.incomplete'), inVain: inVain.download }
    : await keep(context, job, clip);
}

/** A remix and a task that was found by its id have a length of their own. */
function hintsOf({ request }: Job): ClipHints {
  return request.seconds > 0 && request.remixOf === undefined ? { expectedSeconds: request.seconds } : {};
}

async function receive(
  context: EngineContext,
  job: Job,
  outcome: Extract<DownloadOutcome, { kind: 'bytes' }>,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  const body = new BoundedBody(outcome, hintsOf(job).expectedSeconds, context.clock, signal);
  const lost = async (failure: Failure): Promise<Trouble> => ({
    failure,
    isLost: body.received >= worthSparingBytes && (await context.vault.partial(job.id)) === undefined,
  });
  try {
    await context.vault.receive(job.id, { ...outcome, body }, signal);
    return undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof EndlessBody)
      return { failure: problem('provider-fault', 'download.endless'), inVain: inVain.endless };
    if (error instanceof SlowBody) return await lost(problem('network', 'download.tooSlow'));
    if (error instanceof BrokenBody) return await lost(problem('network', 'download.interrupted'));
    if (error instanceof VideoPromptError) return await lost(diskFailure(error));
    throw error;
  } finally {
    // One that was never begun is still open.
    void outcome.body[Symbol.asyncIterator]()
      .return?.()
      .then(undefined, () => undefined);
  }
}

async function keep(
  context: EngineContext,
  job: Job,
  clip: NonNullable<Job['clip']>,
): Promise<{ job: Job | undefined }> {
  const outcome = await writeEvent(context, job, { kind: 'fetched', clip });
  return { job: outcome.kind === 'applied' ? outcome.job : undefined };
}

/** Links are never stored: after a restart, or when one died, the status gives a fresh one. */
async function askAgain(
  context: EngineContext,
  job: Job,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Known['answer'] | Trouble> {
  if (job.taskId === undefined) return { failure: problem('unknown', 'task.noId') };
  const answer = await context.provider.status({ endpoint, taskId: job.taskId, ...dialectOf(job) }, signal);
  switch (answer.kind) {
    case 'done':
      return answer;
    case 'running':
      return { failure: problem('provider-fault', 'download.notReady') };
    case 'failed':
      return { failure: answer.failure };
    case 'missed': {
      const { failure, retryAfterMs } = answer;
      return { failure, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
  }
}

async function open(
  context: EngineContext,
  job: Job,
  endpoint: Endpoint,
  link: string | undefined,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  if (job.taskId === undefined) return { kind: 'missed', failure: problem('unknown', 'task.noId') };
  const have = await context.vault.partial(job.id);
  const call = {
    endpoint,
    taskId: job.taskId,
    ...dialectOf(job),
    ...(have === undefined ? {} : { have }),
  };
  if (link === undefined) return await context.provider.download(call, signal);
  const outcome = await context.provider.download({ ...call, link }, signal);
  // A model that is not in the catalogue any more may have the endpoint.
  const hasContent = findModel(job.request.model)?.contentEndpoint ?? true;
  if (outcome.kind !== 'dead' || !hasContent || job.missCount === 0) return outcome;
  // A fresh link did not work either: the content endpoint is the last way.
  return await context.provider.download(call, signal);
}
