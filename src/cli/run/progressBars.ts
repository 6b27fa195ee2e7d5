import { createLogUpdate } from 'log-update';
import type { Job } from '../../core/job.ts';
import { plainLine } from '../../core/shownText.ts';
import { titleOfJob } from './jobTitle.ts';
import type { Progress } from './progress.ts';
import { progressWords } from './progressWords.ts';

const barWidth = 20;

/** A line for each job, drawn over and over in the same place. */
export function progressBars(terminal: NodeJS.WriteStream, shownPath: (uri: string) => string): Progress {
  const draw = createLogUpdate(terminal, { showCursor: true });
  const notes: string[] = [];
  let lines: readonly string[] = [];
  const show = () => draw([...notes, ...lines].join('\n'));
  return {
    changed(jobs) {
      lines = jobs.map((job) =>
        plainLine(`${bar(job)} ${titleOfJob(job, shownPath)}: ${progressWords(job)}`, terminal.columns),
      );
      show();
    },
    note(text) {
      notes.push(plainLine(text));
      show();
    },
    done: () => draw.done(),
  };
}

function bar({ state, progress = 0 }: Job): string {
  const share = state === 'saved' || state === 'stored' || state === 'downloading' ? 1 : progress / 100;
  const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
}
