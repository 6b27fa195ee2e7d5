/** Why a job failed, or what stands in its way. */
export type FailureClass =
  | 'prompt-refused'
  | 'image-refused'
  | 'output-filtered'
  | 'no-balance'
  | 'key'
  | 'model-unavailable'
  | 'too-many-requests'
  | 'request-invalid'
  | 'provider-fault'
  | 'network'
  | 'disk'
  | 'unknown';

export type Spent = 'no' | 'yes' | 'unknown';

/** What is told of a failure (P9). Words for people are the editor's business; these are facts. */
export interface Failure {
  readonly class: FailureClass;
  /** A code the editor turns into a sentence, or a short English text where none fits. */
  readonly message: string;
  /** The provider's own words, verbatim. */
  readonly providerMessage?: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
  readonly charged: Spent;
  /** The other job that it is about. */
  readonly jobId?: string;
}
