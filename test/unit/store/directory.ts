import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quickFolder } from '../../support/quickFolder.ts';

/** An empty directory that is gone at the end, with what was written beside it. */
export async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(quickFolder, 'video-prompt-store-'));
  const directory = join(root, 'data');
  await mkdir(directory);
  try {
    await work(directory);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
