import { linksOf } from '../core/promptFile/links.ts';
import { movePaths } from '../core/promptFile/movePaths.ts';
import type { TextEdit } from '../core/promptFile/textEdit.ts';
import { plainUri } from '../core/uriPath.ts';
import { type FixedFile, fixEdits } from './fixEdits.ts';
import type { ShotPlan } from '../shots/planShots.ts';

/**
 * Edits that put a copy in the place of a shot's image: where its path is said, else, where another file says it, in the
 * shot. Undefined where no edit can be sure.
 */
export function copyEdits(
  { file, fileUri }: FixedFile,
  plan: ShotPlan,
  index: number,
  copyUri: string,
): readonly TextEdit[] | undefined {
  const image = plan.cell.images[index];
  const asked = plan.request.images[index];
  if (image?.kind !== 'file' || asked === undefined) return undefined;
  const isSaid = (uri: string, start: number) =>
    start === image.range.start && plainUri(uri) === plainUri(image.uri);
  const isHere = linksOf(file, fileUri).some(
    (link) => link.kind === 'image' && isSaid(link.uri, link.range.start),
  );
  if (isHere) {
    const moved = (uri: string, { start }: { readonly start: number }) =>
      isSaid(uri, start) ? copyUri : undefined;
    const edits = movePaths(file, { fileUri, moved });
    return edits.length === 0 ? undefined : edits;
  }
  const request = {
    ...plan.request,
    images: plan.request.images.with(index, { uri: copyUri, role: asked.role }),
  };
  const cell = { ...plan.cell, images: plan.cell.images.with(index, { ...image, uri: copyUri }) };
  return fixEdits({ file, fileUri }, { ...plan, request, cell }, { images: request.images });
}
