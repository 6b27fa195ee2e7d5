import type { ResolvedPromptFile, ResolvedShot } from '../core/promptFile/resolvedFile.ts';
import { type Quote, totalPrice } from '../core/quote.ts';
import { type CellObstacle, cellObstacles, countErrors, type JudgedCell } from '../shots/cellObstacles.ts';
import type { LensContent } from '../shots/lensContent.ts';
import { isToFetch, type ShotState } from '../shots/shotState.ts';
import type { ShotPlan } from '../shots/planShots.ts';

/** A clip of a file with its price, and how it stands as far as that is known. */
export interface PlannedClip extends JudgedCell, Pick<ShotPlan, 'request'> {
  readonly quote: Quote;
  readonly state?: ShotState;
}

export interface LensPlan {
  /** Where it stands in the text. */
  readonly offset: number;
  /** Undefined: the whole file. */
  readonly shot: string | undefined;
  readonly content: LensContent;
}

/** What stands over a file and its shots. What has errors cannot be rendered, but clips that are there can be opened. */
export function planLenses(
  { file, shots, problems }: Pick<ResolvedPromptFile, 'file' | 'shots' | 'problems'>,
  clips: readonly PlannedClip[],
): readonly LensPlan[] {
  const obstacles = cellObstacles(clips);
  const lenses: LensPlan[] = [];
  const add = (offset: number, shot: string | undefined, contents: readonly LensContent[]) =>
    void lenses.push(...contents.map((content): LensPlan => ({ offset, shot, content })));
  if (shots.length === 0) {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    add(0, undefined, errors === 0 ? [] : [{ kind: 'errors', count: errors }]);
  }
  const standing = shots.map((shot) => standingOf(shot, clips, obstacles));
  const isOne = file.shots.length === 1 && file.shots[0]?.heading === undefined;
  if (!isOne) add(0, undefined, contentsOfFile(standing, clips.length));
  const titles = new Map(
    shots.map(({ slug, shot }) => [slug, shot.heading?.title ?? slug] as const).toReversed(),
  );
  for (const one of standing) {
    const { heading } = one.shot.shot;
    add(
      heading?.range.start ?? 0,
      one.shot.slug,
      contentsOfShot(one, (slug) => titles.get(slug) ?? slug),
    );
  }
  return lenses;
}

/** How a shot stands: its clips, those that can be rendered, and why the others cannot. */
interface Standing {
  readonly shot: ResolvedShot;
  readonly clips: readonly PlannedClip[];
  readonly ready: readonly PlannedClip[];
  readonly obstacles: readonly CellObstacle[];
}

function standingOf(
  shot: ResolvedShot,
  all: readonly PlannedClip[],
  obstacles: ReadonlyMap<PlannedClip, CellObstacle>,
): Standing {
  const clips = all.filter((clip) => clip.shot === shot);
  const own = clips.flatMap((clip) => obstacles.get(clip) ?? []);
  // A matrix that cannot be read makes no clips.
  const { obstacle } = shot;
  const ofShot: readonly CellObstacle[] =
    own.length > 0 || obstacle === undefined
      ? []
      : [obstacle.kind === 'errors' ? { ...obstacle, findings: [] } : obstacle];
  // What is only to be fetched is offered for no money.
  const isToMake = ({ state }: PlannedClip) => state === undefined || !isToFetch(state);
  const ready = clips.filter((clip) => !obstacles.has(clip) && isToMake(clip));
  return { shot, clips, ready, obstacles: [...own, ...ofShot] };
}

function contentsOfFile(shots: readonly Standing[], clips: number): readonly LensContent[] {
  const ready = shots.flatMap((one) => one.ready);
  const wrong = shots.filter(({ obstacles }) => obstacles.some(({ kind }) => kind === 'errors')).length;
  const waiting = shots.filter(({ obstacles }) => obstacles.length > 0).length - wrong;
  const isPart = wrong + waiting > 0;
  if (shots.length === 1 || (!isPart && clips <= 1)) {
    return clips > 1 && ready.length > 0 ? [renderOf(ready, 'file', isPart)] : [];
  }
  return [
    ...(ready.length > 0 ? [renderOf(ready, 'file', isPart)] : []),
    ...(isPart ? [{ kind: 'some', of: 'shots', total: shots.length, wrong, waiting } as const] : []),
  ];
}

function contentsOfShot(
  { clips, ready, obstacles }: Standing,
  titleOf: (slug: string) => string,
): readonly LensContent[] {
  const states = clips.flatMap(({ state }) => state ?? []);
  const [only] = clips.length === 1 ? states : [];
  const running = states.filter(({ jobs }) => jobs.length > 0);
  const takes = states.reduce((sum, state) => sum + state.takes.length, 0);
  const isPart = obstacles.length > 0;
  const mayRender = ready.length > 0 && running.length < clips.length;
  return [
    ...(only === undefined ? sumOf(states) : statesOf(only)),
    ...(mayRender ? [renderOf(ready, 'shot', isPart)] : []),
    ...obstaclesOf(obstacles, ready.length, clips.length, titleOf),
    ...(takes > 1 ? [{ kind: 'takes', count: takes } as const] : []),
  ];
}

function obstaclesOf(
  obstacles: readonly CellObstacle[],
  ready: number,
  total: number,
  titleOf: (slug: string) => string,
): readonly LensContent[] {
  const [first] = obstacles;
  if (first === undefined) return [];
  const wrong = obstacles.filter(({ kind }) => kind === 'errors').length;
  if (ready > 0) return [{ kind: 'some', of: 'clips', total, wrong, waiting: obstacles.length - wrong }];
  const before = obstacles.find((one) => one.kind === 'before');
  if (wrong === 0 && before !== undefined) return [{ kind: 'waits', title: titleOf(before.slug) }];
  return [{ kind: 'errors', count: countErrors(obstacles) }];
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

function renderOf(clips: readonly PlannedClip[], of: 'file' | 'shot', isPart: boolean): LensContent {
  const items = clips.map(({ quote, request: { variants = 1 } }) => ({ quote, clips: variants }));
  return {
    kind: 'render',
    clips: items.reduce((sum, item) => sum + item.clips, 0),
    price: totalPrice(items),
    again: of === 'shot' && clips.every(({ state }) => state?.chosen !== undefined),
    isPart,
  };
}
