import { answerStatus, standing } from './asking.ts';
import { type Exchange, type SimulatorContext } from './context.ts';
import { createTask } from './creating.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { type FormFile, sniffImage } from './form.ts';
import { imageIn, isHttpsLink, type JsonBody, readJson, textIn, unknownField } from './jsonBody.ts';
import type { Task } from './task.ts';

/** What the documentation says, apart from the extension's catalogue. */
export const klingModels = [
  'kling-v3',
  'kling-v2-6',
  'kling-v2-5-turbo',
  'kling-v2-1-master',
  'kling-3.0-turbo',
];
/** Announced only: what its maker takes. */
const turbo = 'kling-3.0-turbo';
const turboLengths = Array.from({ length: 13 }, (_, index) => String(index + 3));
const fields = [
  'model_name',
  'prompt',
  'negative_prompt',
  'duration',
  'aspect_ratio',
  'mode',
  'cfg_scale',
  'sound',
  'image',
  'image_tail',
  'external_task_id',
];
const maxImageBytes = 10_000_000;

export type KlingKind = 'text2video' | 'image2video';

/** A task of one kind is not known at the endpoint of the other. */
const kindMark = (kind: KlingKind) => (kind === 'image2video' ? '+image' : '');

/** `POST /kling/v1/videos/text2video | image2video` */
export async function createKling(
  context: SimulatorContext,
  exchange: Exchange,
  kind: KlingKind,
): Promise<void> {
  const body = await readJson(exchange.request);
  const images = (['image', 'image_tail'] as const).flatMap((field) => {
    const text = body?.[field];
    const image = typeof text === 'string' && !isHttpsLink(text) ? imageIn(field, text) : undefined;
    return image === undefined ? [] : [image];
  });
  if (body !== undefined) {
    const sent = Object.entries(body).filter(([name]) => !images.some(({ field }) => field === name));
    exchange.note({
      json: Object.fromEntries(sent),
      files: images.map(({ head: _head, ...file }) => file),
    });
  }
  const task = createTask(context, exchange, {
    model: `${String(body?.model_name)}${kindMark(kind)}`,
    prompt: textIn(body?.prompt),
    seconds: Number(body?.duration ?? 5),
    refused: check(body, kind, images),
    answer: ({ id, startedAt }) => ({
      code: 0,
      message: 'success',
      data: { task_id: id, task_status: 'submitted', created_at: startedAt },
    }),
    answerWithoutId: { code: 0, message: 'success', data: { task_status: 'submitted' } },
  });
  const clientId = body?.external_task_id;
  if (task !== undefined && typeof clientId === 'string') context.clientIds.set(clientId, task.id);
}

function check(
  body: JsonBody | undefined,
  kind: KlingKind,
  images: readonly FormFile[],
): ErrorAnswer | undefined {
  const wrong = (message: string) => errorAnswer(400, 'invalid_request', message);
  if (body === undefined) return wrong('the body must be JSON');
  const strange = unknownField(body, fields);
  if (strange !== undefined) return wrong(`unknown field ${strange}`);
  if (!klingModels.includes(String(body.model_name)))
    return errorAnswer(503, 'model_not_found', 'no available channel for this model');
  const { prompt, negative_prompt: negative = '', sound = 'off', image } = body;
  const isTurbo = body.model_name === turbo;
  const most = isTurbo ? 2_500 : 500;
  if (typeof prompt !== 'string' || prompt.trim() === '' || Array.from(prompt).length > most)
    return wrong(`prompt must have 1 to ${String(most)} characters`);
  if (typeof negative !== 'string' || Array.from(negative).length > 200)
    return wrong('negative_prompt must have at most 200 characters');
  const lengths = isTurbo ? turboLengths : ['5', '10'];
  if (!lengths.includes(String(body.duration)) || typeof body.duration !== 'string')
    return wrong(`duration must be one of ${lengths.join(', ')}, as a text`);
  if (!['16:9', '9:16', '1:1'].includes(String(body.aspect_ratio)))
    return wrong('aspect_ratio is not offered');
  if (body.mode !== 'std' && body.mode !== 'pro') return wrong('mode must be std or pro');
  if (sound !== 'on' && sound !== 'off') return wrong('sound must be on or off');
  if ((kind === 'image2video') !== (image !== undefined)) return wrong('image belongs to image2video');
  for (const field of ['image', 'image_tail'] as const) {
    if (body[field] === undefined || isHttpsLink(body[field])) continue;
    if (textIn(body[field]).startsWith('data:')) return wrong(`${field} must not begin with data:`);
    const sent = images.find((one) => one.field === field);
    const type = sent === undefined ? undefined : sniffImage(sent.head);
    if (type !== 'image/png' && type !== 'image/jpeg') return wrong(`${field} must be a PNG or JPEG`);
    if (sent !== undefined && sent.bytes > maxImageBytes) return wrong(`${field} is larger than 10 MB`);
  }
  return undefined;
}

/** `GET /kling/v1/videos/text2video | image2video/{id}`, by the task's id or the client's. */
export function klingStatus(
  context: SimulatorContext,
  exchange: Exchange,
  kind: KlingKind,
  id: string,
): void {
  const isOfKind = (model: string) => klingModels.some((known) => model === `${known}${kindMark(kind)}`);
  answerStatus(context, exchange, context.clientIds.get(id) ?? id, isOfKind, bodyOf);
}

function bodyOf(task: Task, now: number, link: string): unknown {
  const { phase, reason, hasLink, word } = standing(task, now);
  const words = { queued: 'submitted', running: 'processing', done: 'succeed', failed: 'failed' };
  return {
    code: 0,
    // Of the call, not of the task.
    message: 'SUCCEED',
    data: {
      task_id: task.id,
      task_status: word ?? words[phase],
      task_status_msg: reason,
      created_at: task.startedAt,
      updated_at: now,
      ...(hasLink ? { task_result: { videos: [{ id: 'v1', url: link, duration: '5' }] } } : {}),
    },
  };
}
