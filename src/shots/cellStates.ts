import { type ChainedFrame, freshnessOf } from '../core/freshness.ts';
import { mayHaveImages } from '../core/imageCounts.ts';
import type { Job, JobSource } from '../core/job.ts';
import { makesRecipe } from '../core/jobRecipe.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import {
  compareRecipes,
  notFetched,
  type Recipe,
  recipeOf,
  recipeOfSidecar,
  recipeText,
} from '../core/recipe.ts';
import type { RequestImage, VideoRequest } from '../core/request.ts';
import { chosenTake, isTakeName, promptFileStem } from '../core/take.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import { cellTitle } from './cellTitle.ts';
import type { RecordedClip, UnreadableClip } from './recordedClip.ts';
import type { Digests } from './digests.ts';
import type { CheckedShot } from './checkedFile.ts';
import type { ShotPlan } from './planShots.ts';
import type { ShotState } from './shotState.ts';
import type { Made } from './made.ts';

/** An image of a cell's request. */
export type CellFrame =
  | { readonly kind: 'file'; readonly image: RequestImage }
  /** The last frame of a clip that is there. */
  | {
      readonly kind: 'clip';
      readonly image: RequestImage;
      /** URI. */
      readonly clip: string;
      readonly sha256: string;
    }
  /** Its clip is still to be made, or gone. */
  | { readonly kind: 'lacking'; readonly image: RequestImage };

/** A clip that a prompt file asks for, with all that is needed to render it. */
export interface CellState extends ShotState {
  readonly plan: CheckedShot;
  /** The request's images, one for one. */
  readonly frames: readonly CellFrame[];
  /** The cells whose clips it starts from, each with the place of its image. */
  readonly follows: readonly { readonly at: number; readonly cell: CellState }[];
  readonly recipe: Recipe;
  /** Of the recipe; undefined while what determines the clip is not all known. */
  digest(): string | undefined;
  /** How a take of it stands to the words. */
  freshnessOf(take: RecordedClip): ShotState['freshness'];
  /** Clips that may be takes of it by their names, whose sidecars cannot be read. */
  readonly unreadable: readonly UnreadableClip[];
  /** Jobs that make just this. */
  readonly making: readonly Job[];
  /** The newest job of all when these were looked for. */
  readonly upTo: number;
  /** Nothing of it is there or under way as it should be. */
  readonly isNeeded: boolean;
}

export interface CellParts {
  readonly resolved: ResolvedPromptFile;
  /** The clips that it asks for, in the order of the file. */
  readonly shots: readonly CheckedShot[];
  readonly made: Made;
  readonly digests: Digests;
}

/** One for one with the shots. Those that wait for each other in a circle know nothing of each other. */
export async function cellStates(parts: CellParts): Promise<readonly CellState[]> {
  const { resolved, shots: plans } = parts;
  const keys = plans.map(keyOf);
  /** Its shot or cell is not in the file any more. */
  const isOrphan = (source: Source | undefined) =>
    source !== undefined && !keys.some((key) => isOf(key, source));
  const states = new Map<CheckedShot, CellState>();
  const rank = new Map(resolved.order.map((shot, place) => [shot, place]));
  const placeOf = ({ shot }: ShotPlan) => rank.get(shot.shot.index) ?? Infinity;
  for (const plan of plans.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    states.set(plan, await stateOf(plan, [...states.values()], isOrphan, parts));
  }
  return plans.flatMap((plan) => states.get(plan) ?? []);
}

