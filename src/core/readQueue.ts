/** Work on files that waits for its turn. */
export type ReadQueue = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so many pieces of work go on at a time, in the order in which they came, and only while all that they hold in memory
 * stays within a bound. What is larger than the bound goes on alone.
 */
export function createReadQueue({
  atOnce,
  maxBytes,
}: {
  readonly atOnce: number;
  readonly maxBytes: number;
}): ReadQueue {
  const waiting: { readonly bytes: number; readonly start: () => void }[] = [];
  let running = 0;
  let held = 0;

  function startNext(): void {
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      if (running >= atOnce || (running > 0 && held + next.bytes > maxBytes)) return;
      waiting.shift();
      running += 1;
      held += next.bytes;
      next.start();
    }
  }

  return async (bytes, work) => {
    await new Promise<void>((start) => {
      waiting.push({ bytes, start });
      startNext();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      held -= bytes;
      startNext();
    }
  };
}
