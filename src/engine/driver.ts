import { isAbort, VideoPromptError } from '../core/errors.ts';
import { isDriven, type Job, slotStates } from '../core/job.ts';
import type { EngineContext } from './context.ts';
import { adoption, senderGone } from './adoption.ts';
import type { Disposable } from './emitter.ts';
import { fetchClip } from './fetchClip.ts';
import { place } from './place.ts';
import { send } from './send.ts';
import { watch } from './watch.ts';
import { takeUpNotes } from './takeUpNotes.ts';
import { wakeAll } from './wakeAll.ts';
import { drive } from './write.ts';

export interface Driver extends Disposable {
  /** Something changed in this window: look at once instead of at the next tick. */
  wake(): void;
  /** The driven jobs of all windows, as last seen. */
  jobs(): readonly Job[];
  /** Starts nothing new, and resolves when no create request is under way any more, or after the given time. */
  drain(graceMs: number): Promise<void>;
}

export interface DriverEvents {
  /** Another window wrote. */
  readonly onForeignChange: () => void;
  /** The jobs cannot be looked after; told again only for another cause. */
  readonly onFail: (error: VideoPromptError) => void;
}

/** After a step that threw something unexpected. */
const stumbleMs = 10_000;
/** After a step that changed nothing: it is not repeated at once. */
const idleMs = 2_000;
/** Nothing waits longer: a time further off was written before the clock was set back. */
const longestWaitMs = 10 * 60_000;

/**
 * The loop of one window: it signs that it lives, takes over the jobs of windows that died, notices what others
 * wrote, and starts each due step of the jobs it drives. One step per job at a time.
 */
export function startDriver(context: EngineContext, { onForeignChange, onFail }: DriverEvents): Driver {
  const { clock, store, rhythm, closing, windowId } = context;
  const known = new Map<string, Job>();
  const busy = new Set<string>();
  const sending = new Set<Promise<void>>();
  /** Polls that are due at a time nobody wrote down because the answer brought no news. */
  const due = new Map<string, number>();
  let nap = new AbortController();
  let beatAt = Number.NEGATIVE_INFINITY;
  let version: number | undefined;
  let failedFor: string | undefined;

  const wake = () => nap.abort();
  const remember = (job: Job) => {
    due.delete(job.id);
    if (isDriven(job.state)) known.set(job.id, job);
    else known.delete(job.id);
  };
  const listening = context.changed.on((job) => {
    remember(job);
    wake();
  });
  const stopping = () => nap.abort();
  closing.addEventListener('abort', stopping);

  async function look(): Promise<void> {
    const now = clock.now();
    // Also after oversleeping: the sign of life comes before anything else is done.
    if (now - beatAt >= rhythm.beatMs || now < beatAt) {
      await store.beat(windowId, now);
      beatAt = now;
      await takeUpNotes(context).catch((error: unknown) => {
        context.log(`Kept task ids could not be read: ${String(error)}`);
      });
    }
    const taken = await store.takeOver(windowId, clock.now(), rhythm.staleMs, {
      withQueued: context.maySend(),
      adopt: (job) => adoption(job, clock.now()),
      readNow: () => clock.now(),
    });
    for (const job of taken) context.changed.emit(job);
    if (taken.some(({ hold }) => hold === 'key')) await wakeAll(context, taken);
    const seen = store.version();
    if (seen !== version) {
      const isForeign = version !== undefined;
      const driven = await store.driven();
      version = seen;
      for (const job of driven) {
        const before = known.get(job.id);
        if (before?.updatedAt !== job.updatedAt || before.epoch !== job.epoch) due.delete(job.id);
      }
      known.clear();
      for (const job of driven) known.set(job.id, job);
      if (isForeign) onForeignChange();
    }
  }

  /** When the job's next step is due, epoch milliseconds; undefined while it waits for a person or another window. */
  function dueAt(job: Job, freeSlots: number): number | undefined {
    if (busy.has(job.id)) return undefined;
    if (job.windowId !== windowId) {
      const claimAt = claimableAt(job);
      return claimAt === undefined ? undefined : Math.max(claimAt, due.get(job.id) ?? 0);
    }
    if (job.state === 'queued' && (job.hold !== undefined || freeSlots <= 0 || !context.maySend()))
      return undefined;
    if (job.state === 'stored' && !context.workspace.canPlace(job.output)) return undefined;
    return due.get(job.id) ?? job.nextAt ?? 0;
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
    let next = Number.POSITIVE_INFINITY;
    for (const job of [...known.values()].sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const at = dueAt(job, freeSlots);
      if (at === undefined) continue;
      if (at > now && at - now <= longestWaitMs) {
        next = Math.min(next, at);
        continue;
      }
      if (job.state === 'queued') freeSlots--;
      busy.add(job.id);
      const running = runStep(job);
      if (job.state === 'queued') {
        sending.add(running);
        void running.finally(() => sending.delete(running));
      }
    }
    return next;
  }

  async function runStep(job: Job): Promise<void> {
    try {
      const nextAt = await step(job);
      const isUnchanged = known.get(job.id) === job;
      if (nextAt !== undefined && known.get(job.id)?.state === 'running') due.set(job.id, nextAt);
      else if (isUnchanged) due.set(job.id, clock.now() + idleMs);
    } catch (error) {
      if (!isAbort(error) && !closing.aborted) {
        const words = error instanceof VideoPromptError ? error.message : String(error);
        context.log(`Job ${job.id} (${job.state}): ${words}`);
        due.set(job.id, clock.now() + stumbleMs);
      }
    } finally {
      busy.delete(job.id);
      wake();
    }
  }

  async function step(job: Job): Promise<number | undefined> {
    if (job.windowId !== windowId) {
      const claimed = await store.claim(job.id, job.epoch, windowId);
      if (claimed !== undefined) context.changed.emit(claimed);
      return undefined;
    }
    switch (job.state) {
      case 'queued':
        await send(context, job);
        return undefined;
      case 'submitting':
        // Nobody in this window is sending it (it would be busy), so its sender is gone.
        await drive(context, job, { kind: 'doubted', failure: senderGone });
        return undefined;
      case 'running':
        return await watch(context, job);
      case 'downloading':
        await fetchClip(context, job);
        return undefined;
      case 'stored':
        await place(context, job);
        return undefined;
      default:
        await drive(context, job, { kind: 'stop' });
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
        context.log(
          `Looking after the jobs failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      const napMs = Math.min(rhythm.tickMs, Math.max(0, next - clock.now()));
      await clock.sleep(napMs, nap.signal);
    }
  }

  void loop();
  return {
    wake,
    jobs: () => [...known.values()],
    async drain(graceMs) {
      nap.abort();
      const grace = new AbortController();
      await Promise.race([Promise.all(sending), clock.sleep(graceMs, grace.signal)]);
      grace.abort();
    },
    dispose() {
      listening.dispose();
      closing.removeEventListener('abort', stopping);
      nap.abort();
    },
  };
}
