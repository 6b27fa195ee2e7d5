import type { Job } from './job.ts';
import { reachedAtMs, type ToldProgress } from './toldProgress.ts';

/**
 * How long one past render took. Nobody saw its end: it lies between the last answer "not yet" and the answer "done",
 * both counted from the moment the task was accepted.
 */
export interface RenderTime {
  readonly seconds: number;
  readonly resolution: string;
  readonly afterMs: number;
  readonly withinMs: number;
  /** What the provider said of its progress meanwhile, oldest first. */
  readonly told?: readonly ToldProgress[];
}

/** When a render is likely to end: a sum of log-logistic curves. */
export interface RenderForecast {
  readonly curves: readonly Curve[];
  /** How much of it comes from past renders, 0 to 1; the rest is the guide's. */
  readonly learnt: number;
}

interface Curve {
  /** All weights together are 1. */
  readonly weight: number;
  /** Since the task was accepted: from here the time is counted. */
  readonly fromMs: number;
  readonly medianMs: number;
  /** Of the logarithm of the time; small is certain. */
  readonly spread: number;
}

/** What one past render says about this one. */
interface Sighting {
  readonly weight: number;
  readonly fromMs: number;
  readonly medianMs: number;
  /** Of the logarithm of the time, because nobody saw the end. */
  readonly doubt: number;
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
/** So many past renders are needed before their progress is believed. */
const leastSeen = 3;
/** Standard deviation of a logistic curve of spread 1. */
const logisticDeviation = Math.PI / Math.sqrt(3);

/** A gap between two answers that says next to nothing about the end is not worth keeping. */
export function isTelling({ afterMs, withinMs }: Pick<RenderTime, 'afterMs' | 'withinMs'>): boolean {
  return afterMs >= 0 && withinMs > 0 && withinMs - afterMs <= Math.max(20_000, withinMs / 2);
}

/**
 * From the past renders of the same model, newest first; without any, from what the guide says. `told`: the progress
 * that was heard of this one last. Some models count to 100 steadily, some only say that they have begun, and some say
 * the same from start to end: what it tells about the end is judged by what it told about the ends before.
 */
export function forecastRender(
  kind: RenderKind,
  past: readonly RenderTime[],
  told?: ToldProgress,
): RenderForecast {
  const telling = past.filter(isTelling);
  const isSame = (one: RenderTime) => one.seconds === kind.seconds && one.resolution === kind.resolution;
  const same = telling.filter(isSame).slice(0, usedSame);
  const others = telling.filter((one) => !isSame(one)).slice(0, usedOthers);
  const weighed = [
    ...same.map((one, index) => ({ one, weight: ageing ** index, scale: 1 })),
    ...others.map((one, index) => ({
      one,
      weight: ageing ** index * otherKindWeight,
      scale: guideMs(kind.seconds) / guideMs(one.seconds),
    })),
  ];
  const see = (way: Way) =>
    weighed.flatMap(({ one, weight, scale }) => {
      const restMs = way(one, scale);
      return restMs === undefined ? [] : [sighting(one, weight, restMs.fromMs, restMs.medianMs)];
    });
  const byTime = see(sinceAccepted);
  const byProgress = told === undefined ? [] : [see(asMuchMore(told)), see(asLongMore(told))];
  const seen = [byTime, ...byProgress].reduce((best, other) =>
    doubtMs(other) < doubtMs(best) ? other : best,
  );
  const total = seen.reduce((sum, { weight }) => sum + weight, 0);
  const spread = kernelSpread(seen, total);
  const curves = [
    { weight: guideWeight, fromMs: 0, medianMs: guideMs(kind.seconds), spread: guideSpread },
    ...seen.map(({ doubt, ...one }) => ({ ...one, spread: Math.hypot(spread, doubt) })),
  ];
  return {
    curves: curves.map((curve) => ({ ...curve, weight: curve.weight / (total + guideWeight) })),
    learnt: total / (total + guideWeight),
  };
}

/** The chance that the render still runs after so long; falls from 1 to 0. */
export function stillRunning({ curves }: RenderForecast, elapsedMs: number): number {
  let chance = 0;
  for (const { weight, fromMs, medianMs, spread } of curves)
    chance += weight / (1 + (Math.max(0, elapsedMs - fromMs) / medianMs) ** (1 / spread));
  return chance;
}

/** How a past render, scaled to this one's length, tells when this one ends; undefined where it does not. */
type Way = (past: RenderTime, scale: number) => Pick<Sighting, 'fromMs' | 'medianMs'> | undefined;

const middleMs = ({ afterMs, withinMs }: RenderTime) => (afterMs + withinMs) / 2;

const sinceAccepted: Way = (past, scale) => ({ fromMs: 0, medianMs: middleMs(past) * scale });

/** The rest takes the same share of the whole. */
const asMuchMore =
  ({ percent, atMs }: ToldProgress): Way =>
  (past) => {
    const reachedMs = reachedAtMs(past.told ?? [], middleMs(past), percent);
    return reachedMs === undefined || reachedMs <= 0
      ? undefined
      : { fromMs: atMs, medianMs: atMs * (middleMs(past) / reachedMs - 1) };
  };

/** The rest takes as long, whatever was waited before. */
const asLongMore =
  ({ percent, atMs }: ToldProgress): Way =>
  (past, scale) => {
    const reachedMs = reachedAtMs(past.told ?? [], middleMs(past), percent);
    return reachedMs === undefined
      ? undefined
      : { fromMs: atMs, medianMs: (middleMs(past) - reachedMs) * scale };
  };

function sighting(
  { afterMs, withinMs }: RenderTime,
  weight: number,
  fromMs: number,
  restMs: number,
): Sighting {
  const medianMs = Math.max(1_000, restMs);
  // What an end evenly spread between two answers adds.
  return {
    weight,
    fromMs,
    medianMs,
    doubt: (withinMs - afterMs) / medianMs / Math.sqrt(12) / logisticDeviation,
  };
}

const guideMs = (seconds: number) => guideBaseMs + guidePerSecondMs * seconds;

/** How wide each past render is smeared: less with more of them (Silverman's rule on a logarithmic scale). */
function kernelSpread(seen: readonly Sighting[], total: number): number {
  if (total === 0) return guideSpread;
  return Math.max(minSpread, (0.9 * deviationOf(seen, total) * total ** -0.2) / logisticDeviation);
}

/** How far the end may lie from what these say. */
function doubtMs(seen: readonly Sighting[]): number {
  const total = seen.reduce((sum, { weight }) => sum + weight, 0);
  if (total < leastSeen) return Number.POSITIVE_INFINITY;
  const meanMs = seen.reduce((sum, { weight, medianMs }) => sum + weight * medianMs, 0) / total;
  return meanMs * deviationOf(seen, total);
}

/** Of the logarithm of the times. */
function deviationOf(seen: readonly Sighting[], total: number): number {
  const mean = seen.reduce((sum, { weight, medianMs }) => sum + weight * Math.log(medianMs), 0) / total;
  const squares = seen.reduce(
    (sum, { weight, medianMs }) => sum + weight * (Math.log(medianMs) - mean) ** 2,
    0,
  );
  // A handful of equal renders does not make the next one certain.
  const guessed = (guideSpread * logisticDeviation) ** 2;
  return Math.sqrt((squares + guessed * guideWeight) / (total + guideWeight));
}
