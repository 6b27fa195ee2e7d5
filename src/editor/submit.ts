import type { Job } from '../core/job.ts';
import type { VideoRequest } from '../core/request.ts';
import type { SubmitOptions } from './submitRequest.ts';

/** Submits a complete request; undefined: the person closed a question. Throws VideoPromptError. */
export type Submit = (request: VideoRequest, options: SubmitOptions) => Promise<readonly Job[] | undefined>;
