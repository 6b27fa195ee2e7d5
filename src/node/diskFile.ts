import { constants, type Stats } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { hasExpectedName, type PathKind, type PathRefusal, pathRule } from '../core/workspacePath.ts';
import { type DiskCalls, type OpenedFile, patientCalls } from './diskCalls.ts';

/** A file that was opened: whatever its name leads to by now, this is what was looked at. */
export interface DiskFile {
  readonly handle: OpenedFile;
  readonly bytes: number;
}

export type DiskLook =
  | { readonly kind: 'found'; readonly path: string; readonly stats: Stats }
  | { readonly kind: 'refused'; readonly refusal: PathRefusal; readonly bytes?: number };

export type DiskRead =
  { readonly kind: 'read'; readonly bytes: Uint8Array } | Extract<DiskLook, { readonly kind: 'refused' }>;

// A pipe is opened without waiting for whoever writes to it; where the system knows no such flag there are none.
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Where a path leads with all links resolved, and what lies there; refused outside of `folder`, and where it is not what
 * the kind asks for. Without a folder, where a person chose it, it may lie anywhere and have any name. Never rejects.
 */
export async function lookOnDisk(
  folder: string | undefined,
  path: string,
  kind: PathKind,
  disk: DiskCalls = patientCalls,
): Promise<DiskLook> {
  try {
    const real = await realPlace(path, disk);
    if (real === undefined) return refused('link');
    if (folder !== undefined && !isWithin(await disk.realpath(folder), real.path)) return refused('link');
    const rule = pathRule(kind);
    if (folder !== undefined && rule.leadsTo === 'file' && !hasExpectedName(kind, basename(real.path)))
      return refused('type');
    if (!real.isThere) return refused('missing');
    const stats = await disk.lstat(real.path);
    const refusal = refusalByStats(stats, kind);
    return refusal === undefined
      ? { kind: 'found', path: real.path, stats }
      : { kind: 'refused', refusal, bytes: stats.size };
  } catch (error) {
    return refused(refusalByError(error));
  }
}

/** The same, opened: what another program puts into its place meanwhile is not read. The caller closes it. Never rejects. */
export async function openOnDisk(
  folder: string | undefined,
  path: string,
  kind: PathKind,
  disk: DiskCalls = patientCalls,
): Promise<DiskFile | Extract<DiskLook, { kind: 'refused' }>> {
  const looked = await lookOnDisk(folder, path, kind, disk);
  if (looked.kind === 'refused') return looked;
  let handle: OpenedFile | undefined;
  try {
    handle = await disk.open(looked.path, readFlags);
    const stats = await handle.stat();
    const refusal =
      refusalByStats(stats, kind) ?? (folder === undefined ? undefined : await refusalOfOpened(stats));
    if (refusal === undefined) return { handle, bytes: stats.size };
    await handle.close();
    return refused(refusal);
  } catch (error) {
    await closeQuietly(handle);
    return refused(refusalByError(error));
  }

  /** A folder on the way may have been swapped for a link between the look and the opening. */
  async function refusalOfOpened({ dev, ino }: Stats): Promise<PathRefusal | undefined> {
    const again = await lookOnDisk(folder, path, kind, disk);
    if (again.kind === 'refused') return again.refusal;
    return again.stats.dev === dev && again.stats.ino === ino ? undefined : 'link';
  }
}

/** The bytes that lie there, by the same rules. Never rejects. */
export async function readOnDisk(
  folder: string,
  path: string,
  kind: PathKind,
  disk: DiskCalls = patientCalls,
): Promise<DiskRead> {
  const opened = await openOnDisk(folder, path, kind, disk);
  if ('refusal' in opened) return opened;
  try {
    return { kind: 'read', bytes: await readAt(opened, 0, opened.bytes) };
  } catch {
    return refused('unreadable');
  } finally {
    await opened.handle.close();
  }
}

/** After something else went wrong, which is what is told. */
async function closeQuietly(handle: OpenedFile | undefined): Promise<void> {
  try {
    await handle?.close();
  } catch {
    // Nothing was written to it.
  }
}

/** So many bytes from there on, or as many as there are. */
export async function readAt({ handle }: DiskFile, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function refused(refusal: PathRefusal): Extract<DiskLook, { kind: 'refused' }> {
  return { kind: 'refused', refusal };
}

interface RealPlace {
  readonly path: string;
  readonly isThere: boolean;
}

/** Of a path whose last parts need not exist yet; undefined where a link on the way leads nowhere. */
async function realPlace(path: string, disk: DiskCalls): Promise<RealPlace | undefined> {
  const missing: string[] = [];
  for (let existing = path; ;) {
    try {
      const real = await disk.realpath(existing);
      return missing.length === 0
        ? { path: real, isThere: true }
        : { path: join(real, ...missing), isThere: false };
    } catch (error) {
      const above = dirname(existing);
      if (!isGone(error) || above === existing) throw error;
      if (await isLink(existing, disk)) return undefined;
      missing.unshift(basename(existing));
      existing = above;
    }
  }
}

async function isLink(path: string, disk: DiskCalls): Promise<boolean> {
  try {
    await disk.readlink(path);
    return true;
  } catch {
    return false;
  }
}

/** Of two real paths. */
function isWithin(folder: string, path: string): boolean {
  // Nearly always, and many times as fast.
  if (path.startsWith(folder) && path[folder.length] === sep) return true;
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

function refusalByStats(stats: Stats, kind: PathKind): PathRefusal | undefined {
  const { leadsTo, maxBytes } = pathRule(kind);
  if (stats.isDirectory()) return leadsTo === 'folder' ? undefined : 'folder';
  if (!stats.isFile()) return 'special';
  if (leadsTo === 'folder') return 'folder';
  return stats.size > maxBytes ? 'tooLarge' : undefined;
}

function refusalByError(error: unknown): PathRefusal {
  return isGone(error) ? 'missing' : 'unreadable';
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
}
