import type { TotalPrice } from '../core/quote.ts';
import type { UnreadableClip } from './recordedClip.ts';
import type { ShotState } from './shotState.ts';

/** What is said over a prompt file or over one of its shots. */
export type LensContent =
  /** `clips` are made at this price; `again`: all of them are there. */
  | {
      readonly kind: 'render';
      readonly clips: number;
      readonly price: TotalPrice;
      readonly again: boolean;
      /** Some of the file or shot cannot be rendered. */
      readonly isPart: boolean;
    }
  /** The state of a single clip that is there. */
  | { readonly kind: 'open'; readonly state: ShotState }
  | { readonly kind: 'job'; readonly state: ShotState }
  /** A clip is there that may be this one; its sidecar cannot be read. */
  | { readonly kind: 'unreadable'; readonly clip: UnreadableClip }
  /** The single clip was there, and is gone. */
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'sum';
      readonly current: number;
      readonly stale: number;
      readonly running: number;
      /** Were there, and are gone. */
      readonly missing: number;
    }
  | { readonly kind: 'takes'; readonly count: number }
  /** Nothing of the file or shot can be rendered. */
  | { readonly kind: 'errors'; readonly count: number }
  /** So many shots of a file, or clips of a shot, cannot be rendered: those with errors, and those that start from them. */
  | {
      readonly kind: 'some';
      readonly of: 'shots' | 'clips';
      readonly total: number;
      readonly wrong: number;
      readonly waiting: number;
    }
  /** The shot starts from one that cannot be rendered, whose title it is. */
  | { readonly kind: 'waits'; readonly title: string };
