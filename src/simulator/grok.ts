import { answerStatus, standing } from './asking.ts';
import { type Exchange, type SimulatorContext } from './context.ts';
import { createTask } from './creating.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { type FormFile, sniffImage } from './form.ts';
import { imageIn, isHttpsLink, type JsonBody, readJson, textIn, unknownField } from './jsonBody.ts';
import { findMarker } from './markers.ts';
import { statusBody } from './status.ts';
import type { Task } from './task.ts';

/** What the documentation says, apart from the extension's catalogue. */
export const grokModels: Readonly<Record<string, { readonly resolutions: readonly string[] }>> = {
  'grok-imagine-video': { resolutions: ['480p', '720p'] },
  'grok-imagine-video-1.5': { resolutions: ['480p', '720p', '1080p'] },
};
const ratios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3'];
const fields = ['prompt', 'model', 'duration', 'aspect_ratio', 'resolution', 'image'];

/** `POST /grok/v1/videos/generations` */
export async function createGrok(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const body = await readJson(exchange.request);
  const { url } = (body?.image ?? {}) as { readonly url?: unknown };
  const image = typeof url === 'string' && !isHttpsLink(url) ? imageIn('image.url', url) : undefined;
  if (body !== undefined) note(exchange, body, image);
  createTask(context, exchange, {
    model: String(body?.model),
    prompt: textIn(body?.prompt),
    seconds: Number(body?.duration ?? 8),
    refused: check(body, image),
    answer: (task) => ({ request_id: task.id }),
    answerWithoutId: { status: 'queued' },
  });
}

function note(exchange: Exchange, body: JsonBody, image: FormFile | undefined): void {
  const { image: sent, ...json } = body;
  exchange.note({
    json: sent === undefined || image !== undefined ? json : body,
    files: image === undefined ? [] : [image].map(({ head: _head, ...file }) => file),
  });
}

function check(body: JsonBody | undefined, image: FormFile | undefined): ErrorAnswer | undefined {
  const wrong = (message: string) => errorAnswer(400, 'invalid_request', message);
  if (body === undefined) return wrong('the body must be JSON');
  const strange = unknownField(body, fields);
  if (strange !== undefined) return wrong(`unknown field ${strange}`);
  const facts = typeof body.model === 'string' ? grokModels[body.model] : undefined;
  if (facts === undefined) return errorAnswer(503, 'model_not_found', 'no available channel for this model');
  if (typeof body.prompt !== 'string' || body.prompt.trim() === '') return wrong('prompt is required');
  if (!Number.isInteger(body.duration) || Number(body.duration) < 1 || Number(body.duration) > 15)
    return wrong('duration must be a whole number from 1 to 15');
  if (!ratios.includes(String(body.aspect_ratio)))
    return wrong('aspect_ratio is not one of the documented ones');
  if (!facts.resolutions.includes(String(body.resolution))) return wrong('resolution is not offered');
  if (body.image === undefined) return undefined;
  const { url } = body.image as { readonly url?: unknown };
  if (isHttpsLink(url)) return undefined;
  if (image === undefined || sniffImage(image.head) !== image.type)
    return wrong('image.url must be a link or a data URI of an image');
  return undefined;
}

/** `GET /grok/v1/videos/{id}` */
export function grokStatus(context: SimulatorContext, exchange: Exchange, id: string): void {
  answerStatus(context, exchange, id, (model) => Object.hasOwn(grokModels, model), bodyOf);
}

function bodyOf(task: Task, now: number, link: string): unknown {
  if (findMarker(task.script, 'wrapped') !== undefined) return statusBody(task, now, link);
  const { phase, reason, hasLink, word } = standing(task, now);
  if (word !== undefined) return { request_id: task.id, status: word };
  if (phase === 'failed') return { request_id: task.id, status: 'failed', error: reason };
  if (phase !== 'done') return { request_id: task.id };
  return {
    model: task.model,
    status: 'done',
    video: {
      ...(hasLink ? { url: link } : {}),
      duration: 4,
      respect_moderation: findMarker(task.script, 'filtered') === undefined,
    },
    usage: { cost_in_usd_ticks: 2_000_000_000 },
  };
}
