import type { Job } from '../../core/job.ts';
import type { Quote } from '../../core/quote.ts';
import type { RecipeChange } from '../../core/recipe.ts';
import type { VideoRequest } from '../../core/request.ts';
import type { RecordedClip } from './clipIndex.ts';

/** How a clip stands to the words it was made from. */
export type Freshness =
  /** No clip was made yet, or it is gone. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly changes: readonly RecipeChange[] };

/** One clip that a prompt file asks for: a shot, or a cell of its matrix. */
export interface ShotState {
  /** Slug and cell key; empty where there are no shots, no matrix. */
  readonly shot: string;
  readonly cell: string;
  /** Complete; absent where an error of the file stands in the way. A chained image that is not there yet is lacking. */
  readonly request?: VideoRequest;
  /** Of one clip. */
  readonly quote?: Quote;
  readonly freshness: Freshness;
  /** The kept take, else the newest that is there. */
  readonly chosen?: RecordedClip;
  /** Oldest first. */
  readonly takes: readonly RecordedClip[];
  /** Not yet ended: queued to downloading, and those that need a person (uncertain, stopped, stored). */
  readonly jobs: readonly Job[];
}
