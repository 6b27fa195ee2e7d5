import * as z from 'zod';
import { findSize } from '../../core/catalogue/catalogue.ts';
import { encodeJson } from '../encodedBody.ts';
import { readErrorBody } from '../errorBody.ts';
import type { Dialect, StatusReading } from './dialect.ts';
import { dataUri } from './imageText.ts';
import { findTaskId, taskIdField } from './taskId.ts';
import { readTaskStatus } from './taskStatus.ts';

/** `/grok/v1/videos` */
export const grok: Dialect = {
  createPath: () => '/grok/v1/videos/generations',
  statusPaths: () => ['/grok/v1/videos/{id}'],

  createBody({ request, model, images: [image] }) {
    const size = findSize(model, request.aspectRatio, request.resolution);
    if (size === undefined) return undefined;
    return encodeJson({
      model: model.id,
      prompt: request.prompt,
      duration: request.seconds,
      aspect_ratio: size.wire,
      resolution: request.resolution,
      image: image === undefined ? undefined : { url: dataUri(image) },
    });
  },

  readTaskId: findRequestId,
  readStatus,
};

const holder = z.looseObject({ request_id: taskIdField });

/** Here `request_id` is the task; in an error it is the id of the call. */
function findRequestId(answer: unknown): string | undefined {
  const parsed = holder.safeParse(answer);
  const requestId =
    parsed.success && readErrorBody(answer) === undefined ? parsed.data.request_id : undefined;
  return requestId ?? findTaskId(answer);
}

const flag = z.boolean().optional().catch(undefined);
const ticks = z.number().nonnegative().optional().catch(undefined);
const doneSchema = z.looseObject({
  video: z.looseObject({ respect_moderation: flag }).optional().catch(undefined),
  usage: z.looseObject({ cost_in_usd_ticks: ticks }).optional().catch(undefined),
});

const ticksPerMicroUsd = 10_000;

function readStatus(answer: unknown): StatusReading {
  const reading = readTaskStatus(answer, findRequestId);
  if (reading.kind !== 'done') return reading;
  for (const layer of layers(answer)) {
    if (layer.video?.respect_moderation === false)
      return {
        kind: 'failed',
        reason: 'The output was filtered by moderation.',
        codes: ['respect_moderation'],
      };
    const cost = layer.usage?.cost_in_usd_ticks;
    if (cost !== undefined) return { ...reading, upstreamMicroUsd: Math.ceil(cost / ticksPerMicroUsd) };
  }
  return reading;
}

function layers(answer: unknown): readonly z.infer<typeof doneSchema>[] {
  const found: z.infer<typeof doneSchema>[] = [];
  for (let value = answer; found.length < 3;) {
    const parsed = doneSchema.safeParse(value);
    if (!parsed.success) break;
    found.push(parsed.data);
    value = parsed.data.data;
  }
  return found;
}
