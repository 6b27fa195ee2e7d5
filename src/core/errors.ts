import type { ErrorSentence } from './errorText.ts';
import type { Spent } from './failure.ts';

export type ErrorCode =
  | 'request.invalid'
  | 'cap.reached'
  | 'budget.reached'
  | 'confirmation.declined'
  | 'confirmation.unavailable'
  | 'upload.unconfirmed'
  | 'workspace.untrusted'
  | 'key.missing'
  | 'key.invalid'
  | 'key.wrong'
  | 'origin.invalid'
  | 'network.unreachable'
  | 'provider.error'
  | 'store.busy'
  | 'store.newer'
  | 'store.damaged'
  | 'store.replaced'
  | 'store.unavailable'
  | 'job.unknown'
  /** The same is being made already, or was just made. */
  | 'job.duplicate'
  | 'job.failed'
  | 'job.state'
  | 'output.unavailable'
  | 'frame.unavailable'
  | 'sidecar.invalid'
  | 'disk';

interface ErrorDetails {
  readonly jobId?: string;
  /** Whether money may have been spent by what failed. */
  readonly spent?: Exclude<Spent, 'yes'>;
  /** The field of the request that is wrong. */
  readonly field?: string;
  readonly providerMessage?: string;
  readonly requestId?: string;
  /** What the client of the provider calls it. */
  readonly failureCode?: string;
  readonly cause?: unknown;
}

/**
 * The one error that callers see. Its message is for logs and programs; what a person is shown comes from
 * `words/errorWords.ts`, by the key of the sentence where there is one.
 */
export class VideoPromptError extends Error {
  readonly code: ErrorCode;
  readonly spent: 'no' | 'unknown';
  readonly jobId: string | undefined;
  readonly field: string | undefined;
  readonly providerMessage: string | undefined;
  readonly requestId: string | undefined;
  readonly failureCode: string | undefined;
  /** Absent: the message is in the person's language already, or nobody is shown it. */
  readonly sentence: ErrorSentence | undefined;

  constructor(code: ErrorCode, said: string | ErrorSentence, details: ErrorDetails = {}) {
    super(
      typeof said === 'string' ? said : said.text,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = 'VideoPromptError';
    this.code = code;
    this.spent = details.spent ?? 'no';
    this.jobId = details.jobId;
    this.field = details.field;
    this.providerMessage = details.providerMessage;
    this.requestId = details.requestId;
    this.failureCode = details.failureCode;
    this.sentence = typeof said === 'string' ? undefined : said;
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