async function stateOf(
  plan: CheckedShot,
  before: readonly CellState[],
  isOrphan: (source: Source | undefined) => boolean,
  { resolved, made, digests }: CellParts,
): Promise<CellState> {
  const key = keyOf(plan);
  const stem = promptFileStem(fileNameOfUri(resolved.uri));
  const follows = plan.cell.images.flatMap((image, at) => {
    const cell =
      image.kind === 'shot'
        ? before.find((one) => one.shot === image.slug && one.cell === image.cell)
        : undefined;
    return cell === undefined ? [] : [{ at, cell }];
  });
  // Where there are too many images nothing of them is opened.
  const mayLook = mayHaveImages(plan.request, plan.model);
  const frames = await Promise.all(
    plan.request.images.map(async (image, at): Promise<CellFrame> => {
      const from = plan.cell.images[at];
      if (from === undefined || from.kind === 'file') return { kind: 'file', image };
      const clip = from.kind === 'clip' ? from.uri : follows.find((one) => one.at === at)?.cell.chosen?.uri;
      const sha = clip === undefined || !mayLook ? undefined : await digests.file(clip);
      if (clip === undefined || sha === undefined) return { kind: 'lacking', image };
      const frame = { uri: clip, role: image.role, clip: { uri: clip, sha256: sha } };
      return { kind: 'clip', image: frame, clip, sha256: sha };
    }),
  );
  const fileDigests = await Promise.all(
    frames.map(async ({ kind, image }) =>
      kind === 'file' && mayLook ? await digests.image(image.uri) : undefined,
    ),
  );
  const full: VideoRequest = { ...plan.request, images: frames.map(({ image }) => image) };
  const recipe = recipeOf(full, fileDigests);
  const isKnown = recipe.images.every(
    ({ sha256: own, clipSha256, link }) =>
      (own !== undefined && own !== notFetched) || clipSha256 !== undefined || link !== undefined,
  );
  const chained = frames.flatMap(({ kind }, at): readonly ChainedFrame[] => {
    if (kind === 'file') return [];
    const before = follows.find((one) => one.at === at)?.cell;
    const isSettled = kind === 'clip' && (before === undefined || before.freshness.kind === 'current');
    return [{ at, of: before === undefined ? clipName(plan, at) : cellTitle(before), isSettled }];
  });
  const equalsRecipe = ({ sidecar }: RecordedClip) =>
    compareRecipes(recipeOfSidecar(sidecar), recipe).length === 0;
  // A clip is what it was made from: one of a shot that has another name now, or another place, is a take of this one.
  const takes = made.takes.filter(
    (take) => isOf(key, take.sidecar.source) || (isOrphan(take.sidecar.source) && equalsRecipe(take)),
  );
  const own = made.jobs.filter(
    (job) => isOf(key, job.source) || (isOrphan(job.source) && makesRecipe(job, recipe)),
  );
  const unreadable = made.unreadable.filter(({ uri }) => isTakeName(stemOfClip(uri), stem, key));
  const freshness = (take: RecordedClip) => freshnessOf(recipeOfSidecar(take.sidecar), recipe, chained);
  const chosen = chosenTake(takes);
  /** The chosen one or another. */
  const isMade = takes.some((take) => take.isThere && equalsRecipe(take));
  // A file that was renamed outside of the editor is known by what it asks for.
  const strays = made.strays.filter((job) => isOf(key, job.source) && makesRecipe(job, recipe));
  const jobs = strays.length === 0 ? own : [...own, ...strays];
  const making = jobs.filter((job) => makesRecipe(job, recipe));
  const isOthersTurn = follows.some(({ cell }) => cell.isNeeded || cell.making.length > 0);
  const hasErrors = plan.shot.obstacle?.kind === 'errors';
  return {
    ...key,
    ...(hasErrors ? {} : { request: { ...full, images: settledImages(frames) } }),
    quote: plan.quote,
    freshness: chosen === undefined ? { kind: 'missing' } : freshness(chosen),
    ...(chosen === undefined ? {} : { chosen }),
    takes,
    jobs,
    plan,
    frames,
    follows,
    recipe,
    // Only what is rendered needs it, and a keystroke asks for every cell.
    digest: () => (isKnown ? digestOf(recipe, digests) : undefined),
    freshnessOf: freshness,
    unreadable,
    making,
    upTo: made.upTo,
    isNeeded: making.length === 0 && unreadable.length === 0 && (!isMade || isOthersTurn),
  };
}

export function digestOf(recipe: Recipe, digests: Pick<Digests, 'text'>): string {
  return digests.text(recipeText(recipe));
}

/** Of a clip that no shot of the file makes. */
function clipName({ cell: { images } }: ShotPlan, at: number): string {
  const image = images[at];
  if (image?.kind === 'shot') return image.slug;
  return image === undefined ? '' : fileNameOfUri(image.uri);
}

function settledImages(frames: readonly CellFrame[]): readonly RequestImage[] {
  return frames.flatMap(({ kind, image }) => (kind === 'lacking' ? [] : [image]));
}

type Source = Pick<JobSource, 'shot' | 'cell'>;

function keyOf({ shot, cell }: ShotPlan): Source {
  return { shot: shot.slug, cell: cell.key };
}

function stemOfClip(uri: string): string {
  return fileNameOfUri(uri).replace(/\.[^.]*$/, '');
}

function isOf(key: Source, source: Source | undefined): boolean {
  return source?.shot === key.shot && source.cell === key.cell;
}
