import type { Job } from '../../core/job.ts';
import { plainLine } from '../../core/shownText.ts';
import { stateWords } from '../../words/jobWords.ts';
import type { CommandContext } from '../context.ts';
import { jobTitle } from './jobTitle.ts';

/** Shows on standard error how jobs go on. */
export interface Progress {
  readonly changed: (jobs: readonly Job[]) => void;
  /** A line of its own. */
  readonly note: (text: string) => void;
  /** Leaves the last state on the screen. */
  readonly done: () => void;
}

export type ShownPath = (uri: string) => string;

/** Bars on a terminal, a line for each change elsewhere, nothing where only the result is wanted. */
export async function createProgress(context: CommandContext, shownPath: ShownPath): Promise<Progress> {
  if (context.isQuiet) return { changed: () => undefined, note: () => undefined, done: () => undefined };
  const { terminal } = context.stderr;
  if (terminal === undefined) return progressLines(context, shownPath);
  const { progressBars } = await import('./progressBars.ts');
  return progressBars(terminal, shownPath);
}

function progressLines({ stderr }: CommandContext, shownPath: ShownPath): Progress {
  const told = new Map<string, string>();
  return {
    changed(jobs) {
      for (const job of jobs) {
        const words = stateWords({ ...job, ...tenths(job) });
        if (told.get(job.id) === words) continue;
        told.set(job.id, words);
        stderr.write(`${plainLine(`${titleOfJob(job, shownPath)}: ${words}`)}\n`);
      }
    },
    note: (text) => stderr.write(`${plainLine(text)}\n`),
    done: () => undefined,
  };
}

/** A log is not for every percent. */
function tenths({ progress }: Job): Pick<Job, 'progress'> {
  return progress === undefined ? {} : { progress: Math.floor(progress / 10) * 10 };
}

export function titleOfJob({ source, id }: Job, shownPath: ShownPath): string {
  if (source === undefined) return id;
  const file = shownPath(source.promptFileUri);
  return `${file} ${jobTitle({ ...source, file })}`;
}
