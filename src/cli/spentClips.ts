import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathBelow, uriOfPath } from '../core/uriPath.ts';
import { gitAuthors } from '../node/gitAuthors.ts';
import { uriOf } from '../runtime/repository.ts';
import { type NotedClip, promptFileOf } from '../shots/recordedClip.ts';
import type { CommandContext } from './context.ts';
import type { OpenedFolder } from './openPaths.ts';

/** What the sidecars of some folders tell. */
export interface SpentClips {
  readonly clips: readonly NotedClip[];
  /** URIs of sidecars that cannot be read. */
  readonly unreadable: readonly string[];
}

/** The clips at or below the paths that were named, and those of the prompt files there, wherever they lie. */
export function spentClips(folders: readonly OpenedFolder[]): SpentClips {
  const found = folders.map(({ repository, promptFiles, isMeant }) => ({
    clips: repository.clips
      .all()
      .filter((clip) => isMeant(clip.sidecarUri) || isMeant(promptFileOf(clip) ?? '')),
    unreadable: repository.clips
      .unreadable()
      .map(({ sidecarUri }) => sidecarUri)
      .filter((uri) => isMeant(uri) || promptFiles.some((file) => isBelowFolderOf(file, uri))),
  }));
  return {
    clips: found.flatMap(({ clips }) => clips),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  };
}

/** A sidecar that cannot be read may be one of the file's: it is rather told than left out. */
function isBelowFolderOf(promptFile: string, sidecar: string): boolean {
  const folder = uriOfPath(promptFile, '.');
  return folder !== undefined && pathBelow(folder, sidecar) !== undefined;
}

/** Who added each sidecar, by their URIs, as far as Git knows. */
export async function sidecarAuthors(
  folders: readonly OpenedFolder[],
  { environment }: Pick<CommandContext, 'environment'>,
): Promise<ReadonlyMap<string, string>> {
  const authors = new Map<string, string>();
  for (const { repository } of folders) {
    const folder = fileURLToPath(repository.folderUri);
    for (const [path, author] of await gitAuthors(folder, ['*.json'], environment))
      authors.set(uriOf(join(folder, path)), author);
  }
  return authors;
}
