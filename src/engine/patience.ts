import type { Clock } from './ports.ts';

/**
 * Asks a person on behalf of an agent. Undefined: nobody answered in time; what is answered later counts for nothing, and the
 * signal says so to whoever asks.
 */
export type Patience = <Answer>(ask: (signal: AbortSignal) => Promise<Answer>) => Promise<Answer | undefined>;

interface PatienceParts {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly answerMs: number;
  /** The window closes. */
  readonly closing: AbortSignal;
}

/**
 * One question is open at a time, so that many calls at once are no pile of dialogs; the time of each runs from its call. A
 * question that nobody closed keeps the place until somebody does.
 */
export function createPatience({ clock, answerMs, closing }: PatienceParts): Patience {
  let last: Promise<unknown> = Promise.resolve();
  return async (ask) => {
    const over = new AbortController();
    const settled = new AbortController();
    const asking = last.then(() => (over.signal.aborted ? undefined : ask(over.signal)));
    last = asking.catch(() => undefined);
    const waiting = clock.sleep(answerMs, AbortSignal.any([settled.signal, closing])).then(() => {
      if (!settled.signal.aborted) over.abort();
      return undefined;
    });
    try {
      const answer = await Promise.race([asking, waiting]);
      return over.signal.aborted ? undefined : answer;
    } finally {
      settled.abort();
    }
  };
}
