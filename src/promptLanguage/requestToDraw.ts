import { followImages } from '../core/imageNames.ts';
import type { VideoRequest } from '../core/request.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import type { ImageToDraw } from './fix.ts';

/**
 * The request of a clip without the frames of other clips, and the field of the image that is to be drawn there. Undefined
 * where the file asks for no such clip any more.
 */
export function requestToDraw(
  { shots }: Pick<CheckedFile, 'shots'>,
  { slug, cell: key, index }: ImageToDraw,
): { readonly request: VideoRequest; readonly field: string } | undefined {
  const found = shots.find(({ shot, cell }) => shot.slug === slug && cell.key === key);
  if (found === undefined) return undefined;
  const { request, cell } = found;
  const images = request.images.filter((_, at) => cell.images[at]?.kind === 'file');
  const place = images.findIndex((image) => image === request.images[index]);
  const uris = (list: VideoRequest['images']) => list.map(({ uri }) => uri);
  const prompt = followImages(request.prompt, uris(request.images), uris(images));
  return { request: { ...request, prompt, images }, field: `images[${Math.max(0, place)}]` };
}
