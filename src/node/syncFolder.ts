import { open } from 'node:fs/promises';

/** Puts the names in a folder on the disk: a rename is lost in a power failure otherwise. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
