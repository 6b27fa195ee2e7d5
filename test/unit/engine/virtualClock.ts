import type { Clock } from '../../../src/engine/ports.ts';

interface Sleeper {
  at: number;
  readonly wake: () => void;
}

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 9, 1, 12);
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  localDay(epochMs: number): string {
    return new Date(epochMs).toISOString().slice(0, 10);
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const sleeper: Sleeper = {
        at: this.#now + delayMs,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake);
    });
  }

  /** Jumps without waking anyone on the way: the machine slept. */
  oversleep(ms: number): void {
    this.#now += ms;
  }

  /** The clock on the wall is set back; timers run on. */
  setBack(ms: number): void {
    this.#now -= ms;
    for (const sleeper of this.#sleepers) sleeper.at -= ms;
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.at <= this.#now) sleeper.wake();
  }
}
