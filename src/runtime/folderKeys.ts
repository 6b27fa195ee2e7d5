import { realpath, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { folderKey } from '../core/folderKey.ts';
import type { JobStore } from '../store/jobStore.ts';

export type FolderStore = Pick<JobStore, 'formerFolders' | 'countFolder'>;

/** Under which key the money of clips in a folder is counted. */
export interface FolderKeys {
  /**
   * The folder's key, the same for every spelling of its place and every link to it. A folder that was renamed or moved
   * on its disk takes along what was counted this month. Undefined, no folder: the empty key.
   */
  keyOf(folderUri: string | undefined): Promise<string>;
}

export function createFolderKeys(store: FolderStore, month: () => string): FolderKeys {
  const known = new Map<string, Promise<string>>();
  return {
    async keyOf(folderUri) {
      if (folderUri === undefined) return '';
      const finding = known.get(folderUri) ?? findKey(store, folderUri, month());
      known.set(folderUri, finding);
      try {
        return await finding;
      } catch (error) {
        known.delete(folderUri);
        throw error;
      }
    },
  };
}

async function findKey(store: FolderStore, folderUri: string, month: string): Promise<string> {
  const spelled = folderKey(folderUri);
  const real = await realKey(spelled);
  const key = real?.key ?? spelled;
  const identity = real?.identity;
  const others = identity === undefined ? [] : await store.formerFolders(identity);
  const gone: string[] = [];
  for (const other of others) {
    if (other === key) continue;
    // The same folder by another way that leads there still: it is counted as it was.
    if (!(await isGone(other))) return other;
    gone.push(other);
  }
  const formerly = [...new Set([folderUri, spelled, ...gone])].filter((former) => former !== key);
  await store.countFolder({ key, ...(identity === undefined ? {} : { identity }), formerly, month });
  return key;
}

/** Undefined where the folder is not on this machine's disks, or is not there now. */
async function realKey(
  key: string,
): Promise<{ readonly key: string; readonly identity?: string } | undefined> {
  if (!key.startsWith('file:')) return undefined;
  try {
    const path = await realpath(fileURLToPath(key));
    const { ino, birthtimeNs } = await stat(path, { bigint: true });
    return {
      key: folderKey(pathToFileURL(path).href),
      // Numbers of inodes are used again; without the time of making they say nothing.
      ...(birthtimeNs > 0n ? { identity: `${String(ino)} ${String(birthtimeNs)}` } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Whether nothing lies at the place any more, or what lies there goes by another name. Not sure is no. */
async function isGone(key: string): Promise<boolean> {
  if (!key.startsWith('file:')) return false;
  try {
    return folderKey(pathToFileURL(await realpath(fileURLToPath(key))).href) !== key;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
