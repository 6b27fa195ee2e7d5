import * as z from 'zod';
import { encodeJson } from '../encodedBody.ts';
import type { Dialect } from './dialect.ts';
import { dataUri } from './imageText.ts';
import { findTaskId, taskIdField } from './taskId.ts';
import { readTaskStatus } from './taskStatus.ts';

/** `/mj`: a short video of one image. */
export const midjourney: Dialect = {
  createPath: () => '/mj/submit/video',
  statusPaths: () => ['/mj/task/{id}/fetch'],

  createBody({ request, model, images: [image] }) {
    if (image === undefined) return undefined;
    return encodeJson({
      motion: request.mode ?? model.modes?.[0]?.id,
      image: dataUri(image),
      prompt: request.prompt,
    });
  },

  readTaskId: (answer) => {
    const parsed = holder.safeParse(answer);
    return (parsed.success ? parsed.data.result : undefined) ?? findTaskId(answer);
  },
  readStatus: (answer) => readTaskStatus(answer),
};

const holder = z.looseObject({ result: taskIdField });
