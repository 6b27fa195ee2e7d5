import type { CommandContext } from '../context.ts';
import type { Progress } from './progress.ts';
import { progressLines } from './progressLines.ts';

/** Bars on a terminal, a line for each change elsewhere, nothing where only the result is wanted. */
export async function createProgress(
  { isQuiet, stderr }: CommandContext,
  shownPath: (uri: string) => string,
): Promise<Progress> {
  if (isQuiet) return { changed: () => undefined, note: () => undefined, done: () => undefined };
  if (stderr.terminal === undefined) return progressLines(stderr, shownPath);
  const { progressBars } = await import('./progressBars.ts');
  return progressBars(stderr.terminal, shownPath);
}
