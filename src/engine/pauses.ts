import type { Job } from '../core/job.ts';
import { askingAt, everything, type Pause, type PauseReason, sendingAt } from '../core/pause.ts';
import { probeDelayMs } from '../core/pollPolicy.ts';
import { isAbort } from '../core/errors.ts';
import type { EndedCall } from './endedCalls.ts';
import type { Clock, Endpoints, Random, Store } from './ports.ts';

/** A probe that brought no news of the key (a lost network) may be followed by another after this. */
const nextProbeMs = 30_000;

export interface PauseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly endpoints: Endpoints;
  readonly log: (message: string, error?: unknown) => void;
  readonly closing: AbortSignal;
}

/**
 * What rests at the moment, for all windows: everything, because the user said so; or all jobs of a key that was
 * refused or has no balance. Of those one job goes on asking for all.
 */
export interface Pauses {
  /** Reads what other windows wrote. */
  load(): Promise<void>;
  /** The pauses that hold. */
  list(): readonly Pause[];
  pauseAll(): Promise<void>;
  /** Ends every pause: what is refused again begins another. */
  resumeAll(): Promise<void>;
  /** Perhaps another key, or the same one with new life: what waits for a key is tried at once. */
  keyChanged(): Promise<void>;
  hear(heard: EndedCall): void;
  /** When a job that is due at `at` may take its step; undefined while it rests. */
  dueAt(job: Job, at: number): number | undefined;
  /** The job takes its step: it may be the one that asks for all. */
  begin(job: Job): void;
  maySend(job: Job): boolean;
  /** How often the job's key was tried in vain; undefined where it is not refused. */
  refusals(job: Job): number | undefined;
  /** Whether the queued job waited for its key until the provider, not a person, ended the wait. */
  hasWaited(job: Job): boolean;
  /** When the user last let everything go on; 0: never. */
  resumedAt(): number;
}

