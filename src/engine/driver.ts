import { isAbort, VideoPromptError } from '../core/errors.ts';
import { isDriven, type Job, slotStates } from '../core/job.ts';
import { askingAt, everything, type Pause, sendingAt } from '../core/pause.ts';
import { shouldGiveUp } from '../core/pollPolicy.ts';
import type { EngineContext } from './context.ts';
import { adoption, senderGone } from './adoption.ts';
import type { Disposable } from './emitter.ts';
import { fetchClip } from './fetchClip.ts';
import { endFollowers } from './followers.ts';
import type { EndedCall } from './endedCalls.ts';
import { createLookout } from './lookout.ts';
import { place } from './place.ts';
import { send } from './send.ts';
import { takeUpNotes } from './takeUpNotes.ts';
import { wakeAll } from './wakeAll.ts';
import { keyRefused, watch } from './watch.ts';
import { writeEvent } from './write.ts';

export interface Driver extends Disposable {
  /** Something changed in this window: look at once instead of at the next tick. */
  wake(): void;
  /** The driven jobs of all windows, as last seen. */
  jobs(): readonly Job[];
  /** Those that a window which died had not sent, and that this one does not send either. */
  leftUnsent(): readonly Job[];
  /** A call to the provider ended. */
  hear(heard: EndedCall): void;
  /** These pauses have ended, or one began: jobs take their next step at once. */
  goOn(ended: readonly Pause[]): void;
  /** Starts nothing new, and resolves when no create request is under way any more, or after the given time. */
  drain(graceMs: number): Promise<void>;
}

export interface DriverEvents {
  /** Another window wrote. */
  readonly onForeignChange: () => void;
  /** The jobs cannot be looked after; told again only for another cause. */
  readonly onFail: (error: VideoPromptError) => void;
}

/** By the provider, which named the time: nothing makes that shorter. */
function wasToldToWait({ state, tooManyCount, failure }: Job): boolean {
  if (state === 'queued') return tooManyCount > 0;
  return failure?.class === 'too-many-requests' || failure?.httpStatus === 503;
}

/** A step that is under way. */
interface Step {
  /** The job's, when it began: with another one the job is no longer this step's. */
  readonly epoch: number;
  readonly signal: AbortSignal;
  /** Ends what it waits for from the network. A request that is being sent goes on: it must be known what became of it. */
  readonly end: () => void;
}

function beginStep({ epoch }: Job): Step {
  const controller = new AbortController();
  return { epoch, signal: controller.signal, end: () => controller.abort() };
}

/** After a step that threw something unexpected. */
const stumbleMs = 10_000;
/** After a step that changed nothing: it is not repeated at once. */
const idleMs = 2_000;
/** So many steps begin in one turn of the event loop; hundreds may be due after a start or a sleep. */
const stepsAtOnce = 20;
const graceStepMs = 250;
/** Nobody reads why a nap ended: the error with a stack that stands there otherwise would be made at every change. */
const awake = 'awake';
/** Nothing waits longer: a time further off was written before the clock was set back. */
const longestWaitMs = 10 * 60_000;

/**
 * The loop of one window: it signs that it lives, takes over the jobs of windows that died, notices what others
 * wrote, and starts each due step of the jobs it drives. One step per job at a time.
 */
