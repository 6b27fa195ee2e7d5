import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { syncFolder } from '../node/syncFolder.ts';
import { isMissing, onDisk } from './diskError.ts';

/** `open` of node:fs/promises, or what stands in for it in a test. */
export type OpenFile = (path: string, flags: number, mode?: number) => Promise<FileHandle>;

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_WRONLY } = constants;

/** No mode follows a symbolic link, where the system can tell. */
export const openFlags = {
  read: O_RDONLY | O_NOFOLLOW,
  /** What is there stays. */
  change: O_RDWR | O_NOFOLLOW,
  /** Fails where something is there. */
  create: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
};

export const openFile: OpenFile = async (path, flags, mode = 0o600) => await open(path, flags, mode);

/** Makes a folder, or takes the one that is there if it is a real one. */
export async function ownFolder(path: string): Promise<string> {
  return await onDisk(path, async () => {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const facts = await lstat(path);
    if (facts.isDirectory()) return path;
    throw new VideoPromptError('disk', say('disk.noFolder', { path }));
  });
}

let sequence = 0;

/**
 * Writes a small file so that it is there whole or not at all, also for other windows. `isDurable`: it is on the disk
 * and not only in its cache when this resolves.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  options: { readonly isDurable: boolean; readonly open: OpenFile },
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${sequence++}.tmp`);
  try {
    const handle = await options.open(temporary, openFlags.create);
    try {
      await handle.writeFile(bytes);
      if (options.isDurable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    if (options.isDurable) await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Size and time of the last change of a plain file; undefined where there is none. */
export async function fileFacts(
  path: string,
): Promise<{ readonly bytes: number; readonly changedAt: number } | undefined> {
  try {
    const facts = await lstat(path);
    return facts.isFile() ? { bytes: facts.size, changedAt: facts.mtimeMs } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Bytes of the plain files in a folder. */
export async function folderBytes(path: string): Promise<number> {
  const facts = await Promise.all((await readdir(path)).map((name) => fileFacts(join(path, name))));
  return facts.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
}
