export type TaskPhase = 'running' | 'done' | 'failed';

const doneWords = ['completed', 'success', 'succeeded', 'succeed', 'done'];
const failedWords = ['failed', 'failure', 'error', 'cancelled', 'canceled', 'expired', 'rejected'];

/** The phase a status word means, compared without case. A word that is not known counts as still running (P3). */
export function phaseOfWord(word: string): TaskPhase {
  const lower = word.trim().toLowerCase();
  if (doneWords.includes(lower)) return 'done';
  return failedWords.includes(lower) ? 'failed' : 'running';
}

/** Percent from a number or a text such as `100%`; undefined where it is neither. */
export function percent(value: unknown): number | undefined {
  const text = typeof value === 'string' ? /^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(value)?.[1] : undefined;
  const number = typeof value === 'number' ? value : text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), 100) : undefined;
}
