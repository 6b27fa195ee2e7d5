import { setTimeout as wait } from 'node:timers/promises';
import { checkPermission } from './permission.ts';
import { type Exchange, sendError, type SimulatorContext } from './context.ts';
import { refusedByScript, taskOf } from './creating.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { type JsonBody, readJson, unknownField } from './jsonBody.ts';
import { signLink } from './link.ts';
import { findMarker, readMarkers } from './markers.ts';
import { makeTask } from './task.ts';

export const chatModel = 'veo3.1-all';
const steps = 4;

/** `POST /v1/chat/completions`: the answer lasts as long as the render, and holds the link at its end. */
export async function createChat(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const { request, response, note } = exchange;
  const body = await readJson(request);
  if (body !== undefined) note({ json: body });
  const prompt = promptOf(body) ?? '';
  const script = readMarkers(prompt);
  const refused =
    checkPermission(request.headers.authorization) ?? check(body) ?? refusedByScript(context, script, prompt);
  const planned = taskOf(context, { model: chatModel }, script);
  if (refused !== undefined || planned === undefined) {
    sendError(
      response,
      refused ?? errorAnswer(400, 'invalid_request', 'the script in the prompt is too long'),
    );
    return;
  }
  note({ taskId: planned.id });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const say = (content: string) => {
    const chunk = {
      object: 'chat.completion.chunk',
      model: chatModel,
      choices: [{ index: 0, delta: { content } }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  const has = (name: Parameters<typeof findMarker>[1]) => findMarker(script, name) !== undefined;
  for (let step = 1; step <= steps; step++) {
    say(`> Progress: ${String((step * 100) / steps)}%\n`);
    await wait(planned.renderMs / steps);
    if (has('hang')) return;
    if (has('reset') && step === 2) {
      request.socket.destroy();
      return;
    }
  }
  const failure = findMarker(script, 'fail');
  const { now, origin } = context;
  // The file is there as soon as the link is.
  const task = makeTask({ ...planned, startedAt: now() - planned.renderMs });
  if (failure !== undefined || task === undefined) say(`> Failed: ${failure?.value ?? ''}\n`);
  else if (has('noid')) say('> Done.\n');
  else say(`> Done.\n\n[Download](${signLink(origin(), task.id, now(), 1)})\n`);
  response.end('data: [DONE]\n\n');
}

function check(body: JsonBody | undefined): ErrorAnswer | undefined {
  const wrong = (message: string) => errorAnswer(400, 'invalid_request', message);
  if (body === undefined) return wrong('the body must be JSON');
  const strange = unknownField(body, ['model', 'stream', 'messages']);
  if (strange !== undefined) return wrong(`unknown field ${strange}`);
  if (body.model !== chatModel)
    return errorAnswer(503, 'model_not_found', 'no available channel for this model');
  if (body.stream !== true) return wrong('stream must be true');
  return (promptOf(body) ?? '').trim() === ''
    ? wrong('messages must hold one prompt of the user')
    : undefined;
}

function promptOf(body: JsonBody | undefined): string | undefined {
  const messages = body?.messages;
  if (!Array.isArray(messages) || messages.length !== 1) return undefined;
  const { role, content } = messages[0] as { readonly role?: unknown; readonly content?: unknown };
  return role === 'user' && typeof content === 'string' ? content : undefined;
}
