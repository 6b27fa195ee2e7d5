import type { Job } from '../../core/job.ts';
import { plainLine } from '../../core/shownText.ts';
import type { OutputStream } from '../context.ts';
import { titleOfJob } from './jobTitle.ts';
import type { Progress } from './progress.ts';
import { progressWords } from './progressWords.ts';

/** A line for each change, for a log. */
export function progressLines(stream: OutputStream, shownPath: (uri: string) => string): Progress {
  const told = new Map<string, string>();
  return {
    changed(jobs) {
      for (const job of jobs) {
        const words = progressWords({ ...job, ...tenths(job) });
        if (told.get(job.id) === words) continue;
        told.set(job.id, words);
        stream.write(`${plainLine(`${titleOfJob(job, shownPath)}: ${words}`)}\n`);
      }
    },
    note: (text) => stream.write(`${plainLine(text)}\n`),
    done: () => undefined,
  };
}

/** A log is not for every percent. */
function tenths({ progress }: Job): Pick<Job, 'progress'> {
  return progress === undefined ? {} : { progress: Math.floor(progress / 10) * 10 };
}
