import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty directory that is gone at the end, with what was written beside it. */
export async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'video-prompt-store-'));
  const directory = join(root, 'data');
  await mkdir(directory);
  try {
    await work(directory);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
