import type { Job } from '../core/job.ts';
import type { EndedCall } from './endedCalls.ts';

/** A job that was never sent writes to disk at each try: after so many in vain it waits like the others. */
const maxWrittenTries = 60;

interface Silence {
  readonly triedAt: number;
  /** Calls in a row that did not get through. */
  readonly count: number;
}

/**
 * Notices that the network is back: while no call to an origin gets through, one job goes on asking every few seconds
 * and the others keep their slow pace. It is a status call like any other, so it takes the proxy that the rest takes.
 */
export interface Lookout {
  /** When the job is due, which was to be at `at`. */
  dueAt(job: Job, at: number): number;
  /** The job takes its step: the next one looks out later, should this call hang. */
  started(job: Job, now: number): void;
  /** True where this call is the first that got through after several that did not. */
  hear(heard: EndedCall): boolean;
}

export function createLookout(everyMs: number): Lookout {
  const silent = new Map<string, Silence>();
  return {
    dueAt(job, at) {
      const silence = silent.get(job.origin);
      if (silence === undefined || job.failure?.class !== 'network') return at;
      if (job.state !== 'running' && (job.missCount > maxWrittenTries || job.tooManyCount > 0)) return at;
      return Math.min(at, silence.triedAt + everyMs);
    },
    started(job, now) {
      const silence = silent.get(job.origin);
      if (silence !== undefined) silent.set(job.origin, { ...silence, triedAt: now });
    },
    hear({ endpoint, askedAt, failure }) {
      const before = silent.get(endpoint.baseUrl);
      if (failure?.class === 'network') {
        const triedAt = Math.max(askedAt, before?.triedAt ?? 0);
        silent.set(endpoint.baseUrl, { triedAt, count: (before?.count ?? 0) + 1 });
        return false;
      }
      silent.delete(endpoint.baseUrl);
      return before !== undefined && before.count > 1;
    },
  };
}
