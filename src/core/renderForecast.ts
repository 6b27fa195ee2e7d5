import type { Job } from './job.ts';

/**
 * How long one past render took. Nobody saw its end: it lies between the last answer "not yet" and the answer "done",
 * both counted from the moment the task was accepted.
 */
export interface RenderTime {
  readonly seconds: number;
  readonly resolution: string;
  readonly afterMs: number;
  readonly withinMs: number;
}

/** When a render is likely to end: a sum of log-logistic curves. */
export interface RenderForecast {
  readonly curves: readonly Curve[];
}

interface Curve {
  /** All weights together are 1. */
  readonly weight: number;
  readonly medianMs: number;
  /** Of the logarithm of the time; small is certain. */
  readonly spread: number;
}

/** Length and resolution of a clip: what its render time depends on, beside the model. */
export type RenderKind = Pick<Job['request'], 'seconds' | 'resolution'>;

/** CometAPI's guide: most clips take one to five minutes, some ten. */
const guideBaseMs = 60_000;
const guidePerSecondMs = 8_000;
const guideSpread = 0.4;
/** How many past renders the guide is worth. */
const guideWeight = 1.5;
/** A render of another length or resolution, scaled, tells less. */
const otherKindWeight = 0.2;
/** So many of each are looked at. */
const usedSame = 50;
const usedOthers = 20;
/** Each render counts a little less than the one after it: load changes. */
const ageing = 0.97;
const minSpread = 0.04;
/** Standard deviation of a logistic curve of spread 1. */
const logisticDeviation = Math.PI / Math.sqrt(3);

/** A gap between two answers that says next to nothing about the end is not worth keeping. */
export function isTelling({ afterMs, withinMs }: Pick<RenderTime, 'afterMs' | 'withinMs'>): boolean {
  return afterMs >= 0 && withinMs > 0 && withinMs - afterMs <= Math.max(20_000, withinMs / 2);
}

/** From the past renders of the same model, newest first; without any, from what the guide says. */
export function forecastRender(kind: RenderKind, past: readonly RenderTime[]): RenderForecast {
  const telling = past.filter(isTelling);
  const isSame = (one: RenderTime) => one.seconds === kind.seconds && one.resolution === kind.resolution;
  const same = telling.filter(isSame).slice(0, usedSame);
  const others = telling.filter((one) => !isSame(one)).slice(0, usedOthers);
  const seen = [
    ...same.map((one, index) => sighting(one, ageing ** index, 1)),
    ...others.map((one, index) =>
      sighting(one, ageing ** index * otherKindWeight, guideMs(kind.seconds) / guideMs(one.seconds)),
    ),
  ];
  const total = seen.reduce((sum, { weight }) => sum + weight, 0);
  const spread = kernelSpread(seen, total);
  const curves = [
    { weight: guideWeight, medianMs: guideMs(kind.seconds), spread: guideSpread },
    ...seen.map(({ weight, medianMs, doubt }) => ({ weight, medianMs, spread: Math.hypot(spread, doubt) })),
  ];
  return {
    curves: curves.map((curve) => ({ ...curve, weight: curve.weight / (total + guideWeight) })),
  };
}

/** The chance that the render still runs after so long; falls from 1 to 0. */
export function stillRunning({ curves }: RenderForecast, elapsedMs: number): number {
  let chance = 0;
  for (const { weight, medianMs, spread } of curves)
    chance += weight / (1 + (elapsedMs / medianMs) ** (1 / spread));
  return chance;
}

function sighting({ afterMs, withinMs }: RenderTime, weight: number, scale: number) {
  const middleMs = (afterMs + withinMs) / 2;
  return {
    weight,
    medianMs: Math.max(1_000, middleMs * scale),
    // What an end evenly spread between two answers adds.
    doubt: (withinMs - afterMs) / middleMs / Math.sqrt(12) / logisticDeviation,
  };
}

const guideMs = (seconds: number) => guideBaseMs + guidePerSecondMs * seconds;

/** How wide each past render is smeared: less with more of them (Silverman's rule on a logarithmic scale). */
function kernelSpread(
  seen: readonly { readonly weight: number; readonly medianMs: number }[],
  total: number,
): number {
  if (total === 0) return guideSpread;
  const mean = seen.reduce((sum, { weight, medianMs }) => sum + weight * Math.log(medianMs), 0) / total;
  const squares = seen.reduce(
    (sum, { weight, medianMs }) => sum + weight * (Math.log(medianMs) - mean) ** 2,
    0,
  );
  // A handful of equal renders does not make the next one certain.
  const guessed = (guideSpread * logisticDeviation) ** 2;
  const deviation = Math.sqrt((squares + guessed * guideWeight) / (total + guideWeight));
  return Math.max(minSpread, (0.9 * deviation * total ** -0.2) / logisticDeviation);
}
