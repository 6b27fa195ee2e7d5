import type { Caps, CapTotals } from '../core/budget.ts';
import type { Model } from '../core/catalogue/model.ts';
import type { MicroUsd } from '../core/money.ts';
import type { Quote, TotalPrice } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';

/** One request in a question about money. */
export interface SpendItem {
  readonly request: VideoRequest;
  readonly model: Model;
  /** How many clips of it. */
  readonly clips: number;
  /** Of one clip. */
  readonly quote: Quote;
}

/** What a person is asked before money is spent: once for all requests that are submitted together. */
export interface SpendQuestion {
  readonly items: readonly SpendItem[];
  /** Of all items together. */
  readonly clips: number;
  readonly total: TotalPrice;
  readonly reason: 'above' | 'program' | 'command' | 'changed' | 'unknown' | 'held' | 'fragile';
  readonly caps: Caps;
  readonly totals: CapTotals;
}

export type SpendAnswer =
  | { readonly kind: 'declined' }
  /** What one clip of unknown price may cost at most; absent where no cap is set. */
  | { readonly kind: 'agreed'; readonly ceilingMicroUsd?: MicroUsd };

/** The user's word about spending. */
export interface Gate {
  isTrusted(): boolean;
  /** Whether the user has agreed before to a model that gives no task id. */
  knowsFragile(modelId: string): boolean;
  /** Modal. */
  ask(question: SpendQuestion): Promise<SpendAnswer>;
}

/** An image that a request sends. */
export interface LeavingImage {
  readonly uri: string;
  readonly name: string;
  /** Of what is sent: without metadata. */
  readonly bytes: number;
}

/** The user's word about images that leave the machine. */
export interface UploadConsent {
  /** Whether images of this workspace may go to the origin without asking again. */
  isGiven(origin: string): boolean;
  /** Modal; names the images. A yes is remembered. */
  ask(question: { readonly origin: string; readonly images: readonly LeavingImage[] }): Promise<boolean>;
}
