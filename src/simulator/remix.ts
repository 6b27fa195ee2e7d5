import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { checkPermission } from './account.ts';
import { type Exchange, sendError, type SimulatorContext } from './context.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { findMarker, readMarkers } from './markers.ts';
import { modelFacts } from './models.ts';
import { makeTask, progressOf, readTask, type Task } from './task.ts';
import { answerCreate, refusedByScript } from './unified.ts';

const remixBody = z.strictObject({ prompt: z.string().trim().min(1) });

/** `POST /v1/videos/{id}/remix`: JSON with a prompt, nothing else. */
export async function remixVideo(context: SimulatorContext, exchange: Exchange, id: string): Promise<void> {
  const { request, response, note } = exchange;
  const sent = await text(request);
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  const body = isJson ? remixBody.safeParse(parse(sent)) : undefined;
  const prompt = body?.data?.prompt ?? '';
  note({ fields: { prompt } });
  const script = readMarkers(prompt);
  const source = readTask(id);
  const refused =
    checkPermission(request.headers.authorization) ??
    (body?.success === true ? undefined : wrong('the body must be JSON with a prompt and nothing else')) ??
    checkSource(source, context.now()) ??
    refusedByScript(context, script, prompt);
  if (refused !== undefined || source === undefined) {
    sendError(response, refused ?? unknownTask());
    return;
  }
  const task = makeTask({
    model: source.model,
    startedAt: context.now(),
    renderMs: slowMs(script) ?? source.renderMs,
    script,
  });
  if (task === undefined) {
    sendError(response, wrong('the script in the prompt is too long'));
    return;
  }
  note({ taskId: task.id });
  answerCreate(script, task, exchange);
}

function checkSource(source: Task | undefined, now: number): ErrorAnswer | undefined {
  if (source === undefined) return unknownTask();
  const facts = Object.hasOwn(modelFacts, source.model) ? modelFacts[source.model] : undefined;
  if (facts?.remix !== true) return wrong(`${source.model} cannot be remixed`);
  const hasFailed = findMarker(source.script, 'fail') !== undefined;
  return progressOf(source, now) < 100 || hasFailed ? wrong('the video is not completed') : undefined;
}

function slowMs(script: ReturnType<typeof readMarkers>): number | undefined {
  const slow = findMarker(script, 'slow');
  return slow === undefined ? undefined : Math.max(1, Number(slow.value) * 1000);
}

function unknownTask(): ErrorAnswer {
  return errorAnswer(400, 'task_not_exist', 'task_not_exist');
}

function wrong(message: string): ErrorAnswer {
  return errorAnswer(400, 'invalid_request', message);
}

function parse(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}
