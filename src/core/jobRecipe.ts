import { withFrame } from './follower.ts';
import type { Job } from './job.ts';
import { compareRecipes, type Recipe, recipeOf } from './recipe.ts';
import { isPublicLink } from './uriPath.ts';

/** What a job was admitted for; an image that it waits for is known by its role only. */
export function recipeOfJob(
  { request, images: snapshots, awaits }: Pick<Job, 'request' | 'images' | 'awaits'>,
  frameClipSha256?: string,
): Recipe {
  const left = [...snapshots];
  // Public addresses have no snapshot.
  const digests = request.images.map(({ uri }) => (isPublicLink(uri) ? undefined : left.shift()?.sha256));
  if (awaits === undefined) return recipeOf(request, digests);
  const frame = {
    uri: '',
    role: awaits.role,
    ...(frameClipSha256 === undefined ? {} : { clip: { sha256: frameClipSha256 } }),
  };
  return recipeOf(withFrame(request, awaits, frame), digests.toSpliced(awaits.at, 0, undefined));
}

/** Whether the job makes what the recipe says, whatever frame it waits for. */
export function makesRecipe(job: Pick<Job, 'request' | 'images' | 'awaits'>, recipe: Recipe): boolean {
  const awaited = job.awaits === undefined ? undefined : `images[${job.awaits.at}]`;
  return compareRecipes(recipeOfJob(job), recipe).every(({ field }) => field === awaited);
}
