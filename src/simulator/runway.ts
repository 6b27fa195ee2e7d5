import { answerStatus, standing } from './asking.ts';
import { type Exchange, type SimulatorContext } from './context.ts';
import { createTask } from './creating.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { isHttpsLink, type JsonBody, readJson, textIn, unknownField } from './jsonBody.ts';
import type { Task } from './task.ts';

/** What the documentation says, apart from the extension's catalogue. */
export const runwayModel = 'gen3a_turbo';
const version = '2024-11-06';
const ratios = [
  '1280:720',
  '720:1280',
  '1104:832',
  '832:1104',
  '960:960',
  '1584:672',
  '1280:768',
  '768:1280',
];
const fields = ['model', 'promptImage', 'promptText', 'duration', 'ratio', 'seed'];

/** `POST /runwayml/v1/image_to_video` */
export async function createRunway(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const { request } = exchange;
  const body = await readJson(request);
  if (body !== undefined) exchange.note({ json: body });
  createTask(context, exchange, {
    model: String(body?.model),
    prompt: textIn(body?.promptText),
    seconds: Number(body?.duration ?? 5),
    refused: check(body, request.headers['x-runway-version']),
    answer: (task) => ({ id: task.id }),
    answerWithoutId: {},
  });
}

function check(body: JsonBody | undefined, asked: string | string[] | undefined): ErrorAnswer | undefined {
  const wrong = (message: string) => errorAnswer(400, 'invalid_request', message);
  if (asked !== version) return wrong('X-Runway-Version is missing');
  if (body === undefined) return wrong('the body must be JSON');
  const strange = unknownField(body, fields);
  if (strange !== undefined) return wrong(`unknown field ${strange}`);
  if (body.model !== runwayModel)
    return errorAnswer(503, 'model_not_found', 'no available channel for this model');
  if (!isHttpsLink(body.promptImage)) return wrong('promptImage must be a public https link');
  if (typeof body.promptText !== 'string' || Array.from(body.promptText).length > 512)
    return wrong('promptText must have at most 512 characters');
  if (body.duration !== 5 && body.duration !== 10) return wrong('duration must be 5 or 10');
  if (!ratios.includes(String(body.ratio))) return wrong('ratio is not offered');
  if (body.seed !== undefined && !Number.isInteger(body.seed)) return wrong('seed must be a whole number');
  return undefined;
}

/** `GET /runwayml/v1/tasks/{id}` */
export function runwayStatus(context: SimulatorContext, exchange: Exchange, id: string): void {
  answerStatus(context, exchange, id, (model) => model === runwayModel, bodyOf);
}

function bodyOf(task: Task, now: number, link: string): unknown {
  const { phase, reason, hasLink, word } = standing(task, now);
  const words = { queued: 'PENDING', running: 'RUNNING', done: 'SUCCEEDED', failed: 'FAILED' };
  return {
    id: task.id,
    status: word ?? words[phase],
    createdAt: new Date(task.startedAt).toISOString(),
    ...(hasLink ? { output: [link] } : {}),
    ...(phase === 'failed' ? { failure: reason, failureCode: 'SAFETY.OUTPUT' } : {}),
  };
}
