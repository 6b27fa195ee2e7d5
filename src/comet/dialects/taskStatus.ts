import * as z from 'zod';
import { readErrorBody } from '../errorBody.ts';
import { isRecord } from '../walk.ts';
import type { StatusReading } from './dialect.ts';
import { findLink } from './resultLink.ts';
import { percent, phaseOfWord } from './statusWords.ts';
import { findTaskId } from './taskId.ts';

const word = z.string().min(1).optional().catch(undefined);
const member = z.unknown().optional();
const layerSchema = z.looseObject({
  id: member,
  task_id: member,
  status: word,
  task_status: word,
  progress: member,
  fail_reason: word,
  failure_reason: word,
  failReason: word,
  task_status_msg: word,
  failure: word,
  failureCode: word,
  data: member,
});
type Layer = z.infer<typeof layerSchema>;

/**
 * Reads the flat form, and the wrapped one in which `data` is the task and `data.data` the back end's own answer.
 * The task's word is the one in `data`: around it `status` may speak of the call.
 */
export function readTaskStatus(
  answer: unknown,
  findId: (answer: unknown) => string | undefined = findTaskId,
): StatusReading {
  const layers = layersOf(answer);
  const [outer, task, backEnd] = layers;
  const speaking = [task, outer, backEnd].find((layer) => wordOf(layer) !== undefined);
  const found = wordOf(speaking);
  if (found === undefined) {
    // A pending answer may hold the id alone.
    return findId(answer) !== undefined && readErrorBody(answer) === undefined
      ? { kind: 'running' }
      : { kind: 'none' };
  }
  switch (phaseOfWord(found)) {
    case 'running': {
      const progress = layers.map((layer) => percent(layer.progress)).find((value) => value !== undefined);
      return progress === undefined ? { kind: 'running' } : { kind: 'running', progress };
    }
    case 'done': {
      const link = findLink(layers);
      return link === undefined ? { kind: 'done' } : { kind: 'done', link };
    }
    case 'failed':
      // `{"status":"error","message":…}` without a task is a call that failed, not a job.
      return found.toLowerCase() === 'error' && !speaksOfTask(layers) ? { kind: 'none' } : failed(layers);
  }
}

function layersOf(answer: unknown): Layer[] {
  const layers: Layer[] = [];
  for (let value = answer; isRecord(value) && layers.length < 3;) {
    const parsed = layerSchema.safeParse(value);
    if (!parsed.success) break;
    layers.push(parsed.data);
    value = parsed.data.data;
  }
  return layers;
}

function wordOf(layer: Layer | undefined): string | undefined {
  return layer?.status ?? layer?.task_status;
}

function speaksOfTask(layers: readonly Layer[]): boolean {
  return layers.some((layer) =>
    [layer.id, layer.task_id, layer.progress, layer.fail_reason].some((value) => value !== undefined),
  );
}

/** The envelope's word for a call that worked, whatever became of the task. */
function isSuccess(words: string): boolean {
  return /^success$/i.test(words.trim());
}

function failed(layers: readonly Layer[]): StatusReading {
  const [outer, ...inner] = layers;
  // The envelope's message ("", "success") speaks of the call; it comes last.
  const said = [...inner, outer].flatMap((layer) => {
    const error = readErrorBody(layer);
    const reason =
      layer?.fail_reason ??
      layer?.failReason ??
      layer?.failure_reason ??
      layer?.task_status_msg ??
      layer?.failure;
    const code = layer?.failureCode?.toLowerCase();
    return [
      {
        reason: reason ?? error?.message,
        codes: [...(error?.codes ?? []), ...(code === undefined ? [] : [code])],
      },
    ];
  });
  const reason = said.map((one) => one.reason).find((words) => words !== undefined && !isSuccess(words));
  const codes = [...new Set(said.flatMap((one) => one.codes))].filter((code) => !isSuccess(code));
  return reason === undefined ? { kind: 'failed', codes } : { kind: 'failed', reason, codes };
}
