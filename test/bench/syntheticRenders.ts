import { seededRandom } from '../support/seededRandom.ts';
import type { RenderKind } from '../../src/core/renderForecast.ts';

/** One made-up render. */
export interface SyntheticRender extends RenderKind {
  readonly model: string;
  readonly durationMs: number;
}

/** Median render times in seconds. CometAPI's guide says that most clips take one to five minutes, some ten. */
const kinds: readonly (RenderKind & { readonly model: string; readonly medianSeconds: number })[] = [
  { model: 'veo3.1-fast', seconds: 4, resolution: '720p', medianSeconds: 70 },
  { model: 'veo3.1-fast', seconds: 8, resolution: '720p', medianSeconds: 105 },
  { model: 'veo3.1-fast', seconds: 8, resolution: '1080p', medianSeconds: 140 },
  { model: 'veo3.1', seconds: 8, resolution: '720p', medianSeconds: 165 },
  { model: 'veo3.1', seconds: 8, resolution: '4K', medianSeconds: 300 },
  { model: 'doubao-seedance-2-0', seconds: 5, resolution: '720p', medianSeconds: 95 },
  { model: 'doubao-seedance-2-0', seconds: 10, resolution: '720p', medianSeconds: 210 },
];

/** Of the logarithm of the time. */
const spread = 0.35;
/** One in so many meets a crowded provider and takes three times as long. */
const oneCrowdedIn = 25;
/** The provider's load goes up and down by this share. */
const loadShare = 0.2;
const loadPeriod = 150;

/**
 * Made up, not recorded: nobody here can call the live service. Log-normal times for each kind of clip, a load that
 * swings, and a few renders that take far longer. The same seed gives the same list.
 */
export function syntheticRenders(count: number, seed: number): readonly SyntheticRender[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
    if (kind === undefined) throw new Error('There is no kind of clip.');
    const { medianSeconds, ...of } = kind;
    const load = 1 + loadShare * Math.sin((2 * Math.PI * index) / loadPeriod);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const crowded = random() * oneCrowdedIn < 1 ? 3 : 1;
    return { ...of, durationMs: medianSeconds * 1_000 * load * crowded * Math.exp(spread * normal) };
  });
}
