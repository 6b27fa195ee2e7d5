import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Folders that are full of files which nobody here wrote. */
const notLookedInto: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const foldersAtOnce = 16;

/** There are more files than anybody means to look through. */
export class TooManyFiles extends Error {}

/**
 * Files below a folder for whose name `isWanted` says so, sorted; their paths begin with the folder's as it is written. Links
 * are followed as an editor's search does it: into folders that lie below too, never in a circle. What cannot be read is left
 * out. Throws `TooManyFiles` rather than to leave out some of more.
 */
export async function findFiles(
  folder: string,
  isWanted: (name: string) => boolean,
  { mostEntries = 1_000_000 }: { readonly mostEntries?: number } = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  const root = await realpath(folder);
  let entries = 0;
  /** With the real places of the folders above, as far as a link may lead back to them. */
  let left: { readonly path: string; readonly above: readonly string[] }[] = [
    { path: folder, above: [root] },
  ];

  async function look({ path, above }: (typeof left)[number]): Promise<void> {
    const inside = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => []);
    entries += inside.length;
    if (entries > mostEntries) throw new TooManyFiles(folder);
    for (const entry of inside) {
      const own = join(path, entry.name);
      if (entry.isFile()) {
        if (isWanted(entry.name)) found.push(own);
      } else if (entry.isDirectory()) {
        if (!notLookedInto.has(entry.name)) left.push({ path: own, above });
      } else if (entry.isSymbolicLink()) await follow(own, entry.name, above);
    }
  }

  async function follow(path: string, name: string, above: readonly string[]): Promise<void> {
    const leadsTo = await stat(path).catch(() => undefined);
    if (leadsTo?.isFile() === true && isWanted(name)) found.push(path);
    if (leadsTo?.isDirectory() !== true || notLookedInto.has(name)) return;
    const real = await realpath(path);
    const here = await realpath(join(path, '..'));
    const isCircle = isWithin(real, here) || above.some((one) => isWithin(real, one));
    if (isWithin(root, real) && !isCircle) left.push({ path, above: [...above, here] });
  }

  while (left.length > 0) {
    const some = left.slice(0, foldersAtOnce);
    left = left.slice(foldersAtOnce);
    await Promise.all(some.map(look));
  }
  return found.sort();
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
