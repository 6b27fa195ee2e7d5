import { recipeOfSidecar } from '../core/recipe.ts';
import type { RequestImage } from '../core/request.ts';
import type { Sidecar } from '../core/sidecar.ts';
import type { Digests } from './digests.ts';

/** An image that a sidecar records, and what there is of it now. Places are URIs. */
export type RecordedImage = { readonly name: string; readonly role: RequestImage['role'] } & (
  | { readonly kind: 'same' | 'changed'; readonly uri: string }
  /** Its last frame has to be taken again. */
  | { readonly kind: 'frame'; readonly clip: string }
  /** `link`: a public address, which no sidecar holds. */
  | { readonly kind: 'gone' | 'link' }
);

/** Where the images of a sidecar are looked for. A sidecar may be a stranger's: only its own workspace folder counts. */
export interface RecordedPlaces {
  readonly digests: Pick<Digests, 'image' | 'file'>;
  /** Where a path of the sidecar leads; undefined: out of the folder. */
  readonly placeOf: (path: string, kind: 'sidecarImage' | 'sidecarClip') => Promise<string | undefined>;
  /** Images of this name. */
  readonly imagesNamed: (name: string) => Promise<readonly string[]>;
  /** A clip that holds this. */
  readonly clipWith: (sha256: string) => Promise<string | undefined>;
}

/** The images of a recorded request, looked for at their place and, where they were moved, by name and content. */
export async function findRecordedImages(
  sidecar: Sidecar,
  places: RecordedPlaces,
): Promise<readonly RecordedImage[]> {
  const recipe = recipeOfSidecar(sidecar);
  return await Promise.all(
    sidecar.request.images.map(async ({ path, role, clip }, at): Promise<RecordedImage> => {
      const { sha256, clipSha256 } = recipe.images[at] ?? {};
      if (clipSha256 !== undefined) {
        const found = await findClip(clip, clipSha256, places);
        const name = lastPart(clip ?? path);
        return found === undefined
          ? { name, role, kind: 'gone' }
          : { name, role, kind: 'frame', clip: found };
      }
      const name = lastPart(path);
      return sha256 === undefined
        ? { name, role, kind: 'link' }
        : { name, role, ...(await findImage(path, sha256, places)) };
    }),
  );
}

async function findClip(
  path: string | undefined,
  sha256: string,
  { digests, placeOf, clipWith }: RecordedPlaces,
): Promise<string | undefined> {
  const place = path === undefined ? undefined : await placeOf(path, 'sidecarClip');
  const isThere = place !== undefined && (await digests.file(place)) === sha256;
  return isThere ? place : await clipWith(sha256);
}

async function findImage(path: string, sha256: string, { digests, placeOf, imagesNamed }: RecordedPlaces) {
  const place = await placeOf(path, 'sidecarImage');
  const digest = place === undefined ? undefined : await digests.image(place);
  if (place !== undefined && digest === sha256) return { kind: 'same', uri: place } as const;
  for (const uri of await imagesNamed(lastPart(path)))
    if ((await digests.image(uri)) === sha256) return { kind: 'same', uri } as const;
  return place === undefined || digest === undefined
    ? ({ kind: 'gone' } as const)
    : ({ kind: 'changed', uri: place } as const);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
