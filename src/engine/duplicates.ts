import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import type { Store } from './ports.ts';
import { type DuplicateItem, DuplicateRequest } from './refusals.ts';
import type { Rivals } from './rivals.ts';

/** What is told of a batch whose jobs would be second ones; `made`: the jobs of each item. */
export async function duplicateOf(
  store: Store,
  made: readonly (readonly Job[])[],
  rivals: readonly Rivals[],
): Promise<DuplicateRequest> {
  const items = made.flatMap((jobs, index): readonly Pick<DuplicateItem, 'index' | 'ids'>[] => {
    const ids = rivals
      .filter(({ jobId }) => jobs.some(({ id }) => id === jobId))
      .flatMap(({ others }) => others);
    return ids.length === 0 ? [] : [{ index, ids }];
  });
  return new DuplicateRequest(
    await Promise.all(items.map(async (item) => ({ ...item, jobs: await readable(store, item.ids) }))),
  );
}

async function readable(store: Store, ids: readonly string[]): Promise<readonly Job[]> {
  const jobs = await Promise.all(
    ids.map(async (id) => {
      try {
        return await store.get(id);
      } catch (error) {
        if (error instanceof VideoPromptError && error.jobId === id) return undefined;
        throw error;
      }
    }),
  );
  return jobs.filter((job) => job !== undefined);
}
