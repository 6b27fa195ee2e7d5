import { compareRecipes, type Recipe, type RecipeChange } from './recipe.ts';

/** How a clip stands to the words it was made from. */
export type Freshness =
  /** No clip was made yet, or it is gone. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'current' }
  | { readonly kind: 'stale'; readonly changes: readonly RecipeChange[] };

/**
 * `made`: the recipe of a clip; `unsettled`: the images, by their place, that are frames of clips which are not current
 * themselves, and so will be others once those are made anew.
 */
export function freshnessOf(made: Recipe, now: Recipe, unsettled: readonly number[] = []): Freshness {
  const changes = compareRecipes(made, now).map((change): RecipeChange => {
    // What is not there yet is another frame, not another picture.
    const isFrame = unsettled.some((at) => change.field === `images[${at}]`);
    return isFrame && 'change' in change && change.change === 'replaced'
      ? { ...change, change: 'changed' }
      : change;
  });
  const told = new Set(changes.map(({ field }) => field));
  const waiting = unsettled
    .map((at): RecipeChange => ({ field: `images[${at}]`, change: 'changed' }))
    .filter(({ field }) => !told.has(field));
  const all = [...changes, ...waiting];
  return all.length === 0 ? { kind: 'current' } : { kind: 'stale', changes: all };
}
