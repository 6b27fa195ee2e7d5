/** Anything that can be ended, as VS Code's own `Disposable`. */
export interface Disposes {
  dispose(): unknown;
}

/** Things that end together. What is added after the end is ended at once, so that nothing is left over. */
export class DisposableStore implements Disposes {
  readonly #kept = new Set<Disposes>();
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Returns what it was given first. */
  add<T extends Disposes>(first: T, ...others: readonly Disposes[]): T {
    for (const one of [first, ...others]) {
      if (this.#isDisposed) one.dispose();
      else this.#kept.add(one);
    }
    return first;
  }

  /** Ends everything, in the order in which it was added; one that fails does not keep the others. Throws AggregateError. */
  dispose(): void {
    this.#isDisposed = true;
    const kept = [...this.#kept];
    this.#kept.clear();
    const errors: unknown[] = [];
    for (const one of kept) {
      try {
        one.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be disposed of.');
  }
}

/** Runs every `everyMs` until it is disposed of. */
export function interval(run: () => void, everyMs: number): Disposes {
  const timer = setInterval(run, everyMs);
  return { dispose: () => clearInterval(timer) };
}
