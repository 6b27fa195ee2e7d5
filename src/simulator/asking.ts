import { type Exchange, sendError, sendJson, type SimulatorContext } from './context.ts';
import { errorAnswer, refusal } from './errorBody.ts';
import { signLink } from './link.ts';
import { findMarker } from './markers.ts';
import { progressOf, type Task } from './task.ts';

const unknownSeconds = 3;

/** Answers a question about a task of one family, as the script in its id wants. */
export function answerStatus(
  context: SimulatorContext,
  { response }: Exchange,
  id: string,
  isOfFamily: (model: string) => boolean,
  body: (task: Task, now: number, link: string) => unknown,
): void {
  const { counter, now, origin } = context;
  const task = context.findTask(id);
  const missing = task === undefined ? undefined : findMarker(task.script, 'notask');
  const knownFrom =
    missing === undefined ? 0 : Number(missing.value === '' ? unknownSeconds : missing.value) * 1000;
  if (task === undefined || !isOfFamily(task.model) || now() - task.startedAt < knownFrom) {
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
  sendJson(response, body(task, now(), signLink(origin(), id, now(), isFirstLink ? 0 : 1)));
}

/** How a task stands, for bodies that say it in words of their own. */
export function standing(task: Task, now: number) {
  const progress = progressOf(task, now);
  const isDone = progress >= 100;
  const failure = isDone ? findMarker(task.script, 'fail') : undefined;
  const hasLink = isDone && failure === undefined && findMarker(task.script, 'nolink') === undefined;
  return {
    progress,
    phase: failure !== undefined ? 'failed' : isDone ? 'done' : progress < 5 ? 'queued' : 'running',
    word: isDone ? undefined : findMarker(task.script, 'word')?.value,
    reason: failure?.value ?? '',
    hasLink,
  } as const;
}
