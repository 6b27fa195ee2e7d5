import type { ProcessContext } from '../context.ts';

/** Runs with a signal that Ctrl-C aborts. */
export async function withInterrupt<Result>(
  { onInterrupt }: Pick<ProcessContext, 'onInterrupt'>,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interrupt = new AbortController();
  const stop = onInterrupt(() => interrupt.abort());
  try {
    return await run(interrupt.signal);
  } finally {
    stop();
  }
}
