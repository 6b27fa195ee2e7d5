import type { Caps, CapTotals } from '../core/budget.ts';
import type { Asker } from '../core/job.ts';
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
  readonly reason: 'agent' | 'above' | 'program' | 'command' | 'changed' | 'unknown' | 'held' | 'fragile';
  /** Absent: a person, a task or another extension. */
  readonly by?: Asker;
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
  /** Modal. Once the signal has aborted an answer counts for nothing, and nothing of it is remembered. */
  ask(question: SpendQuestion, signal?: AbortSignal): Promise<SpendAnswer>;
}

/** An image that a request sends. */
export interface LeavingImage {
  readonly uri: string;
  readonly name: string;
  /** Of what is sent: without metadata. */
  readonly bytes: number;
  /** The clip whose last frame it is: a URI. */
  readonly clipUri?: string;
}

export interface UploadQuestion {
  readonly origin: string;
  readonly images: readonly LeavingImage[];
}

/** The user's word about images that leave the machine. */
export interface UploadConsent {
  /** Whether images of this workspace may go to the origin without asking again. */
  isGiven(origin: string): boolean;
  /** Whether a file lies in a folder of the workspace. */
  isInWorkspace(uri: string): boolean;
  /** Modal; names the images. A yes is remembered, but not once the signal has aborted. */
  ask(question: UploadQuestion, signal?: AbortSignal): Promise<boolean>;
}
