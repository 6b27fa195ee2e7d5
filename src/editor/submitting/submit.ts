import type { Job } from '../../core/job.ts';
import type { VideoRequest } from '../../core/request.ts';
import type { SubmitOptions } from './submitRequest.ts';
import type { SubmitItem } from '../../core/batch.ts';

/** Submits a complete request; undefined: the person closed a question. Throws VideoPromptError. */
export type Submit = (request: VideoRequest, options: SubmitOptions) => Promise<readonly Job[] | undefined>;

/** The same for several, all of them or none. */
export type SubmitAll = (
  items: readonly SubmitItem[],
  options: SubmitOptions,
) => Promise<readonly Job[] | undefined>;
