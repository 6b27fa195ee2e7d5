import assert from 'node:assert/strict';
import type { ImageSnapshot } from '../../../src/core/job.ts';
import { makesRecipe, recipeOfJob } from '../../../src/core/jobRecipe.ts';
import { recipeOf } from '../../../src/core/recipe.ts';
import { makeJob, request } from './makeJob.ts';

const snapshot = (sha256: string): ImageSnapshot => ({
  role: 'last',
  sha256,
  bytes: 3,
  type: 'image/png',
  name: 'b.png',
});
const link = { uri: 'https://pictures.example/a.png', role: 'reference' } as const;
const file = { uri: 'file:///b.png', role: 'last' } as const;

describe('the recipe of a job', () => {
  it('is that of its request and the images as they were kept', () => {
    const job = makeJob({ request: { ...request, images: [link, file] }, images: [snapshot('b')] });
    assert.deepEqual(recipeOfJob(job), recipeOf(job.request, [undefined, 'b']));
    assert.deepEqual(recipeOfJob(job).images, [
      { role: 'reference', link: link.uri },
      { role: 'last', sha256: 'b' },
    ]);
  });

  it('has the frame that is awaited at its place, known by its clip once it is there', () => {
    const job = makeJob({
      request: { ...request, images: [file] },
      images: [snapshot('b')],
      awaits: { jobId: 'job-0', role: 'first', at: 0 },
    });
    assert.deepEqual(recipeOfJob(job).images, [{ role: 'first' }, { role: 'last', sha256: 'b' }]);
    assert.deepEqual(recipeOfJob(job, 'c').images, [
      { role: 'first', clipSha256: 'c' },
      { role: 'last', sha256: 'b' },
    ]);
  });

  it('is the same as another’s whatever the frame will be, and nothing else', () => {
    const job = makeJob({ awaits: { jobId: 'job-0', role: 'first', at: 0 } });
    const now = { ...recipeOf(request, []), images: [{ role: 'first' as const, clipSha256: 'c' }] };
    assert.equal(makesRecipe(job, now), true);
    assert.equal(makesRecipe(job, { ...now, prompt: 'Other words' }), false);
    assert.equal(makesRecipe(makeJob(), recipeOf(request, [])), true);
    assert.equal(makesRecipe(makeJob(), { ...recipeOf(request, []), seed: 7 }), false);
  });
});
