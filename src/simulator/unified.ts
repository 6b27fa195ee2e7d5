import { checkPermission } from './account.ts';
import { clipOf } from './clip.ts';
import { type Exchange, sendError, sendJson, sendPage, type SimulatorContext } from './context.ts';
import { checkCreate } from './createRules.ts';
import { errorAnswer, refusal } from './errorBody.ts';
import { type Form, readForm } from './form.ts';
import { signLink } from './link.ts';
import { findMarker, type Marker, readMarkers } from './markers.ts';
import { serveBytes } from './serveBytes.ts';
import { statusBody } from './status.ts';
import { makeTask, progressOf, readTask, type Task } from './task.ts';

const standardSeconds = 4;
const longestRenderMs = 15_000;

/** `POST /v1/videos` */
export async function createVideo(
  context: SimulatorContext,
  { request, response, note }: Exchange,
): Promise<void> {
  const form = await readForm(request);
  if (form === undefined) {
    sendError(response, errorAnswer(400, 'invalid_request', 'the body must be multipart/form-data'));
    return;
  }
  note({
    fields: Object.fromEntries(form.fields),
    files: form.files.map(({ head: _head, ...file }) => file),
  });
  const prompt = form.fields.get('prompt') ?? '';
  const script = readMarkers(prompt);
  const refused =
    checkPermission(request.headers.authorization) ??
    checkCreate(form) ??
    refusedByScript(context, script, prompt);
  if (refused !== undefined) {
    sendError(response, refused);
    return;
  }
  const task = taskOf(context, form, script);
  if (task === undefined) {
    sendError(response, errorAnswer(400, 'invalid_request', 'the script in the prompt is too long'));
    return;
  }
  note({ taskId: task.id });
  answerCreate(script, task, { request, response });
}

/** What the script of a prompt refuses at once. */
export function refusedByScript({ counter }: SimulatorContext, script: readonly Marker[], prompt: string) {
  if (counter.takes(script, 429, prompt, 1)) return refusal(429);
  const refuse = findMarker(script, 'refuse');
  return refuse === undefined ? undefined : refusal(Number(refuse.value));
}

function taskOf(
  { now, renderMs }: SimulatorContext,
  { fields }: Form,
  script: readonly Marker[],
): Task | undefined {
  const seconds = Number(fields.get('seconds') ?? standardSeconds);
  const slow = findMarker(script, 'slow');
  const usual = Math.min(
    Math.max(longestRenderMs, renderMs),
    renderMs * (1 + (seconds - standardSeconds) / 16),
  );
  return makeTask({
    model: fields.get('model') ?? '',
    startedAt: now(),
    renderMs: Math.max(1, Math.round(slow === undefined ? usual : Number(slow.value) * 1000)),
    script,
  });
}

export function answerCreate(
  script: readonly Marker[],
  task: Task,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
): void {
  const has = (name: Parameters<typeof findMarker>[1]) => findMarker(script, name) !== undefined;
  const body = {
    id: task.id,
    task_id: task.id,
    object: 'video',
    model: task.model,
    status: 'queued',
    progress: 0,
    created_at: Math.floor(task.startedAt / 1000),
  };
  if (has('reset')) request.socket.destroy();
  else if (has('hang')) request.socket.setTimeout(0);
  else if (has('html')) sendPage(response);
  else if (has('redirect')) response.writeHead(302, { location: '/elsewhere' }).end();
  else if (has('noid')) sendJson(response, { object: 'video', status: 'queued' });
  else if (has('half')) {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
    response.write(text.slice(0, 12), () => request.socket.destroy());
  } else sendJson(response, body);
}

const unknownSeconds = 3;

/** `GET /v1/videos/{id}` */
export function videoStatus(context: SimulatorContext, { response }: Exchange, id: string): void {
  const { counter, now, origin } = context;
  const task = readTask(id);
  const missing = task === undefined ? undefined : findMarker(task.script, 'notask');
  const knownFrom =
    missing === undefined ? 0 : Number(missing.value === '' ? unknownSeconds : missing.value) * 1000;
  if (task === undefined || now() - task.startedAt < knownFrom) {
    sendError(response, errorAnswer(400, 'task_not_exist', 'task_not_exist'));
    return;
  }
  if (counter.takes(task.script, 500, id, 2)) {
    sendError(response, refusal(500));
    return;
  }
  if (counter.takes(task.script, 'badjson', id, 2)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "task_');
    return;
  }
  const isFirstLink = progressOf(task, now()) >= 100 && counter.takes(task.script, 'deadlink', id, 1);
  sendJson(response, statusBody(task, now(), signLink(origin(), id, now(), isFirstLink ? 0 : 1)));
}

/** `GET /v1/videos/{id}/content` */
export function videoContent(context: SimulatorContext, exchange: Exchange, id: string): void {
  const task = readTask(id);
  if (task === undefined) sendError(exchange.response, errorAnswer(400, 'task_not_exist', 'task_not_exist'));
  else if (progressOf(task, context.now()) < 100 || findMarker(task.script, 'fail') !== undefined) {
    sendJson(exchange.response, { code: 'not_ready', message: 'the video is not ready' });
  } else serveBytes(context, exchange, task, clipOf(context.sample, id));
}
