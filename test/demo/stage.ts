import { performance } from 'node:perf_hooks';

export interface StepTime {
  readonly name: string;
  readonly ms: number;
}

/** Runs named steps one after the other, and says each with its time when it is done. */
export class Stage {
  readonly steps: StepTime[] = [];
  readonly say: (words: string) => void;
  current = 'start';

  constructor(say: (words: string) => void) {
    this.say = say;
  }

  async step<T>(name: string, run: () => Promise<T>): Promise<T> {
    this.current = name;
    const at = performance.now();
    const alive = setInterval(
      () => this.say(`  … ${name}: ${String(Math.round((performance.now() - at) / 1000))} s`),
      10_000,
    );
    try {
      return await run();
    } finally {
      clearInterval(alive);
      const ms = Math.round(performance.now() - at);
      this.steps.push({ name, ms });
      this.say(`${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
    }
  }
}
