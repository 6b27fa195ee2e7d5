import type { Job } from '../core/job.ts';
import type { TaskCall } from './ports.ts';

/** How to ask about a job's task. What was sent is not known of one that was recovered by its id. */
export function dialectOf({ dialect, request }: Job): Pick<TaskCall, 'dialect' | 'hasImages'> {
  return { dialect, ...(request.prompt === '' ? {} : { hasImages: request.images.length > 0 }) };
}
