import { nextPollDelayMs } from '../../src/core/pollPolicy.ts';
import { forecastRender, type RenderTime } from '../../src/core/renderForecast.ts';
import { type ToldProgress, withTold } from '../../src/core/toldProgress.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { type SyntheticRender, syntheticRenders, type Tells } from './syntheticRenders.ts';

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
  /** Of these, by what their answers say of the progress; with the same renders asked for every 10 s. */
  readonly where: Readonly<Record<Tells, { readonly warm: PollFigures; readonly fixed: PollFigures }>>;
  /** Each as the very first. */
  readonly cold: PollFigures;
}

/** Moments at which a way of asking asks, milliseconds since the task was accepted; it hears the progress. */
type Asking = Generator<number, void, ToldProgress | undefined>;

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
  const warm = learning(renders).slice(taught);
  const fixed = shown.map((render) => ask(render, every(10_000, 10_000)));
  const where = (tells: Tells) => {
    const of = (outcomes: readonly Outcome[]) =>
      figures(outcomes.filter((_, index) => shown[index]?.tells === tells));
    return { warm: of(warm), fixed: of(fixed) };
  };
  return {
    renders: shown.length,
    fixed: figures(fixed),
    openai: figures(shown.map((render) => ask(render, every(5_000, 0)))),
    warm: figures(warm),
    where: { nothing: where('nothing'), begun: where('begun'), share: where('share') },
    cold: figures(withoutHistory(shown)),
  };
}

interface Outcome {
  readonly requests: number;
  readonly afterMs: number;
  readonly withinMs: number;
  readonly delayMs: number;
  readonly told: readonly ToldProgress[];
}

function ask({ durationMs, progressAt }: SyntheticRender, asking: Asking): Outcome {
  let told: readonly ToldProgress[] = [];
  let requests = 0;
  let afterMs = 0;
  for (let answer = asking.next(); answer.done !== true; answer = asking.next(told.at(-1))) {
    const atMs = answer.value;
    requests++;
    if (atMs >= durationMs) return { requests, afterMs, withinMs: atMs, delayMs: atMs - durationMs, told };
    afterMs = atMs;
    const percent = progressAt(atMs);
    if (percent !== undefined) told = withTold(told, { percent, atMs });
  }
  throw new Error('Never noticed.');
}

function* ours(render: SyntheticRender, past: readonly RenderTime[], fraction: () => number): Asking {
  let told: ToldProgress | undefined;
  for (let elapsedMs = 0; ;) {
    elapsedMs += nextPollDelayMs({
      elapsedMs,
      missCount: 0,
      forecast: forecastRender(render, past, told),
      isLocal: false,
      fraction: fraction(),
    });
    told = yield elapsedMs;
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
    const { afterMs, withinMs, told } = outcome;
    past.set(render.model, [{ seconds, resolution, afterMs, withinMs, told }, ...known].slice(0, 200));
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
