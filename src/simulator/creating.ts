import type { ServerResponse } from 'node:http';
import { checkPermission } from './permission.ts';
import { type Exchange, sendError, sendJson, sendPage, type SimulatorContext } from './context.ts';
import { type ErrorAnswer, errorAnswer, refusal } from './errorBody.ts';
import { findMarker, type Marker, readMarkers } from './markers.ts';
import { makeTask, type Task } from './task.ts';

const standardSeconds = 4;
const longestRenderMs = 15_000;

/** A create request of any family, once its body is read. */
export interface Creation {
  readonly model: string;
  readonly prompt: string;
  readonly seconds?: number;
  /** What is wrong with it by the documentation. */
  readonly refused: ErrorAnswer | undefined;
  /** The family's answer for the task that was made. */
  readonly answer: (task: Task) => unknown;
  /** The same without a task id. */
  readonly answerWithoutId: unknown;
}

/** Makes a task and answers as the script in the prompt wants; undefined where it was refused. */
export function createTask(
  context: SimulatorContext,
  { request, response, note }: Exchange,
  creation: Creation,
): Task | undefined {
  const script = readMarkers(creation.prompt);
  const refused =
    checkPermission(request.headers.authorization) ??
    creation.refused ??
    refusedByScript(context, script, creation.prompt);
  if (refused !== undefined) {
    sendError(response, refused);
    return undefined;
  }
  const task = taskOf(context, creation, script);
  if (task === undefined) {
    sendError(response, errorAnswer(400, 'invalid_request', 'the script in the prompt is too long'));
    return undefined;
  }
  note({ taskId: task.id });
  answerBy(script, response, creation.answer(task), creation.answerWithoutId);
  return task;
}

export function refusedByScript({ counter }: SimulatorContext, script: readonly Marker[], prompt: string) {
  if (counter.takes(script, 429, prompt, 1)) return refusal(429);
  const refuse = findMarker(script, 'refuse');
  return refuse === undefined ? undefined : refusal(Number(refuse.value));
}

/** Undefined where the script does not fit into a task id. */
export function taskOf(
  { now, renderMs }: SimulatorContext,
  { model, seconds = standardSeconds }: Pick<Creation, 'model' | 'seconds'>,
  script: readonly Marker[],
): Task | undefined {
  const slow = findMarker(script, 'slow');
  const usual = Math.min(
    Math.max(longestRenderMs, renderMs),
    renderMs * (1 + (seconds - standardSeconds) / 16),
  );
  return makeTask({
    model,
    startedAt: now(),
    renderMs: Math.max(1, Math.round(slow === undefined ? usual : Number(slow.value) * 1000)),
    script,
  });
}

function answerBy(
  script: readonly Marker[],
  response: ServerResponse,
  body: unknown,
  bodyWithoutId: unknown,
): void {
  const has = (name: Parameters<typeof findMarker>[1]) => findMarker(script, name) !== undefined;
  if (has('reset')) response.req.socket.destroy();
  else if (has('hang')) response.req.socket.setTimeout(0);
  else if (has('html')) sendPage(response);
  else if (has('redirect')) response.writeHead(302, { location: '/elsewhere' }).end();
  else if (has('noid')) sendJson(response, bodyWithoutId);
  else if (has('half')) {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
    response.write(text.slice(0, 12), () => response.req.socket.destroy());
  } else sendJson(response, body);
}
