import type { Failure } from '../../src/core/failure.ts';
import type { Job } from '../../src/core/job.ts';
import type { Store } from '../../src/engine/ports.ts';
import type { Mutant, MutantTools } from './mutant.ts';
import { shotMutants } from './shotMutants.ts';

const someFailure: Failure = { class: 'unknown', message: 'mutant', charged: 'no' };

type Apply = Store['apply'];

/** Replaces what happens to one kind of event. */
const onEvent =
  (kind: string, change: (apply: Apply, tools: MutantTools, store: Store) => Apply) =>
  (store: Store, tools: MutantTools): Partial<Store> => {
    const apply: Apply = (...call) => store.apply(...call);
    const changed = change(apply, tools, store);
    return {
      apply: (id, event, now, options) => (event.kind === kind ? changed : apply)(id, event, now, options),
    };
  };

/** Says that a write was done, and does it later. */
const writeLater =
  (delayMs: number, forge: (job: Job, now: number) => Job) =>
  (apply: Apply, { timeline, process }: MutantTools, store: Store): Apply =>
  async (id, event, now, options) => {
    const job = await store.get(id);
    if (job === undefined) return { kind: 'rejected' };
    const { hold: _hold, nextAt: _nextAt, ...rest } = job;
    void timeline
      .pause(delayMs, process)
      .then(() => apply(id, event, now, options))
      .catch(() => undefined);
    return { kind: 'applied', job: forge(rest, now) };
  };

const noFollowUp = 'CREATE TRIGGER ledger_changed AFTER UPDATE ON ledger WHEN 0 BEGIN SELECT 1; END;';

