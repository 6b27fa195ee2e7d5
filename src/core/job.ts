import type { DialectId, ImageType } from './catalogue/model.ts';
import type { Failure } from './failure.ts';
import type { MicroUsd } from './money.ts';
import type { Quote } from './quote.ts';
import type { FrameSource, ImageRole, VideoRequest } from './request.ts';

/** Schemas and tables take their words from these lists, so that a new one cannot be missing in them. */
export const jobStates = [
  'queued',
  'submitting',
  'running',
  'downloading',
  'stored',
  'saved',
  'failed',
  'uncertain',
  'stopped',
  'cancelled',
  'forgotten',
] as const;

export type JobState = (typeof jobStates)[number];

/** States in which a driver has something to do. */
export const drivenStates: readonly JobState[] = ['queued', 'submitting', 'running', 'downloading', 'stored'];

/** States in which the provider may be working for the job: they take a slot of `jobs.maxConcurrent`. */
export const slotStates: readonly JobState[] = ['submitting', 'running'];

export function isDriven(state: JobState): boolean {
  return drivenStates.includes(state);
}

/** States that nothing follows, however they came. */
const endedStates: readonly JobState[] = ['saved', 'failed', 'cancelled', 'forgotten'];

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return endedStates.includes(state);
}

/** The origin of sample jobs: the simulator inside the extension, wherever it listens at the moment. */
export const sampleOrigin = 'sample';

export function isSample({ origin }: Pick<Job, 'origin'>): boolean {
  return origin === sampleOrigin;
}

/** The bytes of an image as they were at submission, kept in the extension's storage under their digest. */
export interface ImageSnapshot {
  readonly role: ImageRole;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly type: ImageType;
  /** The file's own name, for the file part's name on the wire. */
  readonly name: string;
}

/** Where the clip is to lie. */
export interface OutputPlace {
  /** The workspace folder it belongs to; absent: the user chose a folder while none was open. */
  readonly workspaceFolderUri?: string;
  readonly directoryUri: string;
  /** A name that is safe on every system, without counter and extension. */
  readonly baseName: string;
}

/** The shot of a prompt file that a job renders. */
export interface JobSource {
  readonly promptFileUri: string;
  /** The shot's slug; empty: the file is one shot. */
  readonly shot: string;
  /** The key of the matrix cell; empty: there is no matrix. */
  readonly cell: string;
  /** From 1. */
  readonly take: number;
  /** Of the recipe, sha256 in lower-case hex; absent while what determines the clip is not all known. */
  readonly digest?: string;
}

export const chargeBases = ['reported', 'estimated', 'unknown'] as const;

export type ChargeBasis = (typeof chargeBases)[number];

export interface Charge {
  /** Absent exactly when the basis is `unknown`. */
  readonly microUsd?: MicroUsd;
  readonly basis: ChargeBasis;
}

/** A finished video and what is known of it. */
export interface Clip {
  readonly bytes: number;
  readonly sha256: string;
  /** `.mp4`, or the container's own extension where the provider sent something else. */
  readonly extension: string;
  readonly durationSeconds?: number;
  readonly width?: number;
  readonly height?: number;
  /** RFC 6381 names: `avc1.640028`. */
  readonly codecs?: readonly string[];
  /** The same bytes came twice and our check takes them for no complete video: kept as they are. */
  readonly isUnchecked?: boolean;
  /** Where it lies in the workspace; while the state is `stored`, where it is about to be placed. */
  readonly uri?: string;
}

/** Why a queued job waits for something other than a slot. */
export const holds = ['confirm', 'key', 'frame'] as const;

export type Hold = (typeof holds)[number];

/** Who asked for a job, where it was no person, task or other extension. */
export const askers = ['agent'] as const;

export type Asker = (typeof askers)[number];

/** The last frame of another job's clip, which is an image of this job's request. */
export interface AwaitedFrame {
  readonly jobId: string;
  readonly role: ImageRole;
  /** Its place among the request's images, from 0; until it is there the request lacks it. */
  readonly at: number;
  /** Once it is there a person is asked: the job was found waiting for long, or its price has changed (P2). */
  readonly isToConfirm?: boolean;
}

