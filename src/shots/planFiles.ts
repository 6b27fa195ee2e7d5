import type { SubmitItem } from '../core/batch.ts';
import type { Job } from '../core/job.ts';
import { defined } from '../core/defined.ts';
import { totalPrice } from '../core/quote.ts';
import { notFetched, seenText } from '../core/recipe.ts';
import { isPublicLink } from '../core/uriPath.ts';
import type { CellState } from './cellStates.ts';
import { cellTitle } from './cellTitle.ts';
import { predecessorsOf } from './chooseCells.ts';
import type { Digests } from './digests.ts';
import { planPath } from './planPath.ts';
import type { PromptFileState } from './promptFileStates.ts';
import type { UnreadableClip } from './recordedClip.ts';
import { type ChosenCell, renderItems } from './renderItems.ts';
import type { PlannedImage, PlannedTake, PlanReason, RenderPlan } from './renderPlan.ts';
import { RenderTrouble } from './renderTrouble.ts';
import { cellOf } from './secondRender.ts';
import { type LeftOut, sortCells } from './sortCells.ts';

export type PlannedFile = Pick<PromptFileState, 'uri' | 'resolved' | 'cells'>;

/** Which clips are planned: those that are not there, those made from something else, or whatever can be rendered. */
export type PlanOnly = 'all' | readonly Exclude<PlanReason['kind'], 'again'>[];

export interface PlanPlaces {
  /** The folder that the plan's paths are relative to. */
  readonly rootUri: string;
  /** The workspace folder that a file is in; undefined: none. */
  readonly folderOf: (uri: string) => string | undefined;
  readonly digests: Pick<Digests, 'text'>;
}

/** A clip that would be rendered and cannot be, or that a plan leaves to a person. */
export type Unplanned =
  | { readonly kind: 'obstacle'; readonly leftOut: LeftOut }
  | ({ readonly file: PlannedFile; readonly cell: CellState } & (
      | { readonly kind: 'trouble'; readonly trouble: RenderTrouble }
      /** It starts from the clip of this shot, which is not made as it should be, and is not in the plan. */
      | { readonly kind: 'waits'; readonly before: CellState }
      /** A second one beside what is under way would have to be agreed to. */
      | { readonly kind: 'underWay'; readonly jobs: readonly Job[] }
      /** A clip is there that may be this one; nobody can read how it was made. */
      | { readonly kind: 'unreadable'; readonly clips: readonly UnreadableClip[] }
      /** Its file lies outside of the plan's folder, or has a name that not every system can have. */
      | { readonly kind: 'place' }
    ));

export interface Planning {
  readonly plan: RenderPlan;
  /** The cells of its clips. */
  readonly chosen: readonly ChosenCell[];
  /** In the order of the files. */
  readonly unplanned: readonly Unplanned[];
  /** How many that could be rendered need not be, or were not asked for. */
  readonly leftAlone: number;
}

/** A plan of everything in these files that is asked for. The same state gives the same plan. */
export async function planFiles(
  files: readonly PlannedFile[],
  only: PlanOnly,
  places: PlanPlaces,
): Promise<Planning> {
  const clips: PlannedTake[] = [];
  const all: ChosenCell[] = [];
  const unplanned: Unplanned[] = [];
  let leftAlone = 0;
  for (const file of files) {
    const { ready, leftOut } = sortCells([file], {});
    const chosen: ChosenCell[] = [];
    for (const one of ready) {
      const held = heldBack(file, one.cell);
      if (held !== undefined) unplanned.push(held);
      else if (isAsked(one.cell, only)) chosen.push(one);
      else leftAlone += 1;
    }
    const planned = await planCells(file, chosen, places, clips.length);
    clips.push(...planned.clips);
    all.push(...planned.chosen);
    unplanned.push(...planned.unplanned);
    unplanned.push(...leftOut.map((one): Unplanned => ({ kind: 'obstacle', leftOut: one })));
  }
  return { plan: { clips, total: planTotal(clips) }, chosen: all, unplanned, leftAlone };
}

export function planTotal(clips: readonly Pick<PlannedTake, 'quote'>[]) {
  return totalPrice(clips.map(({ quote }) => ({ quote, clips: 1 })));
}

/** What no plan takes up by itself. */
export function heldBack(file: PlannedFile, cell: CellState): Unplanned | undefined {
  if (cell.jobs.length > 0) return { kind: 'underWay', file, cell, jobs: cell.jobs };
  if (cell.unreadable.length > 0) return { kind: 'unreadable', file, cell, clips: cell.unreadable };
  return undefined;
}

/** Nothing of it is there as it should be; what waits for a second clip of a shot that has one need not wait. */
export function isDue({ isNeeded, freshness }: Pick<CellState, 'isNeeded' | 'freshness'>): boolean {
  return isNeeded && freshness.kind !== 'current';
}

