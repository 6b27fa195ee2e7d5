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
  // What is not there yet is another frame, not another picture.
  const frames = unsettled.map((at): RecipeChange => {
    const role = now.images[at]?.role ?? 'first';
    return { field: `images[${at}]`, change: 'changed', role, isFrame: true };
  });
  const isFrame = (change: RecipeChange) => frames.some(({ field }) => field === change.field);
  const changes = [...compareRecipes(made, now).filter((change) => !isFrame(change)), ...frames];
  return changes.length === 0 ? { kind: 'current' } : { kind: 'stale', changes };
}
