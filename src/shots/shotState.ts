import type { Freshness } from '../core/freshness.ts';
import type { Job } from '../core/job.ts';
import type { Quote } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';
import type { RecordedClip, UnreadableClip } from './recordedClip.ts';

export type { Freshness } from '../core/freshness.ts';

/** Git LFS has only a pointer to the clip that it should have: it is not to be made again, but fetched. */
export function isToFetch({ chosen, freshness }: Pick<ShotState, 'chosen' | 'freshness'>): boolean {
  return chosen?.isPointer === true && freshness.kind === 'current';
}

/** One clip that a prompt file asks for: a shot, or a cell of its matrix. */
export interface ShotState {
  /** Slug and cell key; empty where there are no shots, no matrix. */
  readonly shot: string;
  readonly cell: string;
  /** Complete; absent where the shot has an error. A chained image that is not there yet is lacking. */
  readonly request?: VideoRequest;
  /** Of one clip. */
  readonly quote?: Quote;
  readonly freshness: Freshness;
  /** The kept take, else the newest that is there. */
  readonly chosen?: RecordedClip;
  /** Clips that may be takes of it by their names, whose sidecars cannot be read. */
  readonly unreadable?: readonly UnreadableClip[];
  /** Oldest first. */
  readonly takes: readonly RecordedClip[];
  /** Not yet ended: queued to downloading, and those that need a person (uncertain, stopped, stored). */
  readonly jobs: readonly Job[];
}
