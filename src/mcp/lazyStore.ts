import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName } from '../store/database.ts';
import { type JobStore, openStore } from '../store/jobStore.ts';
import { witnessFileOf } from '../store/witness.ts';

/** The extension's database, opened at the first use of it. Nothing is driven from here: no window of it is this process. */
export interface LazyStore {
  /** Undefined where the extension was never used; then nothing is opened. Throws VideoPromptError `store.*`; the next call tries again. */
  ifUsed(): Promise<JobStore | undefined>;
  close(): void;
}

export function lazyStore(directory: string, tell: (text: string) => void): LazyStore {
  let opening: Promise<JobStore> | undefined;
  let opened: JobStore | undefined;
  const open = async () => {
    opened = await openStore({
      directory,
      onUnreadable: (id) => tell(`Job ${id} in the database cannot be read.`),
    });
    return opened;
  };
  return {
    async ifUsed() {
      const isUsed = [join(directory, databaseFileName), witnessFileOf(directory)].some((path) =>
        existsSync(path),
      );
      if (!isUsed && opening === undefined) return undefined;
      opening ??= open();
      try {
        return await opening;
      } catch (error) {
        opening = undefined;
        throw error;
      }
    },
    close: () => opened?.close(),
  };
}
