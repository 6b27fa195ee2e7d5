import assert from 'node:assert/strict';
import { freshnessOf } from '../../../src/core/freshness.ts';
import { type Recipe, recipeOf } from '../../../src/core/recipe.ts';
import { request } from './makeJob.ts';

const recipe: Recipe = recipeOf(request, []);
const following = (clipSha256?: string): Recipe => ({
  ...recipe,
  images: [{ role: 'first', ...(clipSha256 === undefined ? {} : { clipSha256 }) }],
});

describe('how a clip stands to its words', () => {
  it('is current where nothing has changed', () => {
    assert.deepEqual(freshnessOf(recipe, { ...recipe }), { kind: 'current' });
    assert.deepEqual(freshnessOf(following('a'), following('a')), { kind: 'current' });
  });

  it('is stale by what has changed', () => {
    assert.deepEqual(freshnessOf(recipe, { ...recipe, prompt: 'Other words', seconds: 8 }), {
      kind: 'stale',
      changes: [{ field: 'prompt' }, { field: 'seconds' }],
    });
  });

  it('is stale where the clip that it starts from is another, is gone, or is stale itself', () => {
    const stale = { kind: 'stale', changes: [{ field: 'images[0]', change: 'changed', of: 'Opening shot' }] };
    const frame = { at: 0, of: 'Opening shot' };
    const settled = [{ ...frame, isSettled: true }];
    const unsettled = [{ ...frame, isSettled: false }];
    assert.deepEqual(freshnessOf(following('a'), following('a'), settled), { kind: 'current' });
    assert.deepEqual(freshnessOf(following('a'), following('b'), settled), stale);
    assert.deepEqual(freshnessOf(following('a'), following(), unsettled), stale);
    assert.deepEqual(freshnessOf(following('a'), following('a'), unsettled), stale);
    assert.deepEqual(freshnessOf(following('a'), following('b'), unsettled), stale);
  });

  it('tells another picture from another frame', () => {
    const before: Recipe = { ...recipe, images: [{ role: 'first', sha256: 'a' }] };
    const now: Recipe = { ...recipe, images: [{ role: 'first', sha256: 'b' }] };
    assert.deepEqual(freshnessOf(before, now), {
      kind: 'stale',
      changes: [{ field: 'images[0]', change: 'replaced' }],
    });
    const chained = freshnessOf(before, following('a'), [{ at: 0, of: 'Opening shot', isSettled: true }]);
    assert.deepEqual(chained, {
      kind: 'stale',
      changes: [{ field: 'images[0]', change: 'replaced' }],
    });
  });
});
