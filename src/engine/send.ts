import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import type { Failure } from '../core/failure.ts';
import type { Job, JobEvent } from '../core/job.ts';
import { nextPollDelayMs, tooManyDelayMs, unsentDelayMs } from '../core/pollPolicy.ts';
import type { RenderForecast } from '../core/renderForecast.ts';
import { hasRisen, needsConsent, sendableSince } from './adoption.ts';
import type { EngineContext } from './context.ts';
import type { CreateOutcome, Endpoint, ImageBytes } from './ports.ts';
import { writeEvent, writeSurely } from './write.ts';

/**
 * Submits a queued job: `submitting` is on disk before the request leaves, the outcome before anyone is told. The
 * only caller of `provider.create`.
 */
export async function send(context: EngineContext, queued: Job): Promise<Job | undefined> {
  const model = modelOfRequest(queued.request);
  if (model === undefined) return undefined;
  const isStale = () =>
    needsConsent(queued, context.clock.now(), context.market.quote, sendableSince(queued));
  // A slot may have come late: what is paid is what was agreed to, in a window that lived all the while too.
  if (hasRisen(queued, context.market.quote) || (context.pauses.hasWaited(queued) && isStale())) {
    await writeEvent(context, queued, { kind: 'hold', reason: 'confirm' });
    return undefined;
  }
  const endpoint = await context.endpoints.resolve(queued.origin, context.closing);
  if (endpoint === undefined) {
    await writeEvent(context, queued, { kind: 'hold', reason: 'key' });
    return undefined;
  }
  // Read before the row says `submitting`, so that the request leaves right after the commit.
  const images = await readImages(context, queued);
  if (images === undefined) {
    const failure: Failure = { class: 'disk', message: 'create.imageLost', charged: 'no' };
    await writeEvent(context, queued, { kind: 'cancel', failure });
    return undefined;
  }
  const forecast = await context.forecasts.of(queued);
  const committed = await writeEvent(
    context,
    queued,
    { kind: 'send' },
    { maxConcurrent: context.settings().maxConcurrent },
  );
  if (committed.kind !== 'applied') return undefined;
  const job = committed.job;
  // The time in the row, read before the commit: a window that slept right after it must not take that for no time.
  const sentAt = job.sentAt ?? Number.NaN;
  // And by a timer, because the clock on the wall may be set back meanwhile.
  let isLate = false;
  const answered = new AbortController();
  void context.clock.sleep(context.rhythm.sendWithinMs, answered.signal).then(() => {
    isLate = true;
  });
  const mayStillSend = () => {
    const sinceMs = context.clock.now() - sentAt;
    return (
      !isLate &&
      sinceMs >= 0 &&
      sinceMs <= context.rhythm.sendWithinMs &&
      !context.draining.aborted &&
      context.pauses.maySend(job) &&
      context.store.holdsLease(job.id, job.epoch, context.windowId)
    );
  };
  const outcome = await create(context, {
    endpoint,
    request: job.request,
    model,
    images,
    clientId: job.id,
    mayStillSend,
  });
  answered.abort();
  const event = eventOf(context, job, endpoint, outcome, forecast);
  const options = event.kind === 'accepted' ? {} : { epoch: job.epoch };
  const written = await writeSurely(context, job, event, options);
  return written.kind === 'applied' ? written.job : undefined;
}

/** Undefined where a kept copy is gone or no longer what it was. */
async function readImages(context: EngineContext, job: Job): Promise<readonly ImageBytes[] | undefined> {
  const reading = Promise.all(
    job.images.map(async (image) => {
      const bytes = await context.vault.readImage(image);
      return { ...image, read: () => Promise.resolve(bytes) };
    }),
  );
  try {
    return await reading;
  } catch (error) {
    context.log(`Job ${job.id}: a kept image cannot be read`, error);
    return undefined;
  }
}

async function create(
  context: EngineContext,
  call: Parameters<EngineContext['provider']['create']>[0],
): Promise<CreateOutcome> {
  try {
    return await context.provider.create(call, context.closing);
  } catch (error) {
    // What broke here broke at an unknown moment: the request may have left.
    const failure: Failure = { class: 'unknown', message: 'create.interrupted', charged: 'unknown' };
    context.log(
      `A create request ended without an outcome: ${error instanceof Error ? error.name : 'unknown'}`,
    );
    return { kind: 'uncertain', failure };
  }
}

function eventOf(
  context: EngineContext,
  job: Job,
  endpoint: Endpoint,
  outcome: CreateOutcome,
  forecast: RenderForecast,
): JobEvent {
  const now = context.clock.now();
  const fraction = context.random.fraction();
  switch (outcome.kind) {
    case 'accepted': {
      const delayMs = nextPollDelayMs({
        elapsedMs: 0,
        missCount: 0,
        forecast,
        isLocal: endpoint.isLocal,
        fraction,
      });
      return {
        kind: 'accepted',
        taskId: outcome.taskId,
        keyFingerprint: endpoint.keyFingerprint,
        nextAt: now + delayMs,
      };
    }
    case 'unsent':
      return {
        kind: 'unsent',
        nextAt: now + unsentDelayMs(job.missCount + 1, fraction),
        failure: outcome.failure,
      };
    case 'tooMany':
      return {
        kind: 'tooMany',
        nextAt: now + tooManyDelayMs(job.tooManyCount + 1, outcome.retryAfterMs, fraction),
        failure: outcome.failure,
      };
    case 'refused':
      return { kind: 'refused', failure: outcome.failure };
    case 'uncertain':
      return { kind: 'doubted', failure: outcome.failure };
  }
}
