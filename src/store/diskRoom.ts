import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';

/** Bytes that may still be written in a folder; undefined where the system does not say. */
export type FreeBytes = (folder: string) => Promise<number | undefined>;

/** So much stays free for everything else on the disk. */
const spareBytes = 64 * 1024 * 1024;

export const freeBytesOf: FreeBytes = async (folder) => {
  try {
    const { bavail, bsize, blocks } = await statfs(folder);
    // Some network folders say nothing but zeros.
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    return undefined;
  }
};

/** Throws VideoPromptError `disk` where so many bytes more would fill the disk, before it is full. */
export async function assertRoom(path: string, freeBytes: FreeBytes, bytes: number): Promise<void> {
  const free = await freeBytes(dirname(path));
  if (free === undefined || free - bytes >= spareBytes) return;
  throw new VideoPromptError('disk', say('disk.nearlyFull', { path }));
}
