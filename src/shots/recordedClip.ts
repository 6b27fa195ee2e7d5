import { sidecarEnding } from '../core/clipExtension.ts';
import type { PaidClip } from '../core/clipCharge.ts';
import type { Sidecar } from '../core/sidecar.ts';
import { uriOfPath } from '../core/uriPath.ts';

/** A clip of the workspace as its sidecar tells it. */
export interface RecordedClip {
  /** URI beside its sidecar, or of where the same bytes were found after it was moved without it. */
  readonly uri: string;
  readonly sidecarUri: string;
  readonly sidecar: Sidecar;
  /** False where the clip is gone. */
  readonly isThere: boolean;
  /** Git LFS has only a pointer there: which clip it is, is known, and nothing of it can be shown. */
  readonly isPointer?: true;
}

/** What is kept of every sidecar: whose clip it is and what it has cost, not the words that it was made of. */
export type ClipNote = Pick<Sidecar, 'source' | 'sample' | 'kept' | 'model' | 'taskId' | 'clip'> &
  PaidClip & { readonly times: Pick<Sidecar['times'], 'created' | 'saved'> };

export type NotedClip = Omit<RecordedClip, 'sidecar'> & { readonly sidecar: ClipNote };

/** A clip whose sidecar is there and says nothing: merge markers, half of a file, something else. */
export interface UnreadableClip {
  readonly uri: string;
  readonly sidecarUri: string;
  /** Cut off by a full disk before anything was written. */
  readonly isEmpty: boolean;
}

export interface NamedByClip {
  readonly sidecarUri: string;
  readonly sidecar: Pick<Sidecar, 'source'>;
}

/**
 * URI of the prompt file that a clip's sidecar names, to be compared with others; undefined where it names none. A sidecar
 * may be a stranger's: whoever opens the file asks first whether it may be opened.
 */
export function promptFileOf({ sidecarUri, sidecar }: NamedByClip): string | undefined {
  const file = sidecar.source?.file;
  return file === undefined ? undefined : uriOfPath(sidecarUri, file);
}

/** Oldest take first. */
export function byTake(a: RecordedClip, b: RecordedClip): number {
  return (a.sidecar.source?.take ?? 0) - (b.sidecar.source?.take ?? 0);
}

export function sidecarBeside(clipUri: string): string {
  return `${clipUri}${sidecarEnding}`;
}

export function clipBeside(sidecarUri: string): string {
  return sidecarUri.slice(0, -sidecarEnding.length);
}
