import { constants } from 'node:fs';
import { copyFile, link, lstat, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../core/systemCode.ts';
import { syncFolder } from './syncFolder.ts';

/** Gives a file another name; false where something has that name. */
export type RenameInto = (from: string, to: string) => Promise<boolean>;

/**
 * Puts a copy of a file at a place, through `part`, whose name belongs to the caller alone. Nothing is overwritten: false
 * where something lies at the target. `renameInto`: for file systems without links.
 */
export async function placeOnDisk(
  source: string,
  target: string,
  part: string,
  renameInto: RenameInto = renameWhereFree,
): Promise<boolean> {
  await rm(part, { force: true });
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(part, 'r+');
    await file.sync();
    await file.close();
    const isPlaced = await linkInto(part, target, renameInto);
    // The kept copy is given up next: the name must survive a power failure.
    if (isPlaced) await syncFolder(dirname(target));
    return isPlaced;
  } finally {
    await rm(part, { force: true });
  }
}

const noLinks = ['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EXDEV', 'EMLINK'];

async function linkInto(part: string, target: string, renameInto: RenameInto): Promise<boolean> {
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(part, target);
    await unlink(part);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!noLinks.includes(systemCode(error))) throw error;
  }
  return await renameInto(part, target);
}

async function renameWhereFree(from: string, to: string): Promise<boolean> {
  const isTaken = await lstat(to).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
  if (isTaken) return false;
  await rename(from, to);
  return true;
}
