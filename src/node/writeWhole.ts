import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';

/**
 * Writes a file so that it is there as a whole or as it was before: a disk that is full, or a machine that loses its power,
 * leaves no half of it. A file that is there keeps its rights, and a link stays one; a new one gets `newMode`, or what the
 * system gives. Rejects as the file system does.
 */
export async function writeWhole(path: string, bytes: Uint8Array, newMode?: number): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => undefined,
  );
  const draft = `${target}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(draft, 'wx', mode ?? newMode);
    try {
      await handle.writeFile(bytes);
      if (mode !== undefined) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
