import { hasEnded, type Job } from '../../core/job.ts';
import { failureWords } from '../../words/failureWords.ts';
import { stateWords } from '../../words/jobWords.ts';

/** A job's state, with what stands in its way: `Queued, will be tried again (CometAPI could not be reached)`. */
export function progressWords(job: Job): string {
  const words = stateWords(job);
  return job.failure === undefined || hasEnded(job) || job.state === 'uncertain'
    ? words
    : `${words} (${failureWords(job.failure).title})`;
}
