import { lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The folder that files at a path belong to, which what they say must not leave: the root of the Git repository around it;
 * where there is none, the path itself, or the folder of a file. Rejects where nothing lies there.
 */
export async function repositoryFolder(path: string): Promise<string> {
  const start = (await stat(path)).isDirectory() ? path : dirname(path);
  for (let folder = start; ; folder = dirname(folder)) {
    if (await isThere(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** A folder, or the file of a worktree or a submodule. */
async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
