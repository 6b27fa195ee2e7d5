import { type Job, sampleOrigin } from '../core/job.ts';
import { forecastRender, isTelling, type RenderForecast, type RenderTime } from '../core/renderForecast.ts';
import { type ToldProgress, withTold } from '../core/toldProgress.ts';
import type { Clock, Store } from './ports.ts';

/** How long what was read counts as new: other windows learn too. */
const freshMs = 60_000;

/** What is known about how long renders take, and what is learnt about it. */
export interface Forecasts {
  /** Never throws: without the database the guide's figures hold. */
  of(job: Job): Promise<RenderForecast>;
  /** At this moment the render had not ended, and was so far (percent), if the provider says that. */
  notYet(job: Job, askedAt: number, percent: number | undefined): void;
  /** The render has ended. Only its length is lost when this cannot be written. */
  ended(job: Job): Promise<void>;
  /** Nobody watches the job any more. */
  forget(jobId: string): void;
}

interface Cached {
  readonly readAt: number;
  readonly past: readonly RenderTime[];
}

/** What was heard of a render that goes on. */
interface RunningRender {
  readonly askedAt: number;
  readonly told: readonly ToldProgress[];
}

/**
 * The provider's own `completed_at` is not used: it is another clock's, it may be there while the clip is still
 * rendering, and two answers a few seconds apart say as much.
 */
export function createForecasts(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  log: (message: string, error?: unknown) => void,
): Forecasts {
  const cache = new Map<string, Cached>();
  const heard = new Map<string, RunningRender>();
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
      log('The times of past renders cannot be read', error);
      return known?.past ?? [];
    }
  }

  return {
    async of(job) {
      const times = job.origin === sampleOrigin ? [] : await past(job);
      return forecastRender(job.request, times, heard.get(job.id)?.told.at(-1));
    },
    notYet(job, askedAt, percent) {
      const told = heard.get(job.id)?.told ?? [];
      const isNew = percent !== undefined && job.acceptedAt !== undefined;
      const atMs = askedAt - (job.acceptedAt ?? askedAt);
      heard.set(job.id, { askedAt, told: isNew ? withTold(told, { percent, atMs }) : told });
    },
    async ended(job) {
      const last = heard.get(job.id);
      heard.delete(job.id);
      const from = last?.askedAt ?? job.acceptedAt;
      if (job.acceptedAt === undefined || from === undefined || job.origin === sampleOrigin) return;
      const { seconds, resolution, model } = job.request;
      const times = { afterMs: Math.max(0, from - job.acceptedAt), withinMs: clock.now() - job.acceptedAt };
      if (!isTelling(times)) return;
      try {
        const told = last === undefined || last.told.length === 0 ? {} : { told: last.told };
        await store.addRender(job.origin, model, { seconds, resolution, ...times, ...told });
        cache.delete(keyOf(job));
      } catch (error) {
        log('The time of a render cannot be kept', error);
      }
    },
    forget(jobId) {
      heard.delete(jobId);
    },
  };
}
