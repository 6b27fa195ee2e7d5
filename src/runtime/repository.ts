import { lstat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Market, shippedMarket } from '../core/market.ts';
import { isPromptFile } from '../core/promptFileName.ts';
import { systemCode } from '../core/systemCode.ts';
import { fileNameOfUri, isPublicLink, plainUri } from '../core/uriPath.ts';
import { blockingCalls, type DiskCalls } from '../node/diskCalls.ts';
import { fileDigest } from '../node/fileDigest.ts';
import { findFiles } from '../node/findFiles.ts';
import {
  type DiskPlace,
  diskPlace,
  lookWithin,
  openWithin,
  readWithin,
  refusalWithin,
} from '../node/ownFile.ts';
import { sha256 } from '../node/sha256.ts';
import type { Digests } from '../shots/digests.ts';
import type { LookAtImage } from '../shots/knownFiles.ts';
import { createPromptFileStates, type PromptFileStates } from '../shots/promptFileStates.ts';
import { createWorkspaceClips, type WorkspaceClips } from '../shots/workspaceClips.ts';
import { type MadePorts, madeOf } from './madeOf.ts';
import { glanceAtImageFile, readImageFile, uploadDigestOf } from './imageFiles.ts';
import { readRepositorySettings, type RepositorySettings } from './repositorySettings.ts';
import { isOfRepository, repositoryClips } from './repositoryClips.ts';
import { openPromptFileIn, type OwnFolder } from './surroundings.ts';

/** The prompt files of a folder and their clips, as the disk has them. Places are URIs. */
export interface Repository {
  readonly folderUri: string;
  /** All that there are, sorted. */
  readonly promptFiles: readonly string[];
  readonly clips: WorkspaceClips;
  readonly states: PromptFileStates;
  readonly digests: Digests;
  /** The files that others of them extend, directly or not. */
  readonly extended: () => Promise<ReadonlySet<string>>;
  /** What it says for itself. */
  readonly settings: RepositorySettings;
}

export interface RepositoryOptions {
  /** Absent: what we ship with. */
  readonly market?: Market;
  /** Where clips that are under way are found. Absent: nothing is, for all that is known. */
  readonly jobs?: RepositoryJobs;
}

/** The database of jobs, and what may be written for them. */
export interface RepositoryJobs {
  readonly store: NonNullable<Awaited<ReturnType<MadePorts['store']>>>;
  readonly write: MadePorts['write'];
}

/** Reads a folder, out of which nothing is read; keeps the thread meanwhile. Throws `TooManyFiles`. */
export async function openRepository(
  path: string,
  { market = shippedMarket, jobs }: RepositoryOptions = {},
): Promise<Repository> {
  const uri = uriOf(path);
  const folder = diskPlace(uri, callsFrom(diskPlace(uri).path));
  const found = (await findFiles(path, isOfRepository)).map(uriOf);
  const clips = createWorkspaceClips({
    files: repositoryClips(folder, found),
    // Nothing is watched.
    later: () => ({ call: () => undefined, dispose: () => undefined }),
    tell: () => undefined,
    // Each is asked for, and nobody waits for memory meanwhile.
    maxHeldBytes: 64_000_000,
  });
  await clips.load();
  const settings = await readRepositorySettings(folder);
  const own = ownFolder(folder);
  const digests = digestsIn(folder);
  const states = createPromptFileStates({
    versionOf: () => undefined,
    resolve: async (uri) => await openPromptFileIn(own, uri),
    made: async (uri) =>
      await madeOf(uri, {
        store: () => Promise.resolve(jobs?.store),
        clips: {
          all: () => Promise.resolve(clips.all()),
          unreadable: () => Promise.resolve(clips.unreadable()),
          takesOf: (file) => clips.takesOf(file),
          refresh: (sidecars) => clips.refresh(sidecars),
        },
        isFile: async (place) => (await lookWithin(folder, diskPlace(place), 'clip')).kind === 'found',
        isPerhapsThere,
        write: jobs?.write,
      }),
    digests,
    look: lookIn(folder),
    market: () => Promise.resolve(market),
    settings: () => ({ defaultModelId: settings.defaultModel, workspaceFolderUris: [folder.uri] }),
  });
  const promptFiles = found.filter((uri) => isPromptFile({ path: uri }));
  const extended = async () => {
    const bases = new Set<string>();
    for (const uri of promptFiles) {
      const { resolved } = await states.checked(uri);
      for (const base of resolved.baseUris) bases.add(base);
    }
    return bases;
  };
  return { folderUri: folder.uri, promptFiles, clips, states, digests, extended, settings };
}

/** The folder is what it is now: whatever takes its place later is outside of it, and it is not asked for with each file. */
function callsFrom(path: string): DiskCalls {
  const real = blockingCalls.realpath(path);
  return { ...blockingCalls, realpath: (one) => (one === path ? real : blockingCalls.realpath(one)) };
}

/** As the editor spells it, so that it equals what a sidecar leads to. */
export function uriOf(path: string): string {
  return plainUri(pathToFileURL(path).href);
}

/** Where nobody can tell, it is there. */
async function isPerhapsThere(uri: string): Promise<boolean> {
  if (!uri.startsWith('file:')) return true;
  return await lstat(fileURLToPath(uri)).then(
    () => true,
    (error: unknown) => systemCode(error) !== 'ENOENT',
  );
}

function ownFolder(folder: DiskPlace): OwnFolder {
  return {
    uri: folder.uri,
    refusal: async (uri, kind) => await refusalWithin(folder, diskPlace(uri), kind),
    read: async (uri, kind) => await readWithin(folder, diskPlace(uri), kind),
  };
}

function openingImage(folder: DiskPlace, uri: string) {
  return async () => await openWithin(folder, diskPlace(uri), 'image');
}

/** What is seen of an image below a folder without reading all of it. */
export function lookIn(folder: DiskPlace): LookAtImage {
  return async (uri) => {
    const image = { uri, role: 'reference' } as const;
    if (isPublicLink(uri)) return { ...image, kind: 'link' };
    return await glanceAtImageFile(openingImage(folder, uri), image, fileNameOfUri(uri));
  };
}

/** Of files below a folder. */
export function digestsIn(folder: DiskPlace): Digests {
  return {
    async image(uri) {
      if (isPublicLink(uri)) return undefined;
      const looked = await lookWithin(folder, diskPlace(uri), 'image');
      if (looked.kind === 'refused') return undefined;
      const read = () => readImageFile(openingImage(folder, uri), fileNameOfUri(uri));
      return await uploadDigestOf(looked.stats.size, read);
    },
    async file(uri) {
      const looked = await lookWithin(folder, diskPlace(uri), 'clip');
      return looked.kind === 'found' ? await fileDigest(looked.path).catch(() => undefined) : undefined;
    },
    text: sha256,
  };
}