export function createPauses(parts: PauseParts, changed: (ended: readonly Pause[]) => void): Pauses {
  const { store, clock, random, endpoints, log, closing } = parts;
  const rows = new Map<string, Pause>();
  /** Tries of this window that have not been answered yet. */
  const probes = new Map<string, number>();

  /** Refusals, by API origin, that are not written as a pause yet: nothing is sent there meanwhile. */
  const deciding = new Map<string, number>();

  const active = (scope: string) => {
    const pause = rows.get(scope);
    return pause?.end === undefined ? pause : undefined;
  };
  const holdingSend = (job: Job) => active(askingAt(job.origin)) ?? active(sendingAt(job.origin));
  const probedAt = (pause: Pause) => Math.max(pause.probedAt, probes.get(pause.scope) ?? 0);

  function take(pause: Pause): void {
    rows.set(pause.scope, pause);
    probes.delete(pause.scope);
  }

  async function write(pause: Pause): Promise<void> {
    await store.setPause(pause);
    take(pause);
    changed(pause.end === undefined ? [] : [pause]);
  }

  async function end(pause: Pause, by: 'person' | 'provider'): Promise<void> {
    await write({ ...pause, end: { at: clock.now(), by } });
  }

  async function refused(scope: string, reason: PauseReason, heard: EndedCall): Promise<void> {
    const now = clock.now();
    const { keyFingerprint } = heard.endpoint;
    const known = active(scope);
    // An answer to a question from before the pause says nothing new.
    if (known !== undefined && heard.askedAt <= known.since) return;
    const current = await endpoints.resolve(heard.endpoint.baseUrl, closing);
    if (current?.keyFingerprint !== keyFingerprint) return;
    const missCount = known === undefined ? 0 : known.missCount + 1;
    await write({
      scope,
      reason,
      since: known?.since ?? now,
      keyFingerprint,
      missCount,
      probedAt: now,
      nextAt: now + probeDelayMs(missCount, random.fraction()),
    });
  }

  async function learn(heard: EndedCall): Promise<void> {
    const { call, endpoint, failure, askedAt } = heard;
    const asking = askingAt(endpoint.baseUrl);
    const sending = sendingAt(endpoint.baseUrl);
    if (failure === undefined) {
      if (call === 'download') return;
      for (const scope of call === 'create' ? [asking, sending] : [asking]) {
        const pause = active(scope);
        if (pause !== undefined && askedAt > pause.since) await end(pause, 'provider');
      }
    } else {
      const reason = refusalOf(heard);
      if (reason === 'key') await refused(asking, reason, heard);
      if (reason === 'no-balance') await refused(call === 'create' ? sending : asking, reason, heard);
    }
  }

  async function load(): Promise<void> {
    const before = [...rows.values()].filter((pause) => pause.end === undefined);
    for (const pause of await store.pauses()) {
      rows.set(pause.scope, pause);
      if (pause.probedAt >= (probes.get(pause.scope) ?? Number.POSITIVE_INFINITY)) probes.delete(pause.scope);
    }
    const ended = before.filter(({ scope }) => active(scope) === undefined);
    const hasNew = [...rows.keys()].some(
      (scope) => active(scope) && !before.some((one) => one.scope === scope),
    );
    if (ended.length > 0 || hasNew) changed(ended);
  }

  return {
    load,
    list: () => [...rows.keys()].flatMap((scope) => active(scope) ?? []),
    async pauseAll() {
      const now = clock.now();
      if (active(everything) !== undefined) return;
      await write({ scope: everything, reason: 'user', since: now, missCount: 0, probedAt: now });
    },
    async resumeAll() {
      // A window that has only just begun may not have seen any.
      await load();
      for (const scope of [...rows.keys()]) {
        const pause = active(scope);
        if (pause !== undefined) await end(pause, 'person');
      }
    },
    async keyChanged() {
      for (const pause of [...rows.values()]) {
        if (pause.keyFingerprint === undefined || pause.end !== undefined) continue;
        const origin = pause.scope.slice(pause.scope.indexOf(' ') + 1);
        const endpoint = await endpoints.resolve(origin, closing);
        if (endpoint === undefined) continue;
        if (endpoint.keyFingerprint !== pause.keyFingerprint) await end(pause, 'provider');
        else take({ ...pause, nextAt: clock.now() });
      }
    },
    hear(heard) {
      const origin = heard.endpoint.baseUrl;
      const isRefusal = refusalOf(heard) !== undefined;
      if (isRefusal) deciding.set(origin, (deciding.get(origin) ?? 0) + 1);
      learn(heard)
        .catch((error: unknown) => {
          if (!isAbort(error) && !closing.aborted) log('A pause could not be written', error);
        })
        .finally(() => {
          if (!isRefusal) return;
          const left = (deciding.get(origin) ?? 0) - 1;
          if (left > 0) {
            deciding.set(origin, left);
            return;
          }
          deciding.delete(origin);
          changed([]);
        });
    },
    dueAt(job, at) {
      // What needs no network goes on.
      if (job.state === 'stored' || job.state === 'submitting') return at;
      if (active(everything) !== undefined) return undefined;
      if (job.state === 'queued') {
        if (deciding.has(job.origin)) return undefined;
        const pause = holdingSend(job);
        return pause === undefined || job.createdAt > probedAt(pause) ? at : undefined;
      }
      const pause = active(askingAt(job.origin));
      if (pause === undefined) return at;
      const begun = probes.get(pause.scope);
      return begun === undefined ? (pause.nextAt ?? at) : begun + nextProbeMs;
    },
    begin(job) {
      const pause = job.state === 'queued' ? holdingSend(job) : active(askingAt(job.origin));
      if (pause !== undefined) probes.set(pause.scope, clock.now());
    },
    maySend(job) {
      if (active(everything) !== undefined || deciding.has(job.origin)) return false;
      const pause = holdingSend(job);
      return pause === undefined || job.createdAt > pause.probedAt;
    },
    refusals: (job) => active(askingAt(job.origin))?.missCount,
    hasWaited: (job) =>
      [askingAt(job.origin), sendingAt(job.origin)].some((scope) => {
        const pause = rows.get(scope);
        return (
          pause?.end?.by === 'provider' && pause.end.at >= job.updatedAt && pause.probedAt >= job.createdAt
        );
      }),
    resumedAt: () => {
      const { end: ended } = rows.get(everything) ?? {};
      return ended?.at ?? 0;
    },
  };
}

function refusalOf({ failure }: EndedCall): 'key' | 'no-balance' | undefined {
  // By what was understood, not by the number: a server of links, or a quota, may answer 401 too.
  if (failure?.class === 'no-balance') return 'no-balance';
  return failure?.class === 'key' && failure.httpStatus === 401 ? 'key' : undefined;
}
