import type { Failure } from './failure.ts';
import { framed } from './follower.ts';
import type { Job, JobEvent, JobState } from './job.ts';
import { chargeAtRender } from './ledger.ts';
import { stillAfter } from './standstill.ts';

/** How often a create may answer 429 before the job fails. */
export const maxTooMany = 5;

/**
 * The only place where a job changes its state. Total: an event that means nothing in the present state gives
 * undefined, and the job stays as it is. What is transient (next step, hold, failure) is dropped at every
 * step unless the event brings it anew.
 */
export function transition(job: Job, event: JobEvent, now: number): Job | undefined {
  const { nextAt: _nextAt, hold: _hold, failure: _failure, ...kept } = job;
  const inState = (...states: readonly JobState[]) => states.includes(job.state);
  const enter = (state: JobState, fields: Partial<Job> = {}): Job => ({
    ...kept,
    ...fields,
    state,
    updatedAt: now,
  });
  const end = (state: JobState, fields: Partial<Job> = {}): Job => enter(state, { endedAt: now, ...fields });
  const miss = (nextAt: number, failure: Failure) =>
    enter(job.state, {
      nextAt,
      failure,
      missCount: job.missCount + 1,
      ...(job.hold === undefined ? {} : { hold: job.hold }),
    });

  switch (event.kind) {
    case 'hold':
      if (!inState('queued')) return undefined;
      if (job.awaits === undefined) return enter('queued', { hold: event.reason });
      // It goes on waiting, and asks when that is over. Its key is looked for then too.
      return event.reason === 'confirm' && job.awaits.isToConfirm !== true
        ? enter('queued', { hold: 'frame', awaits: { ...job.awaits, isToConfirm: true } })
        : undefined;
    case 'release':
      return inState('queued') && job.awaits === undefined ? enter('queued') : undefined;
    case 'framed': {
      if (!inState('queued') || job.awaits === undefined) return undefined;
      const { role, isToConfirm = false } = job.awaits;
      const image = { uri: event.uri, role, clip: event.clip };
      const { awaits: _awaits, ...complete } = framed(enter('queued'), job.awaits, image, event.image);
      return {
        ...complete,
        framedAt: now,
        ...(isToConfirm || event.isToConfirm ? { hold: 'confirm' } : {}),
        ...(job.source === undefined || event.digest === undefined
          ? {}
          : { source: { ...job.source, digest: event.digest } }),
      };
    }
    case 'cancel':
      return inState('queued')
        ? end('cancelled', event.failure === undefined ? {} : { failure: event.failure })
        : undefined;
    case 'send':
      return inState('queued') && job.hold === undefined && job.awaits === undefined
        ? enter('submitting', { sentAt: now })
        : undefined;
    case 'unsent': {
      if (!inState('submitting')) return undefined;
      const { sentAt: _sentAt, ...unsent } = enter('queued', {
        ...(event.nextAt === undefined ? {} : { nextAt: event.nextAt }),
        ...(event.failure === undefined ? {} : { failure: event.failure, missCount: job.missCount + 1 }),
      });
      return unsent;
    }
    case 'tooMany': {
      if (!inState('submitting')) return undefined;
      const tooManyCount = job.tooManyCount + 1;
      return tooManyCount >= maxTooMany
        ? end('failed', { tooManyCount, failure: event.failure, charge: { microUsd: 0, basis: 'estimated' } })
        : enter('queued', { tooManyCount, nextAt: event.nextAt, failure: event.failure });
    }
    case 'accepted': {
      // A task id always wins, whatever was believed meanwhile; only a second, different one is ignored.
      if (job.taskId !== undefined) return undefined;
      const { charge: _charge, endedAt: _endedAt, awaits: _awaits, ...open } = enter('running');
      return {
        ...open,
        ...(event.dialect === undefined ? {} : { dialect: event.dialect }),
        taskId: event.taskId,
        keyFingerprint: event.keyFingerprint,
        acceptedAt: now,
        nextAt: event.nextAt,
        missCount: 0,
      };
    }
    case 'taken': {
      // It may have been sent and paid for, and nobody knows what became of it. The id is kept, not counted twice.
      const isTold = job.state === 'uncertain' && job.sharedTaskId === event.taskId;
      const mayBeSent = inState('queued', 'submitting', 'uncertain', 'failed', 'cancelled');
      if (job.taskId !== undefined || isTold || !mayBeSent) return undefined;
      const {
        endedAt: _endedAt,
        awaits: _awaits,
        ...open
      } = enter('uncertain', {
        sharedTaskId: event.taskId,
        failure: {
          class: 'provider-fault',
          message: 'create.taskShared',
          charged: 'unknown',
          jobId: event.jobId,
        },
        charge: { basis: 'unknown' },
      });
      return open;
    }
    case 'found': {
      // A clip that is here already is not fetched from its beginning once more.
      if (job.taskId === undefined || job.state === 'stored') return undefined;
      const {
        charge: _charge,
        endedAt: _endedAt,
        renderedAt: _renderedAt,
        clip: _clip,
        progress: _progress,
        ...open
      } = enter('running');
      return {
        ...open,
        dialect: event.dialect,
        keyFingerprint: event.keyFingerprint,
        answeredAt: now,
        nextAt: event.nextAt,
        missCount: 0,
      };
    }
    case 'refused':
      return inState('submitting')
        ? end('failed', { failure: event.failure, charge: { microUsd: 0, basis: 'estimated' } })
        : undefined;
    case 'doubted':
      return inState('submitting')
        ? enter('uncertain', { failure: event.failure, charge: { basis: 'unknown' } })
        : undefined;
    case 'progressed': {
      if (!inState('running')) return undefined;
      const { stillMs: _stillMs, ...moved } = enter('running', {
        nextAt: event.nextAt,
        answeredAt: now,
        missCount: 0,
        ...(event.progress === undefined ? {} : { progress: event.progress }),
        ...(event.word === undefined ? {} : { word: event.word }),
        ...(event.failure === undefined ? {} : { failure: event.failure }),
      });
      const stillMs = stillAfter(job, event, now);
      return stillMs === 0 ? moved : { ...moved, stillMs };
    }
    case 'missed':
      return inState('queued', 'running', 'downloading', 'stored')
        ? {
            ...miss(event.nextAt, event.failure),
            ...(event.fetchedInVain === undefined ? {} : { fetchedInVain: event.fetchedInVain }),
          }
        : undefined;
    case 'rendered':
      return inState('running')
        ? enter('downloading', {
            progress: 100,
            answeredAt: now,
            renderedAt: now,
            missCount: 0,
            charge: chargeAtRender(job, event.upstreamMicroUsd),
          })
        : undefined;
    case 'ended':
      return inState('running', 'downloading')
        ? end('failed', {
            failure: event.failure,
            charge:
              event.failure.charged === 'no'
                ? { microUsd: 0, basis: 'estimated' }
                : event.failure.charged === 'yes'
                  ? chargeAtRender(job)
                  : (job.charge ?? { basis: 'unknown' }),
          })
        : undefined;
    case 'stop':
      return inState('running', 'downloading')
        ? enter('stopped', {
            ...(event.failure === undefined ? {} : { failure: event.failure }),
            charge: job.charge ?? { basis: 'unknown' },
          })
        : undefined;
    case 'resume': {
      if (!inState('stopped') || job.taskId === undefined) return undefined;
      // Asked for by a person: the day without answers and the tries in vain start anew.
      const {
        fetchedInVain: _fetchedInVain,
        stillMs: _stillMs,
        ...anew
      } = enter(job.renderedAt === undefined ? 'running' : 'downloading', {
        missCount: 0,
        answeredAt: now,
        watchedFrom: now,
      });
      if (job.renderedAt !== undefined) return anew;
      const { charge: _charge, ...open } = anew;
      return open;
    }
    case 'fetched': {
      if (!inState('downloading')) return undefined;
      const { fetchedInVain: _fetchedInVain, ...stored } = enter('stored', {
        clip: event.clip,
        missCount: 0,
      });
      return stored;
    }
    case 'placing':
      return inState('stored') && job.clip !== undefined
        ? enter('stored', { clip: { ...job.clip, uri: event.uri }, missCount: job.missCount })
        : undefined;
    case 'placed':
      return inState('stored') && job.clip !== undefined
        ? end('saved', { clip: { ...job.clip, uri: event.uri }, missCount: 0 })
        : undefined;
    case 'forget':
      return inState('uncertain', 'stopped')
        ? end('forgotten', { charge: job.charge ?? { basis: 'unknown' } })
        : undefined;
  }
}
