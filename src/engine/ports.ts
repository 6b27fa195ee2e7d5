import type { Caps, CapTotals } from '../core/budget.ts';
import type { DialectId, ImageType, Model } from '../core/catalogue/model.ts';
import type { Failure } from '../core/failure.ts';
import type { Clip, ImageSnapshot, Job, JobEvent, OutputPlace } from '../core/job.ts';
import type { InflatedLength } from '../core/imageFile/wholeImage.ts';
import type { LivePrices } from '../core/livePrice.ts';
import type { MicroUsd } from '../core/money.ts';
import type { FileMove } from '../core/fileMoves.ts';
import type { Pause } from '../core/pause.ts';
import type { RenderTime } from '../core/renderForecast.ts';
import type { RequestImage, VideoRequest } from '../core/request.ts';
import type { AdmitOptions, AdmitOutcome } from './rivals.ts';
import type { TakeOverOptions } from './takeOver.ts';

export { BrokenBody, EndlessBody } from './brokenBody.ts';

export type * from './consent.ts';

/** Time and its passing. */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Local calendar date of an instant, `YYYY-MM-DD`. */
  localDay(epochMs: number): string;
  /** Resolves after `delayMs`, or at once when the signal aborts; never rejects. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** New identifiers and jitter. */
export interface Random {
  /** Unique; sorts by time of making. */
  id(nowMs: number): string;
  /** 0 <= x < 1 */
  fraction(): number;
}

/** Where requests go and with what: never stored, never logged. */
export interface Endpoint {
  /** `https://api.cometapi.com`, without a trailing slash. */
  readonly baseUrl: string;
  readonly key: string;
  /** A short digest of the key, safe to store. */
  readonly keyFingerprint: string;
  /** Asking costs nothing here (loopback), so polls may be close together. */
  readonly isLocal: boolean;
}

export interface Endpoints {
  /** The endpoint of a job's origin, or undefined while no key for it is known. */
  resolve(origin: string, signal: AbortSignal): Promise<Endpoint | undefined>;
}

export interface ImageBytes extends ImageSnapshot {
  readonly read: () => Promise<Uint8Array>;
}

export interface CreateCall {
  readonly endpoint: Endpoint;
  readonly request: VideoRequest;
  readonly model: Model;
  readonly images: readonly ImageBytes[];
  /** Our own id of this request, for dialects that take one: a lost answer can be looked up by it. */
  readonly clientId: string;
  /**
   * Called when the connection stands, right before the first byte of the request leaves. False: the time or the
   * lease has run out; nothing is sent and the outcome is `unsent`.
   */
  readonly mayStillSend: () => boolean;
}

/** What followed a create request (P1). `unsent` only when certainly no byte of the request left. */
export type CreateOutcome =
  | { readonly kind: 'accepted'; readonly taskId: string }
  | { readonly kind: 'unsent'; readonly failure: Failure }
  | { readonly kind: 'tooMany'; readonly failure: Failure; readonly retryAfterMs?: number }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'uncertain'; readonly failure: Failure };

export interface TaskCall {
  readonly endpoint: Endpoint;
  /** The job's own: its model may have left the catalogue since. */
  readonly dialect: DialectId;
  readonly taskId: string;
  /** Whether images went with the request; absent: nobody knows. */
  readonly hasImages?: boolean;
}

