import { nextPollDelayMs } from '../../src/core/pollPolicy.ts';
import { forecastRender, type RenderTime } from '../../src/core/renderForecast.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { type SyntheticRender, syntheticRenders } from './syntheticRenders.ts';

/** How one way of asking did: means over all renders. */
export interface PollFigures {
  readonly requests: number;
  /** Between the end of the render and its being noticed. */
  readonly delayMs: number;
  readonly p95DelayMs: number;
}

export interface PollBench {
  readonly renders: number;
  readonly fixed: PollFigures;
  readonly openai: PollFigures;
  /** With what a few hundred renders before taught. */
  readonly warm: PollFigures;
  /** Each as the very first. */
  readonly cold: PollFigures;
}

/** Moments at which a way of asking asks, milliseconds since the task was accepted. */
type Asking = Iterable<number>;

/** The renders that only teach. */
const taught = 500;
const measured = 500;
const neverMs = 24 * 60 * 60_000;

function* every(intervalMs: number, firstMs: number): Asking {
  for (let atMs = firstMs; atMs < neverMs; atMs += intervalMs) yield atMs;
}

/**
 * The same synthetic renders for all. openai-node 7.57 has no helper for videos; its helpers for runs and files
 * (`lib/polling.js`) ask at once and then every 5 s, unless a header that CometAPI does not send says otherwise.
 */
export function benchPolling(): PollBench {
  const renders = syntheticRenders(taught + measured, 1);
  const shown = renders.slice(taught);
  return {
    renders: shown.length,
    fixed: figures(shown.map((render) => ask(render, every(10_000, 10_000)))),
    openai: figures(shown.map((render) => ask(render, every(5_000, 0)))),
    warm: figures(learning(renders).slice(taught)),
    cold: figures(withoutHistory(shown)),
  };
}

interface Outcome {
  readonly requests: number;
  readonly afterMs: number;
  readonly withinMs: number;
  readonly delayMs: number;
}

function ask({ durationMs }: SyntheticRender, asking: Asking): Outcome {
  let requests = 0;
  let afterMs = 0;
  for (const atMs of asking) {
    requests++;
    if (atMs >= durationMs) return { requests, afterMs, withinMs: atMs, delayMs: atMs - durationMs };
    afterMs = atMs;
  }
  throw new Error('Never noticed.');
}

function* ours(render: SyntheticRender, past: readonly RenderTime[], fraction: () => number): Asking {
  const forecast = forecastRender(render, past);
  for (let elapsedMs = 0; ;) {
    elapsedMs += nextPollDelayMs({
      elapsedMs,
      missCount: 0,
      forecast,
      isLocal: false,
      fraction: fraction(),
    });
    yield elapsedMs;
  }
}

/** What is learnt is what we noticed ourselves, never the true end; newest first, per model, as the store gives it. */
function learning(renders: readonly SyntheticRender[]): readonly Outcome[] {
  const random = seededRandom(2);
  const past = new Map<string, RenderTime[]>();
  return renders.map((render) => {
    const known = past.get(render.model) ?? [];
    const outcome = ask(render, ours(render, known, random));
    const { seconds, resolution } = render;
    const { afterMs, withinMs } = outcome;
    past.set(render.model, [{ seconds, resolution, afterMs, withinMs }, ...known].slice(0, 200));
    return outcome;
  });
}

function withoutHistory(renders: readonly SyntheticRender[]): readonly Outcome[] {
  const random = seededRandom(3);
  return renders.map((render) => ask(render, ours(render, [], random)));
}

function figures(outcomes: readonly Outcome[]): PollFigures {
  const mean = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length;
  const delays = outcomes.map(({ delayMs }) => delayMs).sort((one, other) => one - other);
  return {
    requests: mean(({ requests }) => requests),
    delayMs: mean(({ delayMs }) => delayMs),
    p95DelayMs: delays[Math.floor(delays.length * 0.95)] ?? 0,
  };
}
