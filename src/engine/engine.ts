import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { DialectId } from '../core/catalogue/model.ts';
import type { Failure } from '../core/failure.ts';
import type { Job, JobEvent } from '../core/job.ts';
import type { FileMove } from '../core/fileMoves.ts';
import type { Quote } from '../core/quote.ts';
import { admit } from './admission.ts';
import type { Batch, Submission } from './batch.ts';
import { type AdmissionPorts, type AskedBatch, type BatchCheck, checkBatch } from './checkBatch.ts';
import type { EngineContext } from './context.ts';
import { startDriver } from './driver.ts';
import { createEmitter, type Listen } from './emitter.ts';
import { adoptTask, type FoundTask, lookUpTask, type RecoveryPlace, recoverJob } from './recover.ts';
import { awaitingFrames, type AwaitingFrame, type Frame, giveFrame } from './frames.ts';
import { createForecasts } from './forecasts.ts';
import { callLine, listenTo } from './endedCalls.ts';
import { createPatience } from './patience.ts';
import { createPauses } from './pauses.ts';
import type { Pause } from '../core/pause.ts';
import { createRefusedModels } from './refusedModels.ts';
import { release } from './release.ts';
import { settleDoubt } from './settleDoubt.ts';
import { againQuote, type AgainWish, submitAgain } from './submitAgain.ts';
import { wakeAll } from './wakeAll.ts';
import { write } from './write.ts';

export type EngineParts = Omit<
  EngineContext,
  'changed' | 'maySend' | 'adoptsUnsent' | 'draining' | 'closing' | 'forecasts' | 'pauses' | 'patience'
> &
  Partial<Pick<EngineContext, 'adoptsUnsent'>>;

/** Runs jobs from reservation to file, together with the engines of other windows on the same store. */
export interface Engine {
  /** Reserves and queues; the driver sends. Throws VideoPromptError, and then nothing is reserved or sent. */
  submit(submission: Submission): Promise<readonly Job[]>;
  /**
   * The same for several requests: all of them or none. The jobs of all clips, in the order of the items. `before`: a check
   * of the same requests, whose images are sent as they were then.
   */
  submitAll(batch: Batch, before?: BatchCheck): Promise<readonly Job[]>;
  /** What a submission would find, ask and cost. Reserves and asks nothing. Throws VideoPromptError `workspace.untrusted`. */
  check(batch: AskedBatch): Promise<BatchCheck>;
  get(id: string): Promise<Job | undefined>;
  list(options: { readonly limit: number; readonly before?: string }): Promise<readonly Job[]>;
  /** Jobs of all windows that are under way, as last seen. */
  active(): readonly Job[];
  /** Those of them that a window which died had not sent, where this one does not send them either. */
  leftUnsent(): readonly Job[];
  /** Ends a queued job before anything is sent; `failure`: why, where it was not a person's wish. */
  cancel(id: string, failure?: Failure): Promise<Job>;
  /** Ends watching; the provider may go on, and charge. */
  stop(id: string): Promise<Job>;
  /** Watches a stopped job again. */
  resume(id: string): Promise<Job>;
  /** Lets a job that waits for the user's word be sent, after asking. */
  release(id: string): Promise<Job>;
  /**
   * Submits what an uncertain job stands for once more, as a job that takes its place. Throws DuplicateRequest where another
   * of its shot is under way that the person did not see.
   */
  again(id: string, wish: AgainWish): Promise<Job>;
  /** What that costs now. */
  againQuote(job: Job): Quote;
  /** Closes an uncertain or stopped job; its money stays, as unknown. */
  forget(id: string): Promise<Job>;
  /** Files and folders were renamed or moved: the jobs of all windows follow. */
  moveFiles(moves: readonly FileMove[]): Promise<void>;
  /** A person has put the clip of a stored job somewhere else. */
  placed(id: string, uri: string): Promise<Job>;
  /** Queued jobs of all windows whose awaited clip is here: each waits for its last frame. */
  awaitingFrames(): Promise<readonly AwaitingFrame[]>;
  /**
   * Gives a queued job the last frame that it waits for; one that has it already stays as it is. Throws RefusedRequest
   * where the model does not take the picture, and `job.state`.
   */
  frame(id: string, frame: Frame): Promise<Job>;
  /** Asks the provider for a task id from anywhere, and whether a job has it. Adds nothing. `except`: not these dialects. */
  lookUp(origin: string, taskId: string, except?: readonly DialectId[]): Promise<FoundTask>;
  /** Gives a job its task, or watches its own task again where it was found now. */
  recover(id: string, task: FoundTask): Promise<Job>;
  /** Adds a job for a task that none here has. */
  adopt(task: FoundTask, place: RecoveryPlace): Promise<Job>;
  /** Something outside changed (a key, a folder, a setting): look at every job again. */
  wake(): Promise<void>;
  /** Nothing is sent, asked or fetched in any window until {@link resumeAll}; renders go on at the provider. */
  pauseAll(): Promise<void>;
  /** Ends every pause, also those of a refused key. */
  resumeAll(): Promise<void>;
  /** What rests at the moment, and why. */
  pauses(): readonly Pause[];
  /** Whether a queued job waits for a pause to end. */
  rests(job: Job): boolean;
  /** Ids of the models that the provider refused to a key of an origin. */
  refusedModels(origin: string, keyFingerprint: string): ReadonlySet<string>;
  /** Resolves when no uncertain job's task is looked for any more. */
  settledDoubts(): Promise<void>;
  /** A job changed, here or in another window, and is on disk. */
  readonly onDidChangeJob: Listen<Job>;
  /** A pause changed, or something in another window; what, is to be read. */
  readonly onDidChange: Listen<undefined>;
  /** This window cannot look after its jobs any more (the database is newer, damaged or gone); told once for each cause. */
  readonly onDidFail: Listen<VideoPromptError>;
  /**
   * Lets a create request that is under way end (so that a reload does not leave it in doubt), then ends everything
   * and frees this window's jobs for others.
   */
  close(): Promise<void>;
}