export type StatusOutcome =
  /** Any word that is not terminal. Progress in percent, 0 to 100; `word` is the provider's own, as it came. */
  | { readonly kind: 'running'; readonly progress?: number; readonly word?: string }
  /** The link is a secret and short-lived: hold it in memory only. It may be the clip itself, as a `data:` URI. */
  | {
      readonly kind: 'done';
      readonly link?: string;
      /** What the maker of the model says it costs, by its own list. */
      readonly upstreamMicroUsd?: MicroUsd;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No usable answer; says nothing about the job. */
  | { readonly kind: 'missed'; readonly failure: Failure; readonly retryAfterMs?: number };

/** A task id from anywhere, whose dialect nobody knows. */
export interface LookUpCall {
  readonly endpoint: Endpoint;
  readonly taskId: string;
  /** Dialects that are not asked: the task that they know is not the one that is looked for. */
  readonly except?: readonly DialectId[];
}

export type LookUpOutcome =
  | {
      readonly kind: 'found';
      readonly dialect: DialectId;
      /** The model's name in the answer; may be a back end's. */
      readonly model?: string;
      readonly status: Exclude<StatusOutcome, { kind: 'missed' }>;
    }
  /** No dialect gave a usable answer; the failure is the first dialect's. */
  | { readonly kind: 'missed'; readonly failure: Failure };

/** Whether a create request with the client's own id reached the provider. */
export type DoubtOutcome =
  | { readonly kind: 'found'; readonly taskId: string }
  /** The provider certainly knows no such id. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'missed'; readonly failure: Failure }
  /** The dialect has no ids of the client's. */
  | { readonly kind: 'unsupported' };

export interface DownloadCall extends TaskCall {
  /** The result link; absent: the content endpoint. */
  readonly link?: string;
  /** Bytes that are already here, with the validator they came with. */
  readonly have?: { readonly bytes: number; readonly etag: string };
}

export type DownloadOutcome =
  | {
      readonly kind: 'bytes';
      /** Where in the file the body starts: 0, or `have.bytes` when the server continued. */
      readonly from: number;
      /** Size of the whole file, where the server said it. */
      readonly totalBytes?: number;
      readonly etag?: string;
      /** Throws a {@link BrokenBody} when the connection breaks or falls silent. */
      readonly body: AsyncIterable<Uint8Array>;
    }
  /** The link no longer works: ask the status again. */
  | ({ readonly kind: 'dead' } & NoBytes)
  | ({ readonly kind: 'missed' } & NoBytes);

interface NoBytes {
  readonly failure: Failure;
  readonly retryAfterMs?: number;
  /** All is said to be well, and yet a message or a page stands where the clip should. */
  readonly isMessage?: boolean;
}

/** What tells whether a clip is whole, besides its bytes. */
export interface ClipHints {
  /** What was asked for, in seconds; absent where nobody knows it. */
  readonly expectedSeconds?: number;
}

/** The provider. No method throws but on abort; what went wrong is part of the outcome. */
export interface Provider {
  create(call: CreateCall, signal: AbortSignal): Promise<CreateOutcome>;
  status(call: TaskCall, signal: AbortSignal): Promise<StatusOutcome>;
  /** Asks every dialect for a task. */
  lookUp(call: LookUpCall, signal: AbortSignal): Promise<LookUpOutcome>;
  /** Looks for the task of a create request whose answer was lost. */
  findByClientId(
    call: { readonly endpoint: Endpoint; readonly dialect: DialectId; readonly clientId: string },
    signal: AbortSignal,
  ): Promise<DoubtOutcome>;
  download(call: DownloadCall, signal: AbortSignal): Promise<DownloadOutcome>;
}

export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly job: Job }
  /** The job has a newer driver, or the event means nothing in its present state. */
  | { readonly kind: 'rejected'; readonly job?: Job }
  /** Only for `send`: as many jobs as allowed are under way. */
  | { readonly kind: 'noSlot' };

export interface ApplyOptions {
  /** The epoch the caller drives the job with; absent: a person's own wish or a task id, which are not fenced. */
  readonly epoch?: number;
  /** Only for `send`: how many jobs may be under way at once, over all windows. */
  readonly maxConcurrent?: number;
}

/** A model that the provider refused to a key. */
export interface RefusedModel {
  readonly origin: string;
  readonly keyFingerprint: string;
  readonly modelId: string;
}

export interface PriceAges {
  /** A list that was read is good for so long. */
  readonly maxAgeMs: number;
  /** After a try that brought nothing. */
  readonly retryMs: number;
}

/**
 * The database. Every method is one short transaction, repeated without blocking while another window writes.
 * Throws VideoPromptError with a `store.*` code.
 */
export interface Store {
  /**
   * Checks the caps and inserts all jobs with their money, or none. One job of a prompt file, shot and cell at a time, and
   * one of a recipe: another that has not ended stands in the way, and one that was admitted after the look, unless it
   * brought no clip. What a person agreed to render a second time does not.
   */
  admit(jobs: readonly Job[], caps: Caps, options?: AdmitOptions): Promise<AdmitOutcome>;
  /** Grows with every job that is admitted; 0 without any. */
  newest(): Promise<number>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first; `before` is a job id. */
  list(options: { readonly limit: number; readonly before?: string }): Promise<readonly Job[]>;
  /** The job with this task id, of whatever state: there is one at most. */
  findTask(origin: string, taskId: string): Promise<Job | undefined>;
  /** The jobs that render shots of a prompt file, of whatever state, newest first. */
  ofPromptFile(uri: string, limit: number): Promise<readonly Job[]>;
  /** The jobs of this recipe that were asked for without a prompt file, of whatever state, newest first. */
  ofRecipe(digest: string, limit: number): Promise<readonly Job[]>;
  /** What agents have spent on a day, or may have. */
  spentByAgents(day: string): Promise<MicroUsd>;
  /** Every job of a prompt file that has not ended. */
  liveShots(): Promise<readonly Job[]>;
  /** Lets jobs follow files and folders that were renamed or moved, all at once; gives those that changed. */
  moveFiles(moves: readonly FileMove[]): Promise<readonly Job[]>;
  /** Every job in a driven state, oldest first. */
  driven(): Promise<readonly Job[]>;
  /**
   * Reads, applies {@link Transition}, writes job and ledger. An unfenced event bumps the epoch, task ids excepted. A task id
   * that another job of the origin has stays with that one: this one becomes uncertain.
   */
  apply(id: string, event: JobEvent, now: number, options?: ApplyOptions): Promise<ApplyOutcome>;
  /** The price list of an origin as it was last read. */
  prices(origin: string): Promise<LivePrices | undefined>;
  setPrices(origin: string, prices: LivePrices, now: number): Promise<void>;
  /** True for the one window that is to read the list now. */
  claimPrices(origin: string, now: number, ages: PriceAges): Promise<boolean>;
  refusedModels(): Promise<readonly RefusedModel[]>;
  /** Keeps a refusal, and forgets those of the origin's earlier keys. */
  addRefusedModel(refused: RefusedModel, now: number): Promise<void>;
  dropRefusedModel(refused: RefusedModel): Promise<void>;
  totals(day: string, workspaceKey: string): Promise<CapTotals>;
  /** Keeps how long a render took; the newest few of each origin, model, length and resolution. */
  addRender(origin: string, model: string, render: RenderTime): Promise<void>;
  /** Newest first. */
  renders(origin: string, model: string): Promise<readonly RenderTime[]>;
  /** Every pause, ended ones too; one for each scope. */
  pauses(): Promise<readonly Pause[]>;
  /** Begins, changes or ends the pause of a scope. */
  setPause(pause: Pause): Promise<void>;
  /** Writes this window's sign of life. False: it was taken for dead meanwhile and has been entered anew. */
  beat(windowId: string, now: number): Promise<boolean>;
  /** Gives this window every driven job whose window is not alive, each with a new epoch. */
  takeOver(
    windowId: string,
    now: number,
    staleAfterMs: number,
    options?: TakeOverOptions,
  ): Promise<readonly Job[]>;
  /** Gives this window one `stored` job of another window, if its epoch is still the given one. */
  claim(id: string, epoch: number, windowId: string): Promise<Job | undefined>;
  /** Whether the window is alive and drives the job with this epoch; synchronous, for the moment before a POST. */
  holdsLease(id: string, epoch: number, windowId: string): boolean;
  /** This window ends: its jobs are free at once. Synchronous, because a closing window may not wait. */
  leave(windowId: string): void;
  /** A number that changes when another connection has written. */
  version(): number;
  close(): void;
}

