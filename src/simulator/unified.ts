import { answerStatus } from './asking.ts';
import { clipOf } from './clip.ts';
import { type Exchange, sendError, sendJson, type SimulatorContext } from './context.ts';
import { checkCreate } from './createRules.ts';
import { createTask } from './creating.ts';
import { errorAnswer } from './errorBody.ts';
import { readForm } from './form.ts';
import { findMarker } from './markers.ts';
import { modelFacts } from './models.ts';
import { serveBytes } from './serveBytes.ts';
import { statusBody } from './status.ts';
import { progressOf, type Task } from './task.ts';

/** `POST /v1/videos` */
export async function createVideo(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const form = await readForm(exchange.request);
  if (form === undefined) {
    const error = errorAnswer(400, 'invalid_request', 'the body must be multipart/form-data');
    sendError(exchange.response, error);
    return;
  }
  const { fields, files } = form;
  exchange.note({
    fields: Object.fromEntries(fields),
    files: files.map(({ head: _head, ...file }) => file),
  });
  const seconds = fields.get('seconds');
  createTask(context, exchange, {
    model: fields.get('model') ?? '',
    prompt: fields.get('prompt') ?? '',
    ...(seconds === undefined ? {} : { seconds: Number(seconds) }),
    refused: checkCreate(form),
    answer: queued,
    answerWithoutId: queuedWithoutId,
  });
}

export const queuedWithoutId = { object: 'video', status: 'queued' };

/** The answer to a create request. */
export function queued(task: Task): unknown {
  return {
    id: task.id,
    task_id: task.id,
    object: 'video',
    model: task.model,
    status: 'queued',
    progress: 0,
    created_at: Math.floor(task.startedAt / 1000),
  };
}

const isUnified = (model: string) => Object.hasOwn(modelFacts, model);

/** `GET /v1/videos/{id}` */
export function videoStatus(context: SimulatorContext, exchange: Exchange, id: string): void {
  answerStatus(context, exchange, id, isUnified, statusBody);
}

/** `GET /v1/videos/{id}/content` */
export function videoContent(context: SimulatorContext, exchange: Exchange, id: string): void {
  const task = context.findTask(id);
  if (task === undefined || !isUnified(task.model)) {
    sendError(exchange.response, errorAnswer(400, 'task_not_exist', 'task_not_exist'));
  } else if (progressOf(task, context.now()) < 100 || findMarker(task.script, 'fail') !== undefined) {
    sendJson(exchange.response, { code: 'not_ready', message: 'the video is not ready' });
  } else serveBytes(context, exchange, task, clipOf(context.sample, id));
}
