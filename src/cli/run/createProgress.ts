import type { CommandContext } from '../context.ts';
import type { Progress } from './progress.ts';
import { progressLines } from './progressLines.ts';

/** Bars on a terminal, a line for each change elsewhere, nothing where only the result is wanted. */
export async function createProgress(
  { isQuiet, stderr }: CommandContext,
  shownPath: (uri: string) => string,
): Promise<Progress> {
  if (isQuiet) return { changed: () => undefined, note: () => undefined, done: () => undefined };
  const { terminal } = stderr;
  // One of unknown size has nothing to draw on.
  if (terminal === undefined || terminal.columns < 1 || terminal.rows < 1)
    return progressLines(stderr, shownPath);
  const { progressBars } = await import('./progressBars.ts');
  return progressBars(terminal, shownPath);
}
