import type { Engine } from '../../engine/engine.ts';

/** Resolves when a job of any window changes, when the time is over, or when the signal aborts. */
export async function untilChange(
  engine: Pick<Engine, 'onDidChangeJob' | 'onDidChange'>,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const done = () => resolve(undefined);
  const timer = setTimeout(done, withinMs);
  const listening = [engine.onDidChangeJob(done), engine.onDidChange(done)];
  signal.addEventListener('abort', done, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    for (const one of listening) one.dispose();
  }
}
