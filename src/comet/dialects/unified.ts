import { findSize } from '../../core/catalogue/catalogue.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { uploadOrder } from '../../core/imageNames.ts';
import { automatic, type VideoRequest } from '../../core/request.ts';
import { encodeJson } from '../encodedBody.ts';
import { encodeMultipart, type Part } from '../multipart.ts';
import type { Dialect } from './dialect.ts';
import { findTaskId } from './taskId.ts';
import { readTaskStatus } from './taskStatus.ts';

/** `/v1/videos`: the family that most models speak. */
export const unified: Dialect = {
  createPath: () => '/v1/videos',
  statusPaths: () => ['/v1/videos/{id}'],
  contentPath: '/v1/videos/{id}/content',

  createBody({ request, model, images }) {
    const size = sizeParts(request, model);
    if (size === undefined) return undefined;
    return encodeMultipart([
      { name: 'model', value: model.id },
      { name: 'prompt', value: request.prompt },
      ...(request.seconds === 0 ? [] : [{ name: 'seconds', value: String(request.seconds) }]),
      ...size,
      ...uploadOrder(images).map(({ name, type, bytes }) => ({
        name: 'input_reference',
        fileName: name,
        type,
        bytes,
      })),
    ]);
  },

  remix: { path: '/v1/videos/{id}/remix', body: (prompt) => encodeJson({ prompt }) },

  readTaskId: findTaskId,
  readStatus: (answer) => readTaskStatus(answer),
};

function sizeParts({ aspectRatio, resolution }: VideoRequest, model: Model): readonly Part[] | undefined {
  const size = findSize(model, aspectRatio, resolution);
  if (size === undefined) return undefined;
  if (size.wire === automatic) return [];
  return model.sizeFields === 'apart'
    ? [
        { name: 'aspect_ratio', value: size.wire },
        { name: 'resolution', value: resolution },
      ]
    : [{ name: 'size', value: size.wire }];
}
