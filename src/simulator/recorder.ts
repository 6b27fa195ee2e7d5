import type { FormFile } from './form.ts';

/** What a test may know of a request. Never the key. */
export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  /** Without query: signatures are secrets of sorts. */
  readonly path: string;
  readonly isAuthorized: boolean;
  readonly fields?: Readonly<Record<string, string>>;
  /** A JSON body, without the images that are told among the files. */
  readonly json?: Readonly<Record<string, unknown>>;
  readonly files?: readonly Omit<FormFile, 'head'>[];
  /** The task that a create made, whatever was answered. */
  readonly taskId?: string;
}

export interface Stats {
  /** Create requests that arrived. */
  readonly creates: number;
  /** Tasks that were made. */
  readonly tasks: number;
  readonly polls: number;
  readonly downloads: number;
  /** Digest of the clip that was served last as a whole. */
  readonly servedSha256?: string;
}
