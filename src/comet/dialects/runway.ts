import { findSize } from '../../core/catalogue/catalogue.ts';
import { encodeJson } from '../encodedBody.ts';
import type { Dialect } from './dialect.ts';
import { linkAt } from './imageText.ts';
import { findTaskId } from './taskId.ts';
import { readTaskStatus } from './taskStatus.ts';

/** `/runwayml/v1`: a video of one image, which must lie at a public address. */
export const runway: Dialect = {
  headers: { 'x-runway-version': '2024-11-06' },
  createPath: () => '/runwayml/v1/image_to_video',
  statusPaths: () => ['/runwayml/v1/tasks/{id}'],

  createBody({ request, model }) {
    const size = findSize(model, request.aspectRatio, request.resolution);
    const promptImage = linkAt(request, 0);
    if (size === undefined || promptImage === undefined) return undefined;
    return encodeJson({
      model: model.id,
      promptImage,
      promptText: request.prompt,
      duration: request.seconds,
      ratio: size.wire,
      seed: request.seed,
    });
  },

  readTaskId: findTaskId,
  readStatus: (answer) => readTaskStatus(answer),
};
