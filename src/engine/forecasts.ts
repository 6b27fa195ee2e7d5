import { type Job, sampleOrigin } from '../core/job.ts';
import { forecastRender, isTelling, type RenderForecast, type RenderTime } from '../core/renderForecast.ts';
import type { Clock, Store } from './ports.ts';

/** How long what was read counts as new: other windows learn too. */
const freshMs = 60_000;

/** What is known about how long renders take, and what is learnt about it. */
export interface Forecasts {
  /** Never throws: without the database the guide's figures hold. */
  of(job: Job): Promise<RenderForecast>;
  /** At this moment the render had not ended. */
  notYet(job: Job, askedAt: number): void;
  /** The render has ended. Only its length is lost when this cannot be written. */
  ended(job: Job): Promise<void>;
}

interface Cached {
  readonly readAt: number;
  readonly past: readonly RenderTime[];
}

/**
 * The provider's own `completed_at` is not used: it is another clock's, it may be there while the clip is still
 * rendering, and two answers a few seconds apart say as much.
 */
export function createForecasts(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  log: (message: string) => void,
): Forecasts {
  const cache = new Map<string, Cached>();
  const notYetAt = new Map<string, number>();
  const keyOf = ({ origin, request }: Job) => `${origin} ${request.model}`;

  async function past(job: Job): Promise<readonly RenderTime[]> {
    const known = cache.get(keyOf(job));
    const now = clock.now();
    if (known !== undefined && Math.abs(now - known.readAt) < freshMs) return known.past;
    try {
      const read = await store.renders(job.origin, job.request.model);
      cache.set(keyOf(job), { readAt: now, past: read });
      return read;
    } catch (error) {
      log(`The times of past renders cannot be read: ${String(error)}`);
      return known?.past ?? [];
    }
  }

  return {
    async of(job) {
      return forecastRender(job.request, job.origin === sampleOrigin ? [] : await past(job));
    },
    notYet(job, askedAt) {
      notYetAt.set(job.id, askedAt);
    },
    async ended(job) {
      const from = notYetAt.get(job.id) ?? job.acceptedAt;
      notYetAt.delete(job.id);
      if (job.acceptedAt === undefined || from === undefined || job.origin === sampleOrigin) return;
      const { seconds, resolution, model } = job.request;
      const times = { afterMs: Math.max(0, from - job.acceptedAt), withinMs: clock.now() - job.acceptedAt };
      if (!isTelling(times)) return;
      try {
        await store.addRender(job.origin, model, { seconds, resolution, ...times });
        cache.delete(keyOf(job));
      } catch (error) {
        log(`The time of a render cannot be kept: ${String(error)}`);
      }
    },
  };
}
