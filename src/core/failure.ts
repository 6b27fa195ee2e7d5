import type { TextArguments } from './filledText.ts';

/** Why a job failed, or what stands in its way. */
export const failureClasses = [
  'prompt-refused',
  'image-refused',
  'output-filtered',
  'no-balance',
  'key',
  'model-unavailable',
  'too-many-requests',
  'request-invalid',
  'provider-fault',
  'network',
  'disk',
  'unknown',
] as const;

export type FailureClass = (typeof failureClasses)[number];

export const spents = ['no', 'yes', 'unknown'] as const;

export type Spent = (typeof spents)[number];

/** Every `Failure.message` that is none of the provider's client; `test/unit/engine/failureCodes.test.ts` holds the list against the code. */
export const engineFailureCodes = [
  'create.databaseReplaced',
  'create.imageLost',
  'create.interrupted',
  'create.senderGone',
  'create.taskShared',
  'download.endless',
  'download.incomplete',
  'download.interrupted',
  'download.noClip',
  'download.tooSlow',
  'follow.clipGone',
  'follow.predecessorCancelled',
  'follow.predecessorFailed',
  'follow.predecessorForgotten',
  'follow.predecessorMissing',
  'key.missing',
  'status.noProgress',
  'task.noId',
] as const;

export type EngineFailureCode = (typeof engineFailureCodes)[number];

/** What is told of a failure (P9): facts. The sentences for people are in `words/failureWords.ts`. */
export interface Failure {
  readonly class: FailureClass;
  /** A code, never a sentence; jobs of older versions have sentences here too. */
  readonly message: string;
  /** What the sentence of the code names. */
  readonly args?: TextArguments;
  /** The provider's own words, verbatim. */
  readonly providerMessage?: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
  readonly charged: Spent;
  /** The other job that it is about. */
  readonly jobId?: string;
}
