import { lstat, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { innermostFolder, shownUri } from '../core/uriPath.ts';
import { systemCode } from '../core/systemCode.ts';
import { fileDigest } from '../node/fileDigest.ts';
import { diskPlace, refusalWithin } from '../node/ownFile.ts';
import { placeOnDisk } from '../node/placeOnDisk.ts';
import { writeWhole } from '../node/writeWhole.ts';
import type { PlaceFiles } from './places.ts';

/** Folders of this machine's disk as places of finished clips, without an editor. `folders`: `file:` URIs. */
export function diskPlaces(folders: readonly string[]): PlaceFiles {
  return {
    isTrusted: () => true,
    folders: () => folders,
    folderOf: (file) => innermostFolder(folders, file) ?? join(file, '..'),
    join,
    withEnding: (uri, ending) => pathToFileURL(`${fileURLToPath(uri)}${ending}`).href,
    shown: shownUri,
    refusal: async (folder, uri, kind) => await refusalWithin(diskPlace(folder), diskPlace(uri), kind),
    async isThere(uri) {
      try {
        await lstat(fileURLToPath(uri));
        return true;
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw error;
      }
    },
    async sizeOf(uri) {
      const stats = await lstat(fileURLToPath(uri));
      return stats.isFile() ? stats.size : undefined;
    },
    digest: async (uri) => await fileDigest(fileURLToPath(uri)),
    async makeFolder(uri) {
      await mkdir(fileURLToPath(uri), { recursive: true });
    },
    put: async (path, target, part) => await placeOnDisk(path, fileURLToPath(target), fileURLToPath(part)),
    write: async (uri, bytes) => await writeWhole(fileURLToPath(uri), bytes),
    codeOf: systemCode,
  };
}

function join(folder: string, path: string): string {
  return pathToFileURL(resolve(fileURLToPath(folder), path)).href;
}
