import type { VideoRequest } from '../core/request.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import { imageName } from '../protocol/imageName.ts';
import type { Choice } from './choice.ts';

/** The names by which a prompt speaks of its images. */
export function imageNameChoices({ images }: VideoRequest): readonly Choice[] {
  return images.map(({ uri, role }, index) => ({
    kind: 'image',
    label: imageName(index + 1),
    description: fileNameOfUri(uri),
    detail: role,
  }));
}