function isAsked(cell: CellState, only: PlanOnly): boolean {
  if (only === 'all') return true;
  const { kind } = cell.freshness;
  return isDue(cell) && kind !== 'current' && only.includes(kind);
}

interface PlannedCells {
  readonly clips: readonly PlannedTake[];
  readonly chosen: readonly ChosenCell[];
  readonly unplanned: readonly Unplanned[];
}

/** These cells of one file, as far as they can be rendered together; `offset`: how many clips of a plan come before. */
export async function planCells(
  file: PlannedFile,
  wanted: readonly ChosenCell[],
  places: PlanPlaces,
  offset = 0,
): Promise<PlannedCells> {
  const { rootUri, folderOf } = places;
  const path = planPath(rootUri, file.uri);
  if (path === undefined) {
    return { clips: [], chosen: [], unplanned: wanted.map(({ cell }) => ({ kind: 'place', file, cell })) };
  }
  const unplanned: Unplanned[] = [];
  let chosen = wanted;
  for (;;) {
    const waiting = withoutPredecessor(chosen);
    if (waiting !== undefined) {
      unplanned.push({ kind: 'waits', file, ...waiting });
      chosen = chosen.filter(({ cell }) => cell !== waiting.cell);
      continue;
    }
    try {
      // The frames of clips are named, not drawn.
      const lastFrame = (uri: string) => Promise.resolve({ uri, clipSha256: shaOf(chosen, uri) });
      const items = await renderItems(chosen, { folderOf, agreedSecond: [], lastFrame });
      const clips = items.flatMap((item) => {
        const of = cellOf(item, chosen);
        return of === undefined ? [] : [plannedTake(path, of.cell, item, offset, places)];
      });
      return { clips, chosen, unplanned };
    } catch (error) {
      if (!(error instanceof RenderTrouble)) throw error;
      const { cell } = error;
      unplanned.push({ kind: 'trouble', file, cell, trouble: error });
      chosen = chosen.filter((one) => one.cell !== cell);
    }
  }
}

/** The first that starts from a clip that is neither as it should be nor planned. */
function withoutPredecessor(
  chosen: readonly ChosenCell[],
): { readonly cell: CellState; readonly before: CellState } | undefined {
  const lacking = new Set(predecessorsOf(chosen).map(({ cell }) => cell));
  for (const { cell } of chosen) {
    const before = cell.follows.find((one) => lacking.has(one.cell))?.cell;
    if (before !== undefined) return { cell, before };
  }
  return undefined;
}

function shaOf(chosen: readonly ChosenCell[], clip: string): string {
  const frames = chosen.flatMap(({ cell }) => cell.frames);
  return frames.find((frame) => frame.kind === 'clip' && frame.clip === clip)?.image.clip?.sha256 ?? '';
}

function plannedTake(
  file: string,
  cell: CellState,
  { source, follows }: SubmitItem,
  offset: number,
  { rootUri, digests }: PlanPlaces,
): PlannedTake {
  const { prompt, images: _images, ...options } = cell.recipe;
  const { freshness } = cell;
  return {
    file,
    shot: cell.shot,
    cell: cell.cell,
    take: source?.take ?? 1,
    title: cellTitle(cell),
    why: freshness.kind === 'current' ? { kind: 'again' } : freshness,
    ...(follows === undefined ? {} : { waitsFor: waitsFor(follows, offset) }),
    options,
    promptSha256: digests.text(seenText(prompt)),
    images: cell.frames.map((_, at) => plannedImage(cell, at, follows?.at === at, rootUri, digests)),
    ...defined({ digest: source?.digest }),
    quote: cell.quote ?? { kind: 'unknown', source: '', date: '' },
  };
}

function waitsFor({ clipOf }: NonNullable<SubmitItem['follows']>, offset: number) {
  return 'item' in clipOf ? { clip: offset + clipOf.item } : { job: clipOf.jobId };
}

function plannedImage(
  cell: CellState,
  at: number,
  isAwaited: boolean,
  rootUri: string,
  digests: Pick<Digests, 'text'>,
): PlannedImage {
  const frame = cell.frames[at];
  const role = frame?.image.role ?? 'reference';
  const said = cell.plan.cell.images[at];
  const of = said?.kind === 'shot' ? { shot: said.slug, cell: said.cell } : undefined;
  if (isAwaited && of !== undefined) return { kind: 'awaited', role, of };
  if (frame?.kind === 'clip') {
    const path = planPath(rootUri, frame.clip);
    return { kind: 'clip', role, ...defined({ path, of }), clipSha256: frame.sha256 };
  }
  const uri = frame?.image.uri ?? '';
  if (isPublicLink(uri)) return { kind: 'link', role, linkSha256: digests.text(uri) };
  const { sha256 } = cell.recipe.images[at] ?? {};
  return {
    kind: 'file',
    role,
    ...defined({ path: planPath(rootUri, uri), sha256: sha256 === notFetched ? undefined : sha256 }),
  };
}
