import { answerStatus, standing } from './asking.ts';
import { type Exchange, type SimulatorContext } from './context.ts';
import { createTask } from './creating.ts';
import type { ErrorAnswer } from './errorBody.ts';
import { type FormFile, sniffImage } from './form.ts';
import { imageIn, isHttpsLink, type JsonBody, readJson, textIn, unknownField } from './jsonBody.ts';
import type { Task } from './task.ts';

/** The endpoint takes no model's name. */
export const midjourneyModel = 'mj_fast_video';
const fields = ['motion', 'image', 'prompt'];

/** `POST /mj/submit/video` */
export async function createMidjourney(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const body = await readJson(exchange.request);
  const sent = body?.image;
  const image = typeof sent === 'string' && !isHttpsLink(sent) ? imageIn('image', sent) : undefined;
  if (body !== undefined) {
    const { image: _image, ...json } = body;
    exchange.note({
      json: image === undefined ? body : json,
      files: image === undefined ? [] : [image].map(({ head: _head, ...file }) => file),
    });
  }
  createTask(context, exchange, {
    model: midjourneyModel,
    prompt: textIn(body?.prompt),
    refused: check(body, image),
    answer: (task) => ({ code: 1, description: 'Submit success', result: task.id }),
    answerWithoutId: { code: 1, description: 'Submit success' },
  });
}

function check(body: JsonBody | undefined, image: FormFile | undefined): ErrorAnswer | undefined {
  const wrong = (description: string): ErrorAnswer => ({
    status: 400,
    body: { description, type: 'comet_api_error', code: 'invalid_request' },
  });
  if (body === undefined) return wrong('the body must be JSON');
  const strange = unknownField(body, fields);
  if (strange !== undefined) return wrong(`unknown field ${strange}`);
  if (body.motion !== 'low' && body.motion !== 'high') return wrong('motion must be low or high');
  if (body.prompt !== undefined && typeof body.prompt !== 'string') return wrong('prompt must be a text');
  if (isHttpsLink(body.image)) return undefined;
  const isImage =
    image !== undefined && textIn(body.image).startsWith('data:') && sniffImage(image.head) === image.type;
  return isImage ? undefined : wrong('image must be a link or a data URI of an image');
}

/** `GET /mj/task/{id}/fetch` */
export function midjourneyStatus(context: SimulatorContext, exchange: Exchange, id: string): void {
  answerStatus(context, exchange, id, (model) => model === midjourneyModel, bodyOf);
}

function bodyOf(task: Task, now: number, link: string): unknown {
  const { phase, progress, reason, hasLink, word } = standing(task, now);
  const words = { queued: 'SUBMITTED', running: 'IN_PROGRESS', done: 'SUCCESS', failed: 'FAILURE' };
  return {
    id: task.id,
    status: word ?? words[phase],
    progress: `${String(progress)}%`,
    videoUrl: hasLink ? link : '',
    failReason: reason,
  };
}
