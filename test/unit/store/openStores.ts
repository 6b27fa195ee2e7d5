import { type JobStore, openStore } from '../../../src/store/jobStore.ts';
import type { Pacing } from '../../../src/store/pacing.ts';
import { inDirectory } from './directory.ts';

/** Waits a turn of the event loop instead of any time. */
export const hastyPacing: Pacing = {
  sleep: () => new Promise((resolve) => setImmediate(resolve)),
  fraction: () => 0.5,
};

/** Two windows on the same database. */
export async function inTwoWindows(
  work: (one: JobStore, other: JobStore, directory: string) => Promise<void>,
): Promise<void> {
  await inDirectory(async (directory) => {
    const one = await openStore({ directory, pacing: hastyPacing });
    const other = await openStore({ directory, pacing: hastyPacing });
    try {
      await work(one, other, directory);
    } finally {
      one.close();
      other.close();
    }
  });
}

export async function inOneWindow(work: (store: JobStore) => Promise<void>): Promise<void> {
  await inTwoWindows((store) => work(store));
}
