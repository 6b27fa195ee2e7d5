import type { Model } from '../core/catalogue/model.ts';
import type { Job } from '../core/job.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import type { Emitter } from './emitter.ts';
import type { Forecasts } from './forecasts.ts';
import type { Pauses } from './pauses.ts';
import type { Clock, Endpoints, Provider, Random, Store, Vault, Workspace } from './ports.ts';
import type { EngineSettings, Rhythm } from './settings.ts';

/** Everything the steps of a job work with. */
export interface EngineContext {
  readonly windowId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly vault: Vault;
  readonly provider: Provider;
  readonly endpoints: Endpoints;
  readonly workspace: Workspace;
  readonly forecasts: Forecasts;
  readonly pauses: Pauses;
  readonly rhythm: Rhythm;
  readonly settings: () => EngineSettings;
  /** A model that may be submitted to: of the catalogue, or of CometAPI's list. */
  readonly findModel: (id: string) => Model | undefined;
  /** The price of one clip now. */
  readonly quote: QuoteOf;
  /** Whether requests may leave from this window: not from an untrusted workspace (P7). */
  readonly maySend: () => boolean;
  readonly log: (message: string) => void;
  /** A job as it now stands on disk, told after it was written. */
  readonly changed: Emitter<Job>;
  /** The window is about to close: nothing new is begun, what is under way may end. */
  readonly draining: AbortSignal;
  /** The window closes: everything ends now. */
  readonly closing: AbortSignal;
}
