import type { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { nextPollDelayMs, shouldGiveUp } from '../core/pollPolicy.ts';
import { hasStoodStill, stillAfter, tellStillAfterMs } from '../core/standstill.ts';
import type { EngineContext } from './context.ts';
import { fetchClip } from './fetchClip.ts';
import { dialectOf } from './dialectOf.ts';
import type { StatusOutcome } from './ports.ts';
import { writeEvent } from './write.ts';

/** How often an unchanged answer is written all the same, so that the time of the last good answer stays near. */
const answerWriteMs = 60_000;

const keyMissing: Failure = { class: 'key', message: 'key.missing', charged: 'unknown' };

/**
 * How often a figure that has grown is written, times the jobs that are running: a commit waits for the disk, and nobody
 * follows the percents of hundreds of jobs. A handful of them writes every one.
 */
const progressWriteMs = 200;

/** Told of a job whose answers have brought nothing new for hours. */
const standstill: Failure = { class: 'provider-fault', message: 'status.noProgress', charged: 'unknown' };

/** Told of a job whose key another job has tried in vain for a day. */
export const keyRefused: Failure = { class: 'key', message: 'status.key', charged: 'unknown' };

/**
 * Asks once how a running job stands. Returns when to ask again (epoch milliseconds), or undefined when the job
 * left the state. No answer can fail the job (P3): only a terminal word does. `signal`: the job is not this step's any more.
 * `runningCount`: of the jobs of all windows.
 */
export async function watch(
  context: EngineContext,
  job: Job,
  signal: AbortSignal,
  runningCount: number,
): Promise<number | undefined> {
  if (job.taskId === undefined) return undefined;
  const endpoint = await context.endpoints.resolve(job.origin, signal);
  if (endpoint === undefined) return await miss(context, job, keyMissing);
  const askedAt = context.clock.now();
  const answer = await context.provider.status({ endpoint, taskId: job.taskId, ...dialectOf(job) }, signal);
  switch (answer.kind) {
    case 'running': {
      context.forecasts.notYet(job, askedAt, answer.progress);
      return await goOn(context, job, answer, { isLocal: endpoint.isLocal, runningCount });
    }
    case 'done': {
      const { upstreamMicroUsd } = answer;
      const rendered = await writeEvent(context, job, {
        kind: 'rendered',
        ...(upstreamMicroUsd === undefined ? {} : { upstreamMicroUsd }),
      });
      if (rendered.kind === 'applied' && !endpoint.isLocal) await context.forecasts.ended(job);
      if (rendered.kind === 'applied') await fetchClip(context, rendered.job, signal, { endpoint, answer });
      return undefined;
    }
    case 'failed':
      await writeEvent(context, job, { kind: 'ended', failure: answer.failure });
      return undefined;
    case 'missed':
      return await miss(context, job, answer.failure, answer.retryAfterMs);
  }
}

/** It still renders, says the provider; not for ever, and not without a word to the person. */
async function goOn(
  context: EngineContext,
  job: Job,
  { progress, word }: Extract<StatusOutcome, { kind: 'running' }>,
  { isLocal, runningCount }: { readonly isLocal: boolean; readonly runningCount: number },
): Promise<number | undefined> {
  const now = context.clock.now();
  const said = {
    ...(progress === undefined ? {} : { progress }),
    ...(word === undefined ? {} : { word }),
  };
  const stillMs = stillAfter(job, said, now);
  if (hasStoodStill(job, stillMs, now, context.pauses.resumedAt())) {
    await writeEvent(context, job, { kind: 'stop', failure: standstill });
    return undefined;
  }
  const isStill = stillMs >= tellStillAfterMs;
  const nextAt = now + (await delayMs(context, { ...job, stillMs }, 0, isLocal));
  // Also where the clock was set back since.
  const unwrittenMs = Math.abs(now - (job.answeredAt ?? job.acceptedAt ?? 0));
  const isNews =
    (progress !== undefined && progress !== job.progress && unwrittenMs >= runningCount * progressWriteMs) ||
    (word !== undefined && word !== job.word) ||
    job.missCount > 0 ||
    (job.failure !== undefined) !== isStill ||
    unwrittenMs > answerWriteMs;
  if (isNews) {
    await writeEvent(context, job, {
      kind: 'progressed',
      nextAt,
      ...said,
      ...(isStill ? { failure: standstill } : {}),
    });
  }
  return nextAt;
}

async function miss(
  context: EngineContext,
  job: Job,
  failure: Failure,
  retryAfterMs?: number,
): Promise<number | undefined> {
  const now = context.clock.now();
  if (shouldGiveUp(job, now, context.pauses.resumedAt())) {
    await writeEvent(context, job, { kind: 'stop', failure });
    return undefined;
  }
  const nextAt = now + (await delayMs(context, job, job.missCount + 1, false, retryAfterMs));
  const isSame = failure.class === 'network' && job.failure?.class === 'network';
  // While the network is away this is asked every few seconds; the database need not hear of each.
  if (isSame && now - job.updatedAt < answerWriteMs) return nextAt;
  await writeEvent(context, job, { kind: 'missed', nextAt, failure });
  return nextAt;
}

async function delayMs(
  context: EngineContext,
  job: Job,
  missCount: number,
  isLocal: boolean,
  retryAfterMs?: number,
): Promise<number> {
  return nextPollDelayMs({
    elapsedMs: context.clock.now() - (job.acceptedAt ?? job.createdAt),
    missCount,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    forecast: await context.forecasts.of(job),
    isLocal,
    fraction: context.random.fraction(),
    ...(job.stillMs === undefined ? {} : { stillMs: job.stillMs }),
  });
}
