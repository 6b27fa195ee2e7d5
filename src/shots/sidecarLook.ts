import { readSidecar } from '../core/readSidecar.ts';
import type { Sidecar } from '../core/sidecar.ts';
import type { PathRefusal } from '../core/workspacePath.ts';

/** What lies where a clip's sidecar should. */
export type SidecarLook =
  | { readonly kind: 'read'; readonly sidecar: Sidecar; readonly bytes: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly isEmpty: boolean };

/** The bytes of a file, or why it was not read. */
export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly refusal: PathRefusal };

export function sidecarLook(read: FileRead): SidecarLook {
  // What leads out of the workspace is none of ours.
  if (read.kind === 'refused')
    return read.refusal === 'unreadable' || read.refusal === 'tooLarge'
      ? { kind: 'unreadable', isEmpty: false }
      : { kind: 'missing' };
  try {
    const sidecar = readSidecar(new TextDecoder().decode(read.bytes));
    return { kind: 'read', sidecar, bytes: read.bytes.length };
  } catch {
    // A full disk, or one that lost its power, leaves nothing or only zeros.
    return { kind: 'unreadable', isEmpty: read.bytes.every((byte) => byte === 0) };
  }
}