/** A task id that could not be written into the database. */
export interface TaskNote {
  readonly jobId: string;
  readonly taskId: string;
  readonly keyFingerprint: string;
}

/** Bytes the extension keeps for itself: image snapshots and clips that are not placed yet. */
export interface Vault {
  readImage(image: ImageSnapshot): Promise<Uint8Array>;
  /** The whole clip of a job, where an earlier run received and checked it but could not say so any more. */
  received(jobId: string, hints?: ClipHints): Promise<Clip | undefined>;
  /** What has been received so far; undefined where nothing usable is there. */
  partial(jobId: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined>;
  /**
   * Writes the body behind `from` bytes of what is there. Throws {@link BrokenBody} (bytes kept),
   * {@link EndlessBody} (nothing kept), VideoPromptError `disk`, or the abort.
   */
  receive(
    jobId: string,
    download: Extract<DownloadOutcome, { kind: 'bytes' }>,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Checks what was received and keeps it as the job's clip. Undefined and nothing kept: it is no video, or a doubtful one
   * that has to be fetched once more before it is taken as it is (`isUnchecked`).
   */
  accept(jobId: string, hints?: ClipHints): Promise<Clip | undefined>;
  /** Keeps a task id outside the database; on disk when it resolves. */
  noteTask(note: TaskNote): Promise<void>;
  /** The task ids that are kept so. Cheap where there are none. */
  notedTasks(): Promise<readonly TaskNote[]>;
  dropTaskNote(jobId: string): Promise<void>;
  /** Drops what a job no longer needs. */
  discard(job: Job): Promise<void>;
}

/** The workspace: where finished clips go. */
export interface Workspace {
  /** Whether this window may write to the place now: its folder is open here and trusted. */
  canPlace(output: OutputPlace): boolean;
  /** The next free place for the job's clip: a URI. */
  choosePlace(job: Job): Promise<string>;
  /**
   * Puts the clip (and its sidecar) at the URI without overwriting. `taken`: something else lies there. Throws
   * VideoPromptError `output.unavailable` or `disk`.
   */
  place(job: Job, uri: string): Promise<'placed' | 'taken'>;
}

/** What lies at an image's URI. */
export type ImageRead =
  | { readonly kind: 'missing' | 'directory' }
  /** `isPointer`: of Git LFS; what it stands for was not fetched. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly isPointer?: true }
  /** A public address: it is sent as it is, and nothing is read here. */
  | { readonly kind: 'link' }
  /** Too large to be read: its size only. */
  | { readonly kind: 'oversize'; readonly bytes: number }
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly name: string };

export interface Images {
  readonly inflatedLength: InflatedLength;
  /** `namedBy`: the prompt file that names it, out of whose workspace folder nothing is read. */
  read(image: RequestImage, namedBy?: string): Promise<ImageRead>;
  /** Keeps a copy under its digest; on disk when it resolves. */
  keep(bytes: Uint8Array, image: RequestImage, type: ImageType, name: string): Promise<ImageSnapshot>;
}
