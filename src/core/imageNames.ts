import { imageName, lostImageName, replaceImageNames } from '../protocol/imageName.ts';
import type { Model } from './catalogue/model.ts';
import { imageRoles, type ImageRole, type RequestImage, type VideoRequest } from './request.ts';

/** The order in which images are uploaded: the first frame, the last one, then references as they stand. */
export function uploadOrder<Image extends { readonly role: ImageRole }>(
  images: readonly Image[],
): readonly Image[] {
  return imageRoles.flatMap((role) => images.filter((image) => image.role === role));
}

/**
 * The prompt after its images were moved, removed or joined by others, all told by an id: every name goes on meaning
 * the same image. A name that never meant one stays as it is.
 */
export function followImages(prompt: string, before: readonly string[], after: readonly string[]): string {
  return replaceImageNames(prompt, (position) => {
    const id = before[position - 1];
    if (id === undefined) return undefined;
    const at = after.indexOf(id);
    return at < 0 ? lostImageName : imageName(at + 1);
  });
}

/** The prompt as this model is to read it: its own spelling of the names, else plain words. */
export function promptForModel(
  { prompt, images }: Pick<VideoRequest, 'prompt' | 'images'>,
  { referenceSpelling }: Model,
): string {
  const uploaded = uploadOrder(images);
  return replaceImageNames(prompt, (position) => {
    const image = images[position - 1];
    if (image === undefined) return undefined;
    return referenceSpelling?.(uploaded.indexOf(image) + 1) ?? plainName(image, images);
  });
}

/** English, the one language that every model reads. */
function plainName(image: RequestImage, images: readonly RequestImage[]): string {
  if (image.role !== 'reference') return `the ${image.role} frame`;
  const references = images.filter(({ role }) => role === 'reference');
  return references.length === 1
    ? 'the reference image'
    : `reference image ${String(references.indexOf(image) + 1)}`;
}