/** Each breaks one promise in the way a plausible mistake would. */
export const mutants: readonly Mutant[] = [
  {
    name: 'sends an uncertain job again',
    promise: 'P1',
    sign: 'create number',
    store: onEvent('doubted', (apply) => (id, _event, now, options) => {
      return apply(id, { kind: 'unsent', nextAt: now + 5_000, failure: someFailure }, now, options);
    }),
  },
  {
    name: 'sends again what a dead window was sending',
    promise: 'P1',
    sign: 'create number',
    store: (store) => ({
      takeOver: (windowId, now, staleAfterMs, options) =>
        store.takeOver(windowId, now, staleAfterMs, {
          ...options,
          adopt: (job) =>
            job.state === 'submitting' ? { kind: 'unsent', nextAt: now } : options?.adopt?.(job),
        }),
    }),
  },
  {
    name: 'sends after an answer 429 for ever',
    promise: 'P1',
    sign: 'was sent 6 times',
    acts: ['submit', 'submit'],
    store: onEvent('tooMany', (apply) => (id, event, now, options) => {
      const nextAt = event.kind === 'tooMany' ? event.nextAt : now;
      return apply(id, { kind: 'unsent', nextAt, failure: someFailure }, now, options);
    }),
  },
  {
    name: 'takes a lost answer for a refusal',
    promise: 'P1',
    sign: 'though spent',
    store: onEvent('doubted', (apply) => (id, _event, now, options) => {
      return apply(id, { kind: 'refused', failure: someFailure }, now, options);
    }),
  },
  {
    name: 'sends later than 5 s after the commit',
    promise: 'P1',
    sign: 'ms after its row',
    rhythm: { sendWithinMs: 60_000 },
  },
  {
    name: 'refuses the task id of a window that lost its lease',
    promise: 'P1',
    sign: 'is lost',
    stress: ['windowFreezeInside', 'windowFreezeInside', 'windowOpen'],
    acts: ['submit'],
    store: onEvent('accepted', (apply, { process }, store) => async (id, event, now, options) => {
      const job = await store.get(id);
      if (job?.windowId !== process.id) return { kind: 'rejected' };
      return await apply(id, event, now, options);
    }),
  },
  {
    name: 'forgets a task id that the database refuses',
    promise: 'P1',
    sign: 'is lost',
    stress: ['databaseFullInside', 'databaseFullInside', 'databaseFullInside'],
    acts: ['submit', 'submit', 'press'],
    store: onEvent('accepted', (apply) => async (id, event, now, options) => {
      try {
        return await apply(id, event, now, options);
      } catch {
        return { kind: 'rejected' };
      }
    }),
  },
  {
    name: 'sends before the row is committed',
    promise: 'P2',
    sign: 'before its row was committed',
    store: onEvent(
      'send',
      writeLater(400, (job, now) => ({ ...job, state: 'submitting', sentAt: now })),
    ),
  },
  {
    name: 'polls a task id before it is on disk',
    promise: 'P2',
    sign: 'before it was on disk',
    store: onEvent(
      'accepted',
      writeLater(30_000, (job) => ({ ...job, state: 'running', taskId: 'task_1', nextAt: 0 })),
    ),
  },
  {
    name: 'sends what waited long without asking',
    promise: 'P2',
    sign: 'without asking',
    store: (store) => ({
      takeOver: (windowId, now, staleAfterMs, options) =>
        store.takeOver(windowId, now, staleAfterMs, {
          ...options,
          adopt: (job) => (job.state === 'queued' ? undefined : options?.adopt?.(job)),
        }),
    }),
  },
  {
    name: 'sends without asking what waited long for a frame',
    promise: 'P2',
    sign: 'without asking',
    stress: ['longAbsence', 'longAbsence'],
    store: (store) => ({
      takeOver: (windowId, now, staleAfterMs, options) =>
        store.takeOver(windowId, now, staleAfterMs, {
          ...options,
          adopt: (job) => (job.awaits === undefined ? options?.adopt?.(job) : undefined),
        }),
    }),
  },
  {
    name: 'sends a follower without its frame',
    promise: 'P2',
    sign: 'without its frame',
    store: (store) => ({
      admit: (jobs, caps, options) =>
        store.admit(
          jobs.map(({ awaits, hold, ...job }) =>
            awaits === undefined && hold !== undefined ? { ...job, hold } : job,
          ),
          caps,
          options,
        ),
    }),
  },
  {
    name: 'lets a follower wait for a clip that will never come',
    promise: 'P8',
    sign: 'never came to an end',
    store: onEvent('cancel', (apply) => async (id, event, now, options) => {
      const isFollower = event.kind === 'cancel' && event.failure?.message.startsWith('follow.') === true;
      return isFollower ? { kind: 'rejected' } : await apply(id, event, now, options);
    }),
  },
  {
    name: 'writes outside of transactions',
    promise: 'P2',
    sign: 'the ledger',
    stress: ['transactionCrash'],
    rewrite: (sql) => (sql === 'BEGIN IMMEDIATE' || sql === 'COMMIT' ? undefined : sql),
  },
  {
    name: 'fails a job for a poll that timed out',
    promise: 'P3',
    sign: 'did not',
    store: onEvent('missed', (apply) => (id, event, now, options) => {
      const failure = event.kind === 'missed' ? event.failure : someFailure;
      return apply(id, { kind: 'ended', failure }, now, options);
    }),
  },
  {
    name: 'fails a job it gives up',
    promise: 'P3',
    sign: 'did not',
    stress: ['dayWithoutAnswer', 'dayWithoutAnswer'],
    acts: ['submit'],
    store: onEvent('stop', (apply) => (id, event, now, options) => {
      return apply(
        id,
        options?.epoch === undefined ? event : { kind: 'ended', failure: someFailure },
        now,
        options,
      );
    }),
  },
  {
    name: 'knows no fence',
    promise: 'P4',
    sign: 'was written to',
    store: (store) => ({
      apply: async (id, event, now, options) => {
        const epoch = (await store.get(id))?.epoch;
        const fenced = options?.epoch === undefined || epoch === undefined ? options : { ...options, epoch };
        return await store.apply(id, event, now, fenced);
      },
    }),
  },
  {
    name: 'takes living windows for dead',
    promise: 'P4',
    sign: 'alive and well',
    rhythm: { staleMs: 3_000 },
  },
  {
    name: 'signs only once that it lives',
    promise: 'P4',
    sign: 'alive and well',
    store: (store) => {
      let isSigned = false;
      return {
        beat: async (windowId, now) => {
          if (isSigned) return true;
          isSigned = true;
          return await store.beat(windowId, now);
        },
      };
    },
  },
  {
    name: 'does not notice that it overslept',
    promise: 'P4',
    sign: 'another driver',
    stress: ['windowFreezeInside'],
    store: () => ({ holdsLease: () => true }),
    rhythm: { sendWithinMs: 3_600_000 },
  },
  {
    name: 'takes over nothing',
    promise: 'P4',
    sign: 'never came to an end',
    store: () => ({ takeOver: () => Promise.resolve([]) }),
  },
  {
    name: 'overwrites what lies there',
    promise: 'P5',
    sign: 'was overwritten',
    workspace: (workspace, { disk }) => ({
      place: async (job, uri) => {
        const outcome = await workspace.place(job, uri);
        const clip = disk.clips.get(job.id);
        if (outcome !== 'taken' || clip === undefined) return outcome;
        disk.files.set(uri, clip);
        return 'placed';
      },
    }),
  },
  {
    name: 'places a clip twice after a crash',
    promise: 'P5',
    sign: '2 clips',
    stress: ['windowCrashInside', 'windowOpen'],
    acts: ['submit'],
    workspace: (workspace, { disk }) => ({
      place: async (job, uri) => (disk.files.has(uri) ? 'taken' : await workspace.place(job, uri)),
    }),
  },
  {
    name: 'takes half a clip for a whole one',
    promise: 'P5',
    sign: 'no whole clip',
    vault: (vault, { disk }) => ({
      accept: async (jobId) => {
        const part = disk.parts.get(jobId);
        const clip = await vault.accept(jobId);
        if (clip !== undefined || part === undefined) return clip;
        const bytes = Uint8Array.from(part.bytes);
        disk.clips.set(jobId, bytes);
        return { bytes: bytes.length, sha256: bytes.join('-'), extension: '.mp4' };
      },
    }),
  },
  {
    name: 'checks the caps before the transaction',
    promise: 'P7',
    sign: 'was passed',
    acts: ['both', 'both'],
    store: (store, { timeline, process }) => ({
      admit: async (jobs, caps, options) => {
        await timeline.pause(50, process);
        const [first] = jobs;
        // Enough of a check for the usual case: each of these submissions alone.
        const outcome = first === undefined ? undefined : await store.totals(first.day, first.workspaceKey);
        const counted = outcome?.day.reservedMicroUsd ?? 0;
        if (caps.dayMicroUsd !== undefined && counted >= caps.dayMicroUsd)
          return await store.admit(jobs, caps, options);
        return await store.admit(jobs, {}, options);
      },
    }),
  },
  {
    name: 'sends from an untrusted workspace',
    promise: 'P7',
    sign: 'untrusted workspace',
    gate: () => ({ isTrusted: () => true }),
  },
  {
    name: 'takes no for yes',
    promise: 'P7',
    sign: 'without asking',
    stress: ['longAbsence'],
    gate: (gate) => ({
      ask: async (question) => {
        await gate.ask(question);
        return { kind: 'agreed' };
      },
    }),
  },
  {
    name: 'reserves nothing',
    promise: 'P8',
    sign: 'reserved less',
    store: (store) => ({
      admit: (jobs, caps, options) =>
        store.admit(
          jobs.map((job) => ({ ...job, reservedMicroUsd: 0 })),
          caps,
          options,
        ),
    }),
  },
  {
    name: 'loses the sums',
    promise: 'P8',
    sign: 'differs from its rows',
    schema: `DROP TRIGGER ledger_changed; ${noFollowUp}`,
  },
  {
    name: 'gives back the money of a forgotten job',
    promise: 'P8',
    sign: 'the ledger says returned',
    acts: ['submit', 'forget'],
    store: onEvent('forget', (apply, { connection }) => async (id, event, now, options) => {
      const outcome = await apply(id, event, now, options);
      connection()?.prepare(`UPDATE ledger SET status = 'returned' WHERE job_id = ?`).run(id);
      return outcome;
    }),
  },
  {
    name: 'cancels what was sent',
    promise: 'P8',
    sign: 'and is cancelled',
    acts: ['submit', 'cancel'],
    store: onEvent('cancel', (apply, { connection }) => async (id, event, now, options) => {
      const outcome = await apply(id, event, now, options);
      if (outcome.kind !== 'applied' && outcome.kind !== 'noSlot')
        connection()
          ?.prepare(
            `UPDATE jobs SET state = 'cancelled', open = 0, epoch = epoch + 1 WHERE id = ? AND open = 1`,
          )
          .run(id);
      return outcome;
    }),
  },
  ...shotMutants,
];
