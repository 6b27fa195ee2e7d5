import * as z from 'zod';
import { type Exchange, type SimulatorContext } from './context.ts';
import { createTask } from './creating.ts';
import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { readJson } from './jsonBody.ts';
import { findMarker } from './markers.ts';
import { modelFacts } from './models.ts';
import { progressOf, type Task } from './task.ts';
import { queued, queuedWithoutId } from './unified.ts';

const remixBody = z.strictObject({ prompt: z.string().trim().min(1) });

/** `POST /v1/videos/{id}/remix`: JSON with a prompt, nothing else. */
export async function remixVideo(context: SimulatorContext, exchange: Exchange, id: string): Promise<void> {
  const body = remixBody.safeParse(await readJson(exchange.request));
  const prompt = body.data?.prompt ?? '';
  exchange.note({ fields: { prompt } });
  const source = context.findTask(id);
  createTask(context, exchange, {
    model: source?.model ?? '',
    prompt,
    refused:
      (body.success ? undefined : wrong('the body must be JSON with a prompt and nothing else')) ??
      checkSource(source, context.now()),
    answer: queued,
    answerWithoutId: queuedWithoutId,
  });
}

function checkSource(source: Task | undefined, now: number): ErrorAnswer | undefined {
  if (source === undefined) return errorAnswer(400, 'task_not_exist', 'task_not_exist');
  const facts = Object.hasOwn(modelFacts, source.model) ? modelFacts[source.model] : undefined;
  if (facts?.remix !== true) return wrong(`${source.model} cannot be remixed`);
  const hasFailed = findMarker(source.script, 'fail') !== undefined;
  return progressOf(source, now) < 100 || hasFailed ? wrong('the video is not completed') : undefined;
}

function wrong(message: string): ErrorAnswer {
  return errorAnswer(400, 'invalid_request', message);
}
