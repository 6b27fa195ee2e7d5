import { type LfsPointer, maxPointerBytes, readLfsPointer } from '../core/lfsPointer.ts';
import type { FileRead } from './sidecarLook.ts';

/**
 * The pointer of Git LFS that lies in the place of a clip; undefined where the clip itself lies there, or nothing. `bytes`: of
 * the file; only one that is small enough is read.
 */
export async function clipPointer(
  bytes: number | undefined,
  read: () => Promise<FileRead>,
): Promise<LfsPointer | undefined> {
  if (bytes === undefined || bytes >= maxPointerBytes) return undefined;
  const found = await read();
  return found.kind === 'read' ? readLfsPointer(found.bytes) : undefined;
}
