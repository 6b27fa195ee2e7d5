import { findSize } from '../../core/catalogue/catalogue.ts';
import { encodeJson } from '../encodedBody.ts';
import type { CreateOrder, Dialect } from './dialect.ts';
import { base64 } from './imageText.ts';
import { findTaskId } from './taskId.ts';
import { readTaskStatus } from './taskStatus.ts';

const fromText = '/kling/v1/videos/text2video';
const fromImage = '/kling/v1/videos/image2video';

/** `/kling/v1/videos`: text and image have endpoints of their own, for the status too. */
export const kling: Dialect = {
  createPath: ({ images }) => (images.length > 0 ? fromImage : fromText),
  statusPaths(hasImages) {
    const [likely, other] = hasImages === true ? [fromImage, fromText] : [fromText, fromImage];
    return hasImages === undefined ? [`${likely}/{id}`, `${other}/{id}`] : [`${likely}/{id}`];
  },
  takesClientId: true,

  createBody({ request, model, images, clientId }: CreateOrder) {
    const size = findSize(model, request.aspectRatio, request.resolution);
    if (size === undefined) return undefined;
    const frame = (role: 'first' | 'last') => {
      const image = images.find((one) => one.role === role);
      return image === undefined ? undefined : base64(image.bytes);
    };
    const negativePrompt = request.negativePrompt?.trim() ?? '';
    return encodeJson({
      model_name: model.id,
      prompt: request.prompt,
      negative_prompt: negativePrompt === '' ? undefined : negativePrompt,
      duration: String(request.seconds),
      aspect_ratio: size.wire,
      mode: request.mode ?? model.modes?.[0]?.id,
      sound:
        model.audio !== 'optional' || request.audio === undefined ? undefined : request.audio ? 'on' : 'off',
      image: frame('first'),
      image_tail: frame('last'),
      external_task_id: clientId,
    });
  },

  readTaskId: findTaskId,
  readStatus: (answer) => readTaskStatus(answer),
};