/** One clip being made, from reservation to file. */
export interface Job {
  readonly id: string;
  /** Jobs that were admitted together. */
  readonly batchId: string;
  readonly state: JobState;
  readonly request: VideoRequest;
  readonly dialect: DialectId;
  /** The API origin it was submitted to (`https://api.cometapi.com`), or {@link sampleOrigin}. */
  readonly origin: string;
  readonly images: readonly ImageSnapshot[];
  readonly output: OutputPlace;
  readonly source?: JobSource;
  /** The uncertain job in whose place a person submitted this one. */
  readonly supersedes?: string;
  /** The job that a person submitted in place of this uncertain one. */
  readonly supersededBy?: string;
  /** Absent: a person, a task or another extension. */
  readonly by?: Asker;
  /**
   * Of the recipe, where it was asked for without a prompt file: an agent that asks for the same gets this job. Sha256 in
   * lower-case hex.
   */
  readonly digest?: string;
  /** The workspace whose cap it counts against. */
  readonly workspaceKey: string;
  readonly quote: Quote;
  /** What the caps count while the charge is not known. */
  readonly reservedMicroUsd: MicroUsd;
  readonly charge?: Charge;
  /** Local date at reservation, `YYYY-MM-DD`. */
  readonly day: string;
  /** All times are epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly windowId: string;
  /** Grows with every change of driver; a driver's write with an older one is refused. */
  readonly epoch: number;
  readonly hold?: Hold;
  /** While it is here the job is `queued`, its hold is `frame`, and it cannot be sent. */
  readonly awaits?: AwaitedFrame;
  /** When the frame came. */
  readonly framedAt?: number;
  /** When the next step is due; absent: at once. */
  readonly nextAt?: number;
  readonly sentAt?: number;
  /** Answers 429 so far. */
  readonly tooManyCount: number;
  readonly taskId?: string;
  /** The provider told this one, which is the task of another job: it stays with that one. */
  readonly sharedTaskId?: string;
  readonly keyFingerprint?: string;
  readonly acceptedAt?: number;
  /** 0 to 100. */
  readonly progress?: number;
  /** The provider's own word for the state of the render, as it last came. */
  readonly word?: string;
  /** How long neither progress nor word have changed, in the time in which they were asked for. Absent: they just have. */
  readonly stillMs?: number;
  /** When a person asked to watch it again; absent: it is watched since it was accepted. */
  readonly watchedFrom?: number;
  /** When the provider last said something usable. */
  readonly answeredAt?: number;
  /** Steps in a row that brought nothing. */
  readonly missCount: number;
  /** How much has been fetched in vain: whole answers that were no clip. Absent: nothing. */
  readonly fetchedInVain?: number;
  readonly renderedAt?: number;
  readonly endedAt?: number;
  readonly clip?: Clip;
  /** Why it failed, or what stands in the way of the present state. */
  readonly failure?: Failure;
}

export type JobEvent =
  | { readonly kind: 'hold'; readonly reason: Exclude<Hold, 'frame'> }
  | { readonly kind: 'release' }
  /** The awaited frame is on disk. */
  | {
      readonly kind: 'framed';
      readonly image: ImageSnapshot;
      readonly uri: string;
      readonly clip: FrameSource;
      /** Of the recipe that is complete now. */
      readonly digest?: string;
      readonly isToConfirm: boolean;
    }
  /** By a person, or because what it needs is lost. */
  | { readonly kind: 'cancel'; readonly failure?: Failure }
  | { readonly kind: 'send' }
  /** Certainly nothing was sent. */
  | { readonly kind: 'unsent'; readonly nextAt?: number; readonly failure?: Failure }
  | { readonly kind: 'tooMany'; readonly nextAt: number; readonly failure: Failure }
  | {
      readonly kind: 'accepted';
      readonly taskId: string;
      readonly keyFingerprint: string;
      readonly nextAt: number;
      /** Where a person found it, if elsewhere than it was sent to. */
      readonly dialect?: DialectId;
    }
  /** A person looked up the task that the job has: where it is, whatever was believed of it. */
  | {
      readonly kind: 'found';
      readonly dialect: DialectId;
      readonly keyFingerprint: string;
      readonly nextAt: number;
    }
  /** The provider gave a task id that another job of its origin has. */
  | { readonly kind: 'taken'; readonly taskId: string; readonly jobId: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'doubted'; readonly failure: Failure }
  /** `failure`: what stands in the way although it still renders. */
  | {
      readonly kind: 'progressed';
      readonly progress?: number;
      readonly word?: string;
      readonly nextAt: number;
      readonly failure?: Failure;
    }
  /** `fetchedInVain`: the job's new count; absent: it stays. */
  | {
      readonly kind: 'missed';
      readonly nextAt: number;
      readonly failure: Failure;
      readonly fetchedInVain?: number;
    }
  /** `upstreamMicroUsd`: what the maker of the model says it costs, by its own list. */
  | { readonly kind: 'rendered'; readonly upstreamMicroUsd?: MicroUsd }
  | { readonly kind: 'ended'; readonly failure: Failure }
  | { readonly kind: 'stop'; readonly failure?: Failure }
  | { readonly kind: 'resume' }
  | { readonly kind: 'fetched'; readonly clip: Clip }
  | { readonly kind: 'placing'; readonly uri: string }
  | { readonly kind: 'placed'; readonly uri: string }
  | { readonly kind: 'forget' };

/** Whether the job cannot go on before it has a frame. */
export function isAwaiting({ state, awaits }: Pick<Job, 'state' | 'awaits'>): boolean {
  return state === 'queued' && awaits !== undefined;
}
