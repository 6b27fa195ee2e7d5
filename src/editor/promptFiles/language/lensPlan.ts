import type { PromptFile } from '../../../core/promptFile/promptFile.ts';
import { type Quote, type TotalPrice, totalPrice } from '../../../core/quote.ts';
import type { UnreadableClip } from '../clipIndex.ts';
import { isToFetch, type ShotState } from '../shotState.ts';
import type { ShotPlan } from './shotPlans.ts';

/** A clip of a file with its price, and how it stands as far as that is known. */
export interface PlannedClip extends Pick<ShotPlan, 'shot' | 'cell' | 'request'> {
  readonly quote: Quote;
  readonly state?: ShotState;
}

export type LensContent =
  /** `clips` are made at this price; `again`: all of them are there. */
  | { readonly kind: 'render'; readonly clips: number; readonly price: TotalPrice; readonly again: boolean }
  /** The state of a single clip that is there. */
  | { readonly kind: 'open'; readonly state: ShotState }
  | { readonly kind: 'job'; readonly state: ShotState }
  /** A clip is there that may be this one; its sidecar cannot be read. */
  | { readonly kind: 'unreadable'; readonly clip: UnreadableClip }
  /** The single clip was there, and is gone. */
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'sum';
      readonly current: number;
      readonly stale: number;
      readonly running: number;
      /** Were there, and are gone. */
      readonly missing: number;
    }
  | { readonly kind: 'takes'; readonly count: number }
  | { readonly kind: 'errors'; readonly count: number };

export interface LensPlan {
  /** Where it stands in the text. */
  readonly offset: number;
  /** Undefined: the whole file. */
  readonly shot: string | undefined;
  readonly content: LensContent;
}

/** What stands over a file and its shots. With errors nothing can be rendered, but clips that are there can be opened. */
export function planLenses(
  file: PromptFile,
  clips: readonly PlannedClip[],
  errors: number,
): readonly LensPlan[] {
  const lenses: LensPlan[] = [];
  const isOne = file.shots.length === 1 && file.shots[0]?.heading === undefined;
  if (errors > 0) {
    lenses.push({ offset: 0, shot: undefined, content: { kind: 'errors', count: errors } });
  } else if (!isOne && clips.length > 1 && toMake(clips).length > 0) {
    lenses.push({ offset: 0, shot: undefined, content: renderOf(toMake(clips), 'file') });
  }
  for (const { slug, heading } of file.shots) {
    const own = clips.filter(({ shot }) => shot.slug === slug);
    if (own.length === 0) continue;
    const offset = heading?.range.start ?? 0;
    const contents = contentsOf(own, errors > 0);
    lenses.push(...contents.map((content): LensPlan => ({ offset, shot: slug, content })));
  }
  return lenses;
}

/** What is only to be fetched is offered for no money. */
function toMake(clips: readonly PlannedClip[]): readonly PlannedClip[] {
  return clips.filter(({ state }) => state === undefined || !isToFetch(state));
}

function contentsOf(clips: readonly PlannedClip[], hasErrors: boolean): readonly LensContent[] {
  const states = clips.flatMap(({ state }) => state ?? []);
  const [only] = clips.length === 1 ? states : [];
  const running = states.filter(({ jobs }) => jobs.length > 0);
  const takes = states.reduce((sum, state) => sum + state.takes.length, 0);
  return [
    ...(only === undefined ? sumOf(states) : statesOf(only)),
    ...(hasErrors || running.length === clips.length || toMake(clips).length === 0
      ? []
      : [renderOf(toMake(clips), 'shot')]),
    ...(takes > 1 ? [{ kind: 'takes', count: takes } as const] : []),
  ];
}

function statesOf(state: ShotState): readonly LensContent[] {
  return [
    ...(state.jobs.length > 0 ? [{ kind: 'job', state } as const] : []),
    ...(state.chosen !== undefined ? [{ kind: 'open', state } as const] : []),
    ...(state.unreadable ?? []).slice(0, 1).map((clip) => ({ kind: 'unreadable', clip }) as const),
    ...(isGone(state) ? [{ kind: 'missing' } as const] : []),
  ];
}

/** Made once, and nothing is there or under way. */
function isGone({ chosen, takes, jobs }: ShotState): boolean {
  return chosen === undefined && takes.length > 0 && jobs.length === 0;
}

function sumOf(states: readonly ShotState[]): readonly LensContent[] {
  const count = (kind: ShotState['freshness']['kind']) =>
    states.filter(({ freshness }) => freshness.kind === kind).length;
  const [current, stale] = [count('current'), count('stale')];
  const running = states.filter(({ jobs }) => jobs.length > 0).length;
  const missing = states.filter(isGone).length;
  return current + stale + running + missing === 0 ? [] : [{ kind: 'sum', current, stale, running, missing }];
}

function renderOf(clips: readonly PlannedClip[], of: 'file' | 'shot'): LensContent {
  const items = clips.map(({ quote, request: { variants = 1 } }) => ({ quote, clips: variants }));
  return {
    kind: 'render',
    clips: items.reduce((sum, item) => sum + item.clips, 0),
    price: totalPrice(items),
    again: of === 'shot' && clips.every(({ state }) => state?.chosen !== undefined),
  };
}
