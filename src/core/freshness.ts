import { compareRecipes, type Recipe, type RecipeChange } from './recipe.ts';

/** How a clip stands to the words it was made from. */
export type Freshness =
  /** No clip was made yet, or it is gone. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly changes: readonly RecipeChange[] };

/** An image that is the last frame of a clip. */
export interface ChainedFrame {
  /** Its place among the images. */
  readonly at: number;
  /** The clip's name, for people. */
  readonly of: string;
  /** False: the clip is not there or not current itself, and so will be another once it is made anew. */
  readonly isSettled: boolean;
}

/** `made`: the recipe of a clip; `frames`: those of the present images that are taken from clips. */
export function freshnessOf(made: Recipe, now: Recipe, frames: readonly ChainedFrame[] = []): Freshness {
  const changes = compareRecipes(made, now).map((change): RecipeChange => {
    if (!('change' in change)) return change;
    const frame = frames.find(({ at }) => change.field === `images[${at}]`);
    // What is not there yet is another frame, not another picture.
    const isOther =
      change.change === 'changed' || (change.change === 'replaced' && frame?.isSettled === false);
    return frame !== undefined && isOther ? { ...change, change: 'changed', of: frame.of } : change;
  });
  const told = new Set(changes.map(({ field }) => field));
  const waiting = frames
    .filter(({ isSettled }) => !isSettled)
    .map(({ at, of }): RecipeChange => ({ field: `images[${at}]`, change: 'changed', of }))
    .filter(({ field }) => !told.has(field));
  const all = [...changes, ...waiting];
  return all.length === 0 ? { kind: 'current' } : { kind: 'stale', changes: all };
}
