import { seededRandom } from '../support/seededRandom.ts';
import type { RenderKind } from '../../src/core/renderForecast.ts';

/** One made-up render. */
export interface SyntheticRender extends RenderKind {
  readonly model: string;
  readonly durationMs: number;
  readonly tells: Tells;
  /** The answer's `progress` so long after the task was accepted. */
  readonly progressAt: (elapsedMs: number) => number | undefined;
}

/** What a model's answers say of the progress: nothing, that it has begun, or a figure that grows until the end. */
export type Tells = 'nothing' | 'begun' | 'share';

/** Median render times in seconds. CometAPI's guide says that most clips take one to five minutes, some ten. */
const kinds: readonly (RenderKind & {
  readonly model: string;
  readonly medianSeconds: number;
  readonly tells: Tells;
})[] = [
  { model: 'veo3.1-fast', seconds: 4, resolution: '720p', medianSeconds: 70, tells: 'share' },
  { model: 'veo3.1-fast', seconds: 8, resolution: '720p', medianSeconds: 105, tells: 'share' },
  { model: 'veo3.1-fast', seconds: 8, resolution: '1080p', medianSeconds: 140, tells: 'share' },
  { model: 'veo3.1', seconds: 8, resolution: '720p', medianSeconds: 165, tells: 'nothing' },
  { model: 'veo3.1', seconds: 8, resolution: '4K', medianSeconds: 300, tells: 'nothing' },
  { model: 'doubao-seedance-2-0', seconds: 5, resolution: '720p', medianSeconds: 95, tells: 'begun' },
  { model: 'doubao-seedance-2-0', seconds: 10, resolution: '720p', medianSeconds: 210, tells: 'begun' },
];

/** Of the logarithm of the time. */
const spread = 0.35;
/** Of the logarithm of the power by which a figure that grows runs ahead of the time, or behind it. */
const unevenness = 0.2;
/** The share of the time before a render begins. */
const shareQueued = { least: 0.05, most: 0.5 };
/** Said of every render that has begun, as the documented answers of several families do. */
const begun = 30;
/** One in so many meets a crowded provider and takes three times as long. */
const oneCrowdedIn = 25;
/** The provider's load goes up and down by this share. */
const loadShare = 0.2;
const loadPeriod = 150;

/**
 * Made up, not recorded: nobody here can call the live service. Log-normal times for each kind of clip, a load that
 * swings, and a few renders that take far longer. Every model tells its progress in another way, since nobody documents
 * which does what. The same seed gives the same list.
 */
export function syntheticRenders(count: number, seed: number): readonly SyntheticRender[] {
  const random = seededRandom(seed);
  const randomOfProgress = seededRandom(seed + 1_000);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
    if (kind === undefined) throw new Error('There is no kind of clip.');
    const { medianSeconds, ...of } = kind;
    const load = 1 + loadShare * Math.sin((2 * Math.PI * index) / loadPeriod);
    const normal = normalOf(random);
    const crowded = random() * oneCrowdedIn < 1 ? 3 : 1;
    const durationMs = medianSeconds * 1_000 * load * crowded * Math.exp(spread * normal);
    return { ...of, durationMs, progressAt: progressOf(kind.tells, durationMs, randomOfProgress) };
  });
}

function progressOf(tells: Tells, durationMs: number, random: () => number): SyntheticRender['progressAt'] {
  const power = Math.exp(unevenness * normalOf(random));
  const queued = shareQueued.least + (shareQueued.most - shareQueued.least) * random();
  switch (tells) {
    case 'nothing':
      return () => undefined;
    case 'begun':
      return (elapsedMs) => (elapsedMs < durationMs * queued ? 0 : begun);
    case 'share':
      return (elapsedMs) => Math.floor(100 * Math.min(1, elapsedMs / durationMs) ** power);
  }
}

const normalOf = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
