/** What the provider said of a render's progress: percent, and milliseconds since the task was accepted. */
export interface ToldProgress {
  readonly percent: number;
  readonly atMs: number;
}

/** So many are remembered of one render. */
const maxTold = 24;

/** With what was heard at this moment. Only growing figures say something; where there are many, every second one stays. */
export function withTold(
  told: readonly ToldProgress[],
  { percent, atMs }: ToldProgress,
): readonly ToldProgress[] {
  if (!(percent > (told.at(-1)?.percent ?? 0) && percent < 100 && atMs > (told.at(-1)?.atMs ?? 0)))
    return told;
  const kept = told.length < maxTold ? told : told.filter((_, index) => index % 2 === 1);
  return [...kept, { percent, atMs }];
}

/**
 * When a render whose end is known had come so far, milliseconds since it was accepted: between two figures that were
 * heard, as much later as it is more. Undefined where nothing was ever heard.
 */
export function reachedAtMs(
  told: readonly ToldProgress[],
  endMs: number,
  percent: number,
): number | undefined {
  if (told.length === 0) return undefined;
  let from: ToldProgress = { percent: 0, atMs: 0 };
  for (const to of [...told, { percent: 100, atMs: endMs }]) {
    if (to.percent >= percent && to.percent > from.percent)
      return from.atMs + ((to.atMs - from.atMs) * (percent - from.percent)) / (to.percent - from.percent);
    from = to;
  }
  return undefined;
}
