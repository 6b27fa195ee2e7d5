import type { ImageField } from '../protocol/imageField.ts';
import { defined } from './defined.ts';
import type { ImageSnapshot } from './job.ts';
import type { ImageRole, VideoRequest } from './request.ts';
import { pickOptions, type RecipeOption, recipeOptions } from './requestOptions.ts';
import type { Sidecar, SidecarImage } from './sidecar.ts';
import { fileNameOfUri, isPublicLink } from './uriPath.ts';

/** An image by what it shows, not by where it lies. With nothing but its role it is not known, and equals no other. */
export interface RecipeImage {
  readonly role: ImageRole;
  /** Of the bytes that are uploaded. */
  readonly sha256?: string;
  /** Of the clip whose last frame it is. */
  readonly clipSha256?: string;
  /** A public address that is sent as it is; of a sidecar only the file name in it is known. */
  readonly link?: string;
}

/** Everything that determines a clip, and nothing else: two requests with one recipe ask for the same. */
export interface Recipe extends Pick<VideoRequest, 'prompt' | Exclude<RecipeOption, 'remixOf'>> {
  /** The task whose clip is remixed. */
  readonly remixOf?: string;
  readonly images: readonly RecipeImage[];
}

export const recipeFields = ['prompt', ...recipeOptions] as const satisfies readonly (keyof Recipe)[];

/** The digest of an image whose bytes are not here (a pointer of Git LFS): it may be any, so it makes nothing stale. */
export const notFetched = 'not fetched';

export type RecipeField = (typeof recipeFields)[number];

export const imageChanges = ['added', 'removed', 'replaced', 'changed'] as const;

export type RecipeChange =
  | { readonly field: RecipeField }
  | {
      /** Where it is now; of a removed one where it was. */
      readonly field: ImageField;
      /** `changed`: the same picture in another role, or the last frame of a clip that is another by now. */
      readonly change: (typeof imageChanges)[number];
      /** The name of the clip whose last frame it is, where that is another by now. */
      readonly of?: string;
    };

/** `imageDigests`: sha256 of what is uploaded of each image, in their order; undefined for a link or what cannot be read. */
export function recipeOf(request: VideoRequest, imageDigests: readonly (string | undefined)[]): Recipe {
  const images = request.images.map(({ uri, role, clip }, index): RecipeImage => {
    if (clip !== undefined) return { role, clipSha256: clip.sha256 };
    if (isPublicLink(uri)) return { role, link: uri };
    return { role, ...defined({ sha256: imageDigests[index] }) };
  });
  return { ...optionsOf(request), images };
}

/** What a clip was made from, as its sidecar tells it. */
export function recipeOfSidecar({ request, images: snapshots }: Sidecar): Recipe {
  const left = [...snapshots];
  const images = request.images.map((image, index): RecipeImage => {
    const mayBeLink = request.images.length - index > left.length;
    const snapshot = mayBeLink && !isOf(left[0], image) ? undefined : left.shift();
    const { role, clipSha256 } = image;
    if (clipSha256 !== undefined) return { role, clipSha256 };
    return snapshot === undefined ? { role, link: image.path } : { role, sha256: snapshot.sha256 };
  });
  return { ...optionsOf(request), images };
}

function isOf(snapshot: ImageSnapshot | undefined, { path, role }: SidecarImage): boolean {
  return snapshot?.role === role && snapshot.name === path.slice(path.lastIndexOf('/') + 1);
}

function optionsOf(request: Sidecar['request'] | VideoRequest): Omit<Recipe, 'images'> {
  const { remixOf, ...options } = pickOptions(request, recipeOptions);
  return { prompt: request.prompt, ...options, ...defined({ remixOf: remixOf?.taskId }) };
}

/** The same for equal recipes, byte for byte, on every machine: the digest of a clip is that of this text. */
export function recipeText(recipe: Recipe): string {
  const images = recipe.images.map(({ role, sha256, clipSha256, link }) => ({
    role,
    ...defined({ sha256, clipSha256, link }),
  }));
  return JSON.stringify({
    ...Object.fromEntries(recipeFields.map((field) => [field, seenValue(recipe[field])])),
    images,
  });
}

/**
 * A text as people see it: without white space at the ends of lines, empty lines and characters without width. Two prompts
 * that differ only in these ask for the same clip.
 */
export function seenText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function seenValue<Value>(value: Value): Value | string {
  return typeof value === 'string' ? seenText(value) : value;
}

/** What is not the same any more, options first; empty where nothing is. */
export function compareRecipes(before: Recipe, now: Recipe): readonly RecipeChange[] {
  return [
    ...recipeFields
      .filter((field) => before[field] !== now[field] && seenValue(before[field]) !== seenValue(now[field]))
      .map((field) => ({ field })),
    ...compareImages(before.images, now.images),
  ];
}

/** Images that stayed at the beginning and the end stand for themselves, so that one put in between is one change. */
function compareImages(before: readonly RecipeImage[], now: readonly RecipeImage[]): readonly RecipeChange[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && isSame(before[start], now[start])) start++;
  let end = 0;
  while (end < shorter - start && isSame(before.at(-1 - end), now.at(-1 - end))) end++;
  const old = before.slice(start, before.length - end);
  const fresh = now.slice(start, now.length - end);
  return Array.from({ length: Math.max(old.length, fresh.length) }, (_, index): RecipeChange[] => {
    const [one, other] = [old[index], fresh[index]];
    if (one !== undefined && other !== undefined && isSame(one, other)) return [];
    return [{ field: `images[${start + index}]`, change: changeOf(one, other) }];
  }).flat();
}

function changeOf(one: RecipeImage | undefined, other: RecipeImage | undefined) {
  if (one === undefined) return 'added';
  if (other === undefined) return 'removed';
  const isOtherClip =
    one.role === other.role && one.clipSha256 !== undefined && other.clipSha256 !== undefined;
  return isOtherClip || isSame(one, { ...other, role: one.role }) ? 'changed' : 'replaced';
}

function isSame(one: RecipeImage | undefined, other: RecipeImage | undefined): boolean {
  if (one === undefined || other?.role !== one.role) return false;
  if (one.link !== undefined && other.link !== undefined) return isSameLink(one.link, other.link);
  if (one.clipSha256 !== undefined || other.clipSha256 !== undefined)
    return one.clipSha256 === other.clipSha256;
  if (one.sha256 === notFetched || other.sha256 === notFetched) return true;
  return one.sha256 !== undefined && one.sha256 === other.sha256;
}

function isSameLink(one: string, other: string): boolean {
  return one === other || fileNameOfUri(one) === other || fileNameOfUri(other) === one;
}
