import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { DialectId } from '../core/catalogue/model.ts';
import { failureCodeText } from '../core/failureCodes.ts';
import type { Job, OutputPlace } from '../core/job.ts';
import type { Quote } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';
import type { EngineContext } from './context.ts';
import type { LookUpOutcome } from './ports.ts';
import { write } from './write.ts';

/** A task that the provider knows. */
export interface FoundTask extends Omit<Extract<LookUpOutcome, { kind: 'found' }>, 'kind'> {
  readonly origin: string;
  readonly taskId: string;
  /** The job that has this task id already. */
  readonly job?: Job;
}

/** Where the clip of a task without a job is to go. */
export interface RecoveryPlace {
  readonly output: OutputPlace;
  readonly workspaceKey: string;
  /** What is known of the request: the model at best. */
  readonly request: VideoRequest;
}

/** Nobody here agreed to a price: what the task cost is not known to us. */
const unknownQuote: Quote = { kind: 'unknown', source: '', date: '' };

/**
 * Asks the provider for a task id from anywhere. Adds nothing. Throws VideoPromptError `key.missing`, or
 * `provider.error` with the provider's words where it does not know the task.
 */
export async function lookUpTask(
  context: EngineContext,
  origin: string,
  taskId: string,
  except: readonly DialectId[] = [],
): Promise<FoundTask> {
  const endpoint = await context.endpoints.resolve(origin, context.closing);
  if (endpoint === undefined) throw new VideoPromptError('key.missing', say('key.none'));
  const outcome = await context.provider.lookUp({ endpoint, taskId, except }, context.closing);
  if (outcome.kind === 'missed') {
    const { failure } = outcome;
    throw new VideoPromptError(
      failure.class === 'network' ? 'network.unreachable' : 'provider.error',
      failureCodeText(failure.message),
      {
        failureCode: failure.message,
        ...(failure.providerMessage === undefined ? {} : { providerMessage: failure.providerMessage }),
        ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
      },
    );
  }
  const job = await context.store.findTask(origin, taskId);
  const { kind: _kind, ...found } = outcome;
  return { ...found, origin, taskId, ...(job === undefined ? {} : { job }) };
}

/**
 * Gives a job without a task the one that a person found for it; or watches the job's own task again, where it was found
 * now, whatever was believed of it. Throws VideoPromptError `job.state`.
 */
export async function recoverJob(context: EngineContext, id: string, task: FoundTask): Promise<Job> {
  const { dialect, taskId } = task;
  const holder = await context.store.findTask(task.origin, taskId);
  if (holder !== undefined && holder.id !== id) throw ofAnother(holder.id);
  const keyFingerprint = await fingerprintOf(context, task.origin);
  const found = { dialect, keyFingerprint, nextAt: context.clock.now() };
  const isItsOwn = holder !== undefined;
  const outcome = await write(
    context,
    id,
    isItsOwn ? { kind: 'found', ...found } : { kind: 'accepted', taskId, ...found },
  );
  if (outcome.kind === 'applied') {
    // Another window was quicker.
    if (outcome.job.taskId === undefined) throw ofAnother(outcome.job.failure?.jobId);
    return outcome.job;
  }
  const said = isItsOwn ? say('job.clipHere') : say('job.hasTask');
  throw new VideoPromptError('job.state', said, { jobId: id });
}

/**
 * What can be done with a task that was found. `adopt`: it becomes a job. `give`: it becomes the task of the job that it
 * was looked up for. `again`: the job that has it watches it again. `show`: that job needs nothing. `nothing`: it failed.
 */
export type RecoveryWay = 'adopt' | 'give' | 'again' | 'show' | 'nothing';

export function recoveryWay({ job, dialect, status }: FoundTask, target?: Job): RecoveryWay {
  const isFailed = status.kind === 'failed';
  if (job === undefined) {
    if (target !== undefined && target.taskId === undefined) return 'give';
    return isFailed ? 'nothing' : 'adopt';
  }
  const isElsewhere = job.dialect !== dialect;
  switch (job.state) {
    case 'queued':
    case 'submitting':
    case 'stored':
      return 'show';
    case 'running':
    case 'downloading':
      return isElsewhere ? 'again' : 'show';
    case 'saved':
      return isFailed ? 'show' : 'again';
    case 'failed':
      return isFailed && !isElsewhere ? 'show' : 'again';
    case 'uncertain':
    case 'stopped':
    case 'cancelled':
    case 'forgotten':
      return 'again';
  }
}

function ofAnother(jobId: string | undefined): VideoPromptError {
  return new VideoPromptError('job.state', say('job.taskTaken'), jobId === undefined ? {} : { jobId });
}

/**
 * Adds a job for a task that no job here has; where another window was quicker, its job is the one. It spends nothing: what
 * it cost was paid elsewhere, and is unknown.
 */
export async function adoptTask(
  context: EngineContext,
  task: FoundTask,
  { output, workspaceKey, request }: RecoveryPlace,
): Promise<Job> {
  const now = context.clock.now();
  const id = context.random.id(now);
  const job: Job = {
    id,
    batchId: id,
    state: 'running',
    request,
    dialect: task.dialect,
    origin: task.origin,
    images: [],
    output,
    workspaceKey,
    quote: unknownQuote,
    reservedMicroUsd: 0,
    day: context.clock.localDay(now),
    createdAt: now,
    updatedAt: now,
    windowId: context.windowId,
    epoch: 1,
    tooManyCount: 0,
    missCount: 0,
    taskId: task.taskId,
    keyFingerprint: await fingerprintOf(context, task.origin),
    acceptedAt: now,
  };
  const outcome = await context.store.admit([job], {});
  if (outcome.kind === 'known') return (await context.store.get(outcome.jobId)) ?? job;
  context.changed.emit(job);
  return job;
}

async function fingerprintOf(context: EngineContext, origin: string): Promise<string> {
  return (await context.endpoints.resolve(origin, context.closing))?.keyFingerprint ?? '';
}
