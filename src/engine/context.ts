import type { Job } from '../core/job.ts';
import type { Market } from '../core/market.ts';
import type { Emitter } from './emitter.ts';
import type { Forecasts } from './forecasts.ts';
import type { Patience } from './patience.ts';
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
  /** The models that may be submitted to, and what they cost now. */
  readonly market: Pick<Market, 'find' | 'quote'>;
  /** Of a text; sha256 in lower-case hex. */
  readonly digest: (text: string) => string;
  readonly patience: Patience;
  /** Whether requests may leave from this window: not from an untrusted workspace (P7). */
  readonly maySend: () => boolean;
  /** False: what a window that died had not sent yet is taken over, but not sent from here. */
  readonly adoptsUnsent: boolean;
  /** What went wrong, with the error behind it. No line holds a key, a link or a prompt. */
  readonly log: (message: string, error?: unknown) => void;
  /** What is asked of the provider and what it answered. */
  readonly debug: (message: string) => void;
  /** A job as it now stands on disk, told after it was written. */
  readonly changed: Emitter<Job>;
  /** The window is about to close: nothing new is begun, what is under way may end. */
  readonly draining: AbortSignal;
  /** The window closes: everything ends now. */
  readonly closing: AbortSignal;
}