type Wish = 'cancel' | 'stop' | 'resume' | 'forget';

/** Within what an editor grants an extension that is being closed. */
const drainMs = 3_500;

export function startEngine(parts: EngineParts, ports: AdmissionPorts): Engine {
  const draining = new AbortController();
  const closing = new AbortController();
  // The place it goes to may be gone with the window; the work must not break for that.
  const log = quietly(parts.log);
  const debug = quietly(parts.debug);
  const report = (error: unknown) => log('A listener failed', error);
  const changed = createEmitter<Job>(report);
  const failed = createEmitter<VideoPromptError>(report);
  const foreign = createEmitter<undefined>(report);
  const pauses = createPauses({ ...parts, closing: closing.signal }, (ended) => {
    driver.goOn(ended);
    foreign.emit(undefined);
  });
  const refusedModels = createRefusedModels({ ...parts, log });
  const provider = listenTo(parts.provider, parts.clock, (heard) => {
    debug(callLine(heard));
    pauses.hear(heard);
    refusedModels.hear(heard);
    driver.hear(heard);
  });
  const context: EngineContext = {
    ...parts,
    log,
    debug,
    provider,
    pauses,
    forecasts: createForecasts(parts, log),
    changed,
    patience: createPatience({
      clock: parts.clock,
      answerMs: parts.rhythm.answerMs,
      closing: closing.signal,
    }),
    maySend: () => ports.gate.isTrusted(),
    adoptsUnsent: parts.adoptsUnsent ?? true,
    draining: draining.signal,
    closing: closing.signal,
  };
  const doubts = new Set<Promise<unknown>>();
  changed.on((job) => {
    if (job.state !== 'uncertain' || job.windowId !== parts.windowId) return;
    const settling = settleDoubt(context, job).catch((error: unknown) => {
      if (!closing.signal.aborted) log(`Job ${job.id}: its task could not be looked for`, error);
    });
    doubts.add(settling);
    void settling.finally(() => doubts.delete(settling));
  });
  async function settledDoubts(): Promise<void> {
    while (doubts.size > 0) await Promise.all(doubts);
  }
  const loadRefusedModels = () => {
    refusedModels.load().then(
      (isNew) => {
        if (isNew) foreign.emit(undefined);
      },
      (error: unknown) => {
        if (!closing.signal.aborted) log('What a key may not use could not be read', error);
      },
    );
  };
  loadRefusedModels();
  const driver = startDriver(context, {
    onForeignChange: () => {
      foreign.emit(undefined);
      loadRefusedModels();
    },
    onFail: (error) => failed.emit(error),
  });

  async function wish(id: string, event: Extract<JobEvent, { kind: Wish }>): Promise<Job> {
    const outcome = await write(context, id, event);
    if (outcome.kind === 'applied') return outcome.job;
    if (outcome.kind === 'noSlot' || outcome.job === undefined) {
      throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
    }
    throw new VideoPromptError('job.state', say('job.notNow'), {
      jobId: id,
    });
  }

  return {
    submit: ({ caller, origin, workspaceKey, ...item }) =>
      admit(context, ports, { items: [item], caller, origin, workspaceKey }),
    submitAll: (batch, before) => admit(context, ports, batch, before),
    check: (batch) => checkBatch(context, ports, batch),
    get: (id) => parts.store.get(id),
    list: (options) => parts.store.list(options),
    active: () => driver.jobs(),
    leftUnsent: () => driver.leftUnsent(),
    cancel: (id, failure) => wish(id, { kind: 'cancel', ...(failure === undefined ? {} : { failure }) }),
    stop: (id) => wish(id, { kind: 'stop' }),
    resume: (id) => wish(id, { kind: 'resume' }),
    forget: (id) => wish(id, { kind: 'forget' }),
    release: (id) => release(context, ports.gate, id),
    again: (id, wish) => submitAgain(context, ports.gate, id, wish),
    againQuote: (job) => againQuote(context, job),
    async moveFiles(moves) {
      for (const job of await parts.store.moveFiles(moves)) changed.emit(job);
    },
    async placed(id, uri) {
      const outcome = await write(context, id, { kind: 'placed', uri });
      if (outcome.kind !== 'applied')
        throw new VideoPromptError('job.state', say('job.changed'), { jobId: id });
      await parts.vault.discard(outcome.job);
      return outcome.job;
    },
    awaitingFrames: () => awaitingFrames(context, driver.jobs()),
    frame: (id, frame) => giveFrame(context, ports.images, id, frame),
    lookUp: (origin, taskId, except) => lookUpTask(context, origin, taskId, except),
    recover: (id, task) => recoverJob(context, id, task),
    adopt: (task, place) => adoptTask(context, task, place),
    settledDoubts,
    async wake() {
      await pauses.keyChanged();
      await wakeAll(context, driver.jobs());
      driver.wake();
    },
    pauseAll: () => pauses.pauseAll(),
    resumeAll: () => pauses.resumeAll(),
    pauses: () => pauses.list(),
    rests: (job) => job.state === 'queued' && pauses.dueAt(job, 0) === undefined,
    refusedModels: (origin, keyFingerprint) => refusedModels.of(origin, keyFingerprint),
    onDidChangeJob: changed.on,
    onDidChange: foreign.on,
    onDidFail: failed.on,
    async close() {
      draining.abort();
      await driver.drain(drainMs);
      closing.abort();
      driver.dispose();
      parts.store.leave(parts.windowId);
    },
  };
}

function quietly<Given extends readonly unknown[]>(
  write: (...given: Given) => void,
): (...given: Given) => void {
  return (...given) => {
    try {
      write(...given);
    } catch {
      // Nobody reads it any more.
    }
  };
}
