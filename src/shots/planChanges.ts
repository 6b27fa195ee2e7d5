import { type ChainedFrame, freshnessOf } from '../core/freshness.ts';
import { isDearer, type Quote } from '../core/quote.ts';
import type { Recipe, RecipeChange, RecipeImage } from '../core/recipe.ts';
import type { CellState } from './cellStates.ts';
import { cellTitle } from './cellTitle.ts';
import {
  heldBack,
  isDue,
  planCells,
  type PlannedFile,
  type PlanPlaces,
  type Unplanned,
} from './planFiles.ts';
import { planPlace } from './planPath.ts';
import type { RecordedClip } from './recordedClip.ts';
import type { PlannedImage, PlannedSource, PlannedTake, RenderPlan } from './renderPlan.ts';
import { sortCells } from './sortCells.ts';
import { plainUri } from '../core/uriPath.ts';

/** What is not as it was when a plan was made, of one of its shots or cells. */
export type PlanChange = Pick<PlannedTake, 'file' | 'shot' | 'cell' | 'title'> & Outcome;

type Outcome =
  /** The file, the shot or the cell is not there any more. */
  | { readonly kind: 'gone' }
  /** It cannot be rendered now, or something of it is under way. */
  | { readonly kind: 'unplanned'; readonly unplanned: Unplanned }
  /** What it asks for is there by now. */
  | { readonly kind: 'current' }
  /** It asks for something else now. */
  | { readonly kind: 'recipe'; readonly changes: readonly RecipeChange[] }
  /** It asks for another number of clips. */
  | { readonly kind: 'takes'; readonly before: number; readonly now: number }
  /** Of one clip. */
  | { readonly kind: 'price'; readonly before: Quote; readonly now: Quote };

/**
 * What changed since a plan was made, in its order; empty where it can be followed as it is. `files`: those of the plan, as
 * they stand now. A lower price is no change, nor is where a clip will lie, nor what the plan does not have.
 */
export async function planChanges(
  { clips }: Pick<RenderPlan, 'clips'>,
  files: readonly PlannedFile[],
  places: PlanPlaces,
): Promise<readonly PlanChange[]> {
  const changes: PlanChange[] = [];
  const byPlace = new Map(files.map((file) => [plainUri(file.uri), file]));
  for (const [path, ofFile] of Map.groupBy(clips, ({ file }) => file)) {
    const place = planPlace(places.rootUri, path);
    const file = place === undefined ? undefined : byPlace.get(plainUri(place));
    changes.push(...(await changesIn(ofFile, file, places)));
  }
  return changes;
}

async function changesIn(
  clips: readonly PlannedTake[],
  file: PlannedFile | undefined,
  places: PlanPlaces,
): Promise<readonly PlanChange[]> {
  const planned = [...Map.groupBy(clips, nameOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, takes: 1 + others.length }],
  );
  if (file === undefined) return planned.map(({ first }) => change(first, { kind: 'gone' }));
  const sorted = sortCells([file], {});
  const judged = planned.map((one) => ({ ...one, ...judge(one.first, file, sorted) }));
  const open = judged.flatMap(({ cell }) => (cell === undefined ? [] : [{ file: file.uri, cell }]));
  const now = await planCells(file, open, places);
  return judged.flatMap(({ first, takes, cell, outcome }) =>
    cell === undefined ? [change(first, outcome)] : compare(first, takes, cell, now),
  );
}

type Judged =
  | { readonly cell: CellState; readonly outcome?: never }
  | { readonly cell?: never; readonly outcome: Outcome };

/** Whether a cell could be planned again. */
function judge(
  first: PlannedTake,
  file: PlannedFile,
  { ready, leftOut }: ReturnType<typeof sortCells>,
): Judged {
  const isIt = ({ shot, cell }: Pick<PlannedTake, 'shot' | 'cell'>) =>
    shot === first.shot && cell === first.cell;
  const cell = ready.find((one) => isIt(one.cell))?.cell;
  if (cell === undefined) {
    const left = leftOut.find(({ shot, cell: key = first.cell }) => isIt({ shot, cell: key }));
    const outcome: Outcome =
      left === undefined
        ? { kind: 'gone' }
        : { kind: 'unplanned', unplanned: { kind: 'obstacle', leftOut: left } };
    return { outcome };
  }
  const unplanned = heldBack(file, cell);
  if (unplanned !== undefined) return { outcome: { kind: 'unplanned', unplanned } };
  const isThere =
    first.why.kind === 'again'
      ? cell.takes.some((take) => isSince(take, first) && cell.freshnessOf(take).kind === 'current')
      : !isDue(cell);
  return isThere ? { outcome: { kind: 'current' } } : { cell };
}

function isSince({ isThere, sidecar }: RecordedClip, { take }: PlannedTake): boolean {
  return isThere && (sidecar.source?.take ?? 0) >= take;
}

function compare(
  before: PlannedTake,
  takes: number,
  cell: CellState,
  { clips, unplanned }: Awaited<ReturnType<typeof planCells>>,
): readonly PlanChange[] {
  const own = clips.filter((one) => one.shot === before.shot && one.cell === before.cell);
  const [now] = own;
  const obstacle = unplanned.find((one) => one.kind !== 'obstacle' && one.cell === cell);
  if (obstacle !== undefined) return [change(before, { kind: 'unplanned', unplanned: obstacle })];
  if (now === undefined) return [change(before, { kind: 'gone' })];
  const found: PlanChange[] = [];
  const awaited = before.images.flatMap((image) => (image.kind === 'awaited' ? [nameOf(image.of)] : []));
  const recipe = freshnessOf(recipeOf(before, awaited), recipeOf(now, awaited), framesOf(cell));
  if (recipe.kind === 'stale') found.push(change(before, { kind: 'recipe', changes: recipe.changes }));
  if (own.length !== takes) found.push(change(before, { kind: 'takes', before: takes, now: own.length }));
  if (isDearer(now.quote, before.quote))
    found.push(change(before, { kind: 'price', before: before.quote, now: now.quote }));
  return found;
}

function framesOf(cell: CellState): readonly ChainedFrame[] {
  return cell.follows.map(({ at, cell: before }) => ({ at, of: cellTitle(before), isSettled: true }));
}

/** What is planned as a recipe, to be compared with another plan's: the prompt by its digest. */
function recipeOf({ options, promptSha256, images }: PlannedTake, awaited: readonly string[]): Recipe {
  return { ...options, prompt: promptSha256, images: images.map((image) => recipeImage(image, awaited)) };
}

/** `awaited`: the shots whose clips were still to be made: whatever these hold by now, it is what was waited for. */
function recipeImage(image: PlannedImage, awaited: readonly string[]): RecipeImage {
  const { role } = image;
  switch (image.kind) {
    case 'file':
      return image.sha256 === undefined ? { role } : { role, sha256: image.sha256 };
    case 'link':
      return { role, link: image.linkSha256 };
    case 'awaited':
      return { role, clipSha256: nameOf(image.of) };
    case 'clip': {
      const name = image.of === undefined ? undefined : nameOf(image.of);
      const wasAwaited = name !== undefined && awaited.includes(name);
      return { role, clipSha256: wasAwaited ? name : image.clipSha256 };
    }
  }
}

function nameOf({ shot, cell }: PlannedSource): string {
  return JSON.stringify([shot, cell]);
}

function change({ file, shot, cell, title }: PlannedTake, outcome: Outcome): PlanChange {
  return { file, shot, cell, title, ...outcome };
}
