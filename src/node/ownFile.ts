import { fileURLToPath } from 'node:url';
import { type PathKind, type PathRefusal, refusalBySpelling } from '../core/workspacePath.ts';
import type { DiskCalls } from './diskCalls.ts';
import { type DiskLook, type DiskRead, lookOnDisk, openOnDisk, readOnDisk } from './diskFile.ts';

/*
 * The door for paths that a file of a repository says, on this machine's disk: first how they are spelled, so that nothing is
 * asked of another machine, then where they lead.
 */

export const isCaseIgnored = process.platform === 'win32' || process.platform === 'darwin';

/** A file or folder by both of its names. The path may be asked for only once the spelling was looked at. */
export interface DiskPlace {
  readonly uri: string;
  readonly path: string;
  /** Of a folder: how the disk is asked for what lies in it. */
  readonly calls?: DiskCalls;
}

export function diskPlace(uri: string, calls?: DiskCalls): DiskPlace {
  let path: string | undefined;
  return {
    uri,
    ...(calls === undefined ? {} : { calls }),
    get path() {
      return (path ??= fileURLToPath(uri));
    },
  };
}

type Refused = Extract<DiskLook, { readonly kind: 'refused' }>;

/** First the spelling, then the disk. */
async function within<Found>(
  ask: (folder: string, path: string, kind: PathKind, calls?: DiskCalls) => Promise<Found>,
  folder: DiskPlace,
  target: DiskPlace,
  kind: PathKind,
): Promise<Found | Refused> {
  const spelled = refusalBySpelling(folder.uri, target.uri, kind, isCaseIgnored);
  if (spelled !== undefined) return { kind: 'refused', refusal: spelled };
  return await ask(folder.path, target.path, kind, folder.calls);
}

/** What lies there; refused outside of `folder`, links resolved. Never rejects. */
export async function lookWithin(folder: DiskPlace, target: DiskPlace, kind: PathKind): Promise<DiskLook> {
  return await within(lookOnDisk, folder, target, kind);
}

/** Why it is not followed; undefined where it leads to what it should. Never rejects. */
export async function refusalWithin(
  folder: DiskPlace,
  target: DiskPlace,
  kind: PathKind,
): Promise<PathRefusal | undefined> {
  const looked = await lookWithin(folder, target, kind);
  return looked.kind === 'refused' ? looked.refusal : undefined;
}

/** The same, opened; the caller closes it. Never rejects. */
export async function openWithin(
  folder: DiskPlace,
  target: DiskPlace,
  kind: PathKind,
): ReturnType<typeof openOnDisk> {
  return await within(openOnDisk, folder, target, kind);
}

/** All bytes of it; a link that is swapped meanwhile is not followed. Never rejects. */
export async function readWithin(folder: DiskPlace, target: DiskPlace, kind: PathKind): Promise<DiskRead> {
  return await within(readOnDisk, folder, target, kind);
}
