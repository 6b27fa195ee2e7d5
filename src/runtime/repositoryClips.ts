import { clipExtensions, sidecarEnding } from '../core/clipExtension.ts';
import { promptFileEnding } from '../core/promptFileName.ts';
import { type DiskPlace, diskPlace, lookWithin, readWithin } from '../node/ownFile.ts';
import { fileDigest } from '../node/fileDigest.ts';
import { clipPointer } from '../shots/clipPointer.ts';
import { noteEach } from '../shots/sidecarNote.ts';
import { sidecarLook } from '../shots/sidecarLook.ts';
import type { ClipFiles, FileFacts } from '../shots/workspaceClips.ts';

const kinds = {
  sidecars: clipExtensions.map((one) => `${one}${sidecarEnding}`),
  clips: clipExtensions,
  promptFiles: [promptFileEnding],
} as const;

type Kind = keyof typeof kinds;

/** What a file is by its name; undefined: none of ours. */
function kindOf(name: string): Kind | undefined {
  const isOf = (kind: Kind) => kinds[kind].some((ending) => name.endsWith(ending));
  return (['sidecars', 'clips', 'promptFiles'] as const).find(isOf);
}

export function isOfRepository(name: string): boolean {
  return kindOf(name) !== undefined;
}

/** The files of a repository on the disk. `found`: the URIs of those that `isOfRepository`. */
export function repositoryClips(folder: DiskPlace, found: readonly string[]): ClipFiles {
  const all = Map.groupBy(found, (uri) => kindOf(uri));
  const of = (kind: Kind) => () => Promise.resolve(all.get(kind) ?? []);
  const readSidecar = async (uri: string) => sidecarLook(await readWithin(folder, diskPlace(uri), 'sidecar'));
  const look = async (uri: string) => await lookWithin(folder, diskPlace(uri), 'clip');

  return {
    sidecars: of('sidecars'),
    clips: of('clips'),
    promptFiles: of('promptFiles'),
    readSidecar,
    noteSidecars: (uris, note) => noteEach(uris, readSidecar, note),
    async look(uri): Promise<FileFacts> {
      const looked = await look(uri);
      const bytes = looked.kind === 'found' ? looked.stats.size : undefined;
      const pointer = await clipPointer(bytes, () => readWithin(folder, diskPlace(uri), 'clip'));
      return {
        bytes: pointer?.bytes ?? bytes,
        pointer,
        digest: async () =>
          looked.kind === 'found' ? await fileDigest(looked.path).catch(() => undefined) : undefined,
      };
    },
    isThere: async (uri) => (await look(uri)).kind === 'found',
  };
}