export function startDriver(context: EngineContext, { onForeignChange, onFail }: DriverEvents): Driver {
  const { clock, store, rhythm, closing, windowId } = context;
  const known = new Map<string, Job>();
  /** The steps that are under way, by job. */
  const busy = new Map<string, Step>();
  const sending = new Set<Promise<void>>();
  /** Ids of queued jobs that were taken over and are not sent from here. */
  const unsent = new Set<string>();
  /** Polls that are due at a time nobody wrote down because the answer brought no news. */
  const due = new Map<string, number>();
  const lookout = createLookout(rhythm.lookoutMs);
  let nap = new AbortController();
  let beatAt = Number.NEGATIVE_INFINITY;
  let version: number | undefined;
  let failedFor: string | undefined;
  /** Jobs of all windows that were running when steps were begun last. */
  let runningCount = 0;
  /** A job ended or began to wait for another's clip: some may wait for what never comes. */
  let isStirred = true;

  const wake = () => nap.abort(awake);
  const remember = (job: Job) => {
    due.delete(job.id);
    if (isDriven(job.state)) known.set(job.id, job);
    else {
      known.delete(job.id);
      context.forecasts.forget(job.id);
    }
    if (busy.get(job.id)?.epoch !== job.epoch) busy.get(job.id)?.end();
    if (job.awaits !== undefined || !isDriven(job.state)) isStirred = true;
  };
  const listening = context.changed.on((job) => {
    remember(job);
    wake();
  });
  const stopping = () => {
    for (const step of busy.values()) step.end();
    wake();
  };
  closing.addEventListener('abort', stopping);

  /** Steps that were put off are due now, spread a little. */
  function hurry(isMeant: (job: Job) => boolean): void {
    const now = clock.now();
    for (const job of known.values()) {
      const isWaiting = job.state === 'queued' || job.state === 'running' || job.state === 'downloading';
      if (!isWaiting || !isMeant(job) || wasToldToWait(job)) continue;
      const at = now + Math.round(context.random.fraction() * rhythm.spreadMs);
      const planned = due.get(job.id) ?? job.nextAt ?? 0;
      // Hundreds may be overdue: they are spread too. A queued job waits for its slot anyway.
      if (planned > at || (planned <= now && job.state !== 'queued')) due.set(job.id, at);
    }
    wake();
  }

  async function look(): Promise<void> {
    const now = clock.now();
    // Also after oversleeping: the sign of life comes before anything else is done.
    if (now - beatAt >= rhythm.beatMs || now < beatAt) {
      await store.beat(windowId, now);
      beatAt = now;
      await takeUpNotes(context).catch((error: unknown) => {
        context.log('Kept task ids could not be read', error);
      });
    }
    const taken = await store.takeOver(windowId, clock.now(), rhythm.staleMs, {
      withQueued: context.maySend(),
      adopt: (job) => adoption(job, clock.now(), context.market.quote),
      readNow: () => clock.now(),
    });
    for (const job of taken) if (!context.adoptsUnsent && job.state === 'queued') unsent.add(job.id);
    for (const job of taken) context.changed.emit(job);
    if (taken.some(({ hold }) => hold === 'key')) await wakeAll(context, taken);
    const seen = store.version();
    if (seen !== version) {
      const isForeign = version !== undefined;
      await context.pauses.load();
      const driven = await store.driven();
      version = seen;
      for (const job of driven) {
        const before = known.get(job.id);
        if (before?.updatedAt !== job.updatedAt || before.epoch !== job.epoch) due.delete(job.id);
      }
      known.clear();
      for (const job of driven) known.set(job.id, job);
      // A person stopped it in another window, or another window has it now.
      for (const [id, step] of busy) if (known.get(id)?.epoch !== step.epoch) step.end();
      // Only now: what could not be read is read again at the next look.
      version = seen;
      isStirred = true;
      if (isForeign) onForeignChange();
    }
    if (isStirred) await settleFollowers();
  }

  async function settleFollowers(): Promise<void> {
    isStirred = false;
    try {
      await endFollowers(context, known);
    } catch (error) {
      isStirred = true;
      throw error;
    }
  }

  /** When the job's next step is due, epoch milliseconds; undefined while it waits for a person or another window. */
  function dueAt(job: Job, freeSlots: number): number | undefined {
    if (busy.has(job.id)) return undefined;
    if (job.windowId !== windowId) {
      const claimAt = claimableAt(job);
      return claimAt === undefined ? undefined : Math.max(claimAt, due.get(job.id) ?? 0);
    }
    if (job.state === 'queued' && (freeSlots <= 0 || !isToSend(job))) return undefined;
    if (job.state === 'stored' && !context.workspace.canPlace(job.output)) return undefined;
    if (isHopeless(job)) return 0;
    const at = due.get(job.id) ?? job.nextAt ?? 0;
    return context.pauses.dueAt(job, lookout.dueAt(job, at));
  }

  function isToSend({ id, hold }: Job): boolean {
    return hold === undefined && !unsent.has(id) && context.maySend();
  }

  /** A day without a good answer, while another job asked for all whether the key works. */
  function isHopeless(job: Job): boolean {
    const refusals = context.pauses.refusals(job);
    if (refusals === undefined) return false;
    return shouldGiveUp({ ...job, missCount: refusals }, clock.now(), context.pauses.resumedAt());
  }

  /** A clip that another window keeps because its folder is not open there. */
  function claimableAt(job: Job): number | undefined {
    if (job.state !== 'stored' || !context.workspace.canPlace(job.output)) return undefined;
    // A window that has chosen a place is about to write there; one that cannot any more stands in nobody's way.
    const graceMs = job.clip?.uri === undefined ? rhythm.placeGraceMs : rhythm.placingGraceMs;
    return job.updatedAt + graceMs;
  }

  function startSteps(): number {
    const now = clock.now();
    let freeSlots =
      context.settings().maxConcurrent -
      [...known.values()].filter((job) => slotStates.includes(job.state)).length;
    runningCount = [...known.values()].filter(({ state }) => state === 'running').length;
    let next = Number.POSITIVE_INFINITY;
    let begunCount = 0;
    for (const job of [...known.values()].sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const at = dueAt(job, freeSlots);
      if (at === undefined) continue;
      if (at > now && at - now <= longestWaitMs) {
        next = Math.min(next, at);
        continue;
      }
      if (begunCount === stepsAtOnce) return now;
      begunCount++;
      if (job.state === 'queued') freeSlots--;
      const begun = beginStep(job);
      if (closing.aborted) begun.end();
      busy.set(job.id, begun);
      if (job.windowId === windowId) {
        context.pauses.begin(job);
        lookout.started(job, now);
      }
      const running = runStep(job, begun.signal);
      if (job.state === 'queued') {
        sending.add(running);
        void running.finally(() => sending.delete(running));
      }
    }
    return next;
  }

  async function runStep(job: Job, signal: AbortSignal): Promise<void> {
    try {
      const nextAt = await step(job, signal);
      const isUnchanged = known.get(job.id) === job;
      if (nextAt !== undefined && known.get(job.id)?.state === 'running') due.set(job.id, nextAt);
      else if (isUnchanged) due.set(job.id, clock.now() + idleMs);
    } catch (error) {
      if (!isAbort(error) && !closing.aborted) {
        context.log(`Job ${job.id} (${job.state})`, error);
        due.set(job.id, clock.now() + stumbleMs);
      }
    } finally {
      busy.delete(job.id);
      wake();
    }
  }

  async function step(job: Job, signal: AbortSignal): Promise<number | undefined> {
    if (job.windowId !== windowId) {
      const claimed = await store.claim(job.id, job.epoch, windowId);
      if (claimed !== undefined) context.changed.emit(claimed);
      return undefined;
    }
    if (isHopeless(job)) {
      await writeEvent(context, job, { kind: 'stop', failure: keyRefused });
      return undefined;
    }
    switch (job.state) {
      case 'queued':
        await send(context, job);
        return undefined;
      case 'submitting':
        // Nobody in this window is sending it (it would be busy), so its sender is gone.
        await writeEvent(context, job, { kind: 'doubted', failure: senderGone });
        return undefined;
      case 'running':
        return await watch(context, job, signal, runningCount);
      case 'downloading':
        await fetchClip(context, job, signal);
        return undefined;
      case 'stored':
        await place(context, job);
        return undefined;
      default:
        await writeEvent(context, job, { kind: 'stop' });
        return undefined;
    }
  }

  function tellFailure(error: unknown): void {
    // Busy passes by itself, and a closing window has nobody to tell.
    if (!(error instanceof VideoPromptError) || error.code === 'store.busy' || closing.aborted) return;
    if (error.code === failedFor) return;
    failedFor = error.code;
    onFail(error);
  }

  async function loop(): Promise<void> {
    while (!closing.aborted && !context.draining.aborted) {
      nap = new AbortController();
      let next = Number.POSITIVE_INFINITY;
      try {
        await look();
        next = startSteps();
        failedFor = undefined;
      } catch (error) {
        tellFailure(error);
        context.log('Looking after the jobs failed', error);
      }
      const sleepsAt = clock.now();
      const napMs = Math.min(rhythm.tickMs, Math.max(0, next - sleepsAt));
      await clock.sleep(napMs, nap.signal);
      if (clock.now() - sleepsAt > napMs + rhythm.sleptMs) hurry(() => true);
    }
  }

  void loop();
  return {
    wake,
    jobs: () => [...known.values()],
    leftUnsent: () => [...known.values()].filter(({ id, state }) => state === 'queued' && unsent.has(id)),
    hear(heard) {
      if (lookout.hear(heard)) {
        hurry((job) => job.origin === heard.endpoint.baseUrl && job.failure?.class === 'network');
      }
    },
    goOn(ended) {
      const scopes = ended.map(({ scope }) => scope);
      hurry(
        ({ origin }) =>
          scopes.includes(everything) ||
          scopes.includes(askingAt(origin)) ||
          scopes.includes(sendingAt(origin)),
      );
    },
    async drain(graceMs) {
      wake();
      const sent = new AbortController();
      void Promise.all(sending).finally(() => sent.abort());
      // By short steps: while the machine sleeps or the process stands still, no answer can be written down.
      for (let leftMs = graceMs; leftMs > 0 && !sent.signal.aborted; leftMs -= graceStepMs)
        await clock.sleep(Math.min(graceStepMs, leftMs), sent.signal);
    },
    dispose() {
      listening.dispose();
      closing.removeEventListener('abort', stopping);
      nap.abort();
    },
  };
}
