import * as z from 'zod';
import { readErrorBody, readTaskError } from '../errorBody.ts';
import { isRecord } from '../walk.ts';
import type { StatusReading } from './dialect.ts';
import { findInline, findLink, isVideoLink } from './resultLink.ts';
import { maySpeakOfCall, percent, phaseOfWord, reasonOfWord } from './statusWords.ts';
import { findTaskId } from './taskId.ts';

const word = z.string().min(1).optional().catch(undefined);
const member = z.unknown().optional();
const layerSchema = z.looseObject({
  id: member,
  task_id: member,
  status: word,
  task_status: word,
  taskStatus: word,
  state: word,
  progress: member,
  percentage: member,
  finish_time: member,
  finished_at: member,
  finishTime: member,
  completed_at: member,
  fail_reason: word,
  task_status_msg: word,
  failureCode: word,
  data: member,
  output: member,
  result: member,
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
  const isOfTask = () => speaksOfTask(layers) || findId(answer) !== undefined;
  if (found === undefined) {
    const ended = isOfTask() ? endWithoutWord(layers, true) : undefined;
    if (ended !== undefined) return ended;
    // A pending answer may hold the id alone.
    return findId(answer) !== undefined && readErrorBody(answer) === undefined
      ? { kind: 'running' }
      : { kind: 'none' };
  }
  // A word of the envelope, though there is a task inside that says nothing.
  const isAround = speaking === outer && task !== undefined;
  const phase = phaseOfWord(found);
  switch (phase) {
    case 'running':
    case 'unknown':
      return endWithoutWord(layers, phase === 'unknown') ?? running(layers, found);
    case 'done': {
      const link = linkIn(layers);
      if (link !== undefined) return { kind: 'done', link };
      const progress = progressOf(layers);
      const isOfCall = maySpeakOfCall(found) && (isAround ? progress !== 100 : (progress ?? 100) < 100);
      return isOfCall ? running(layers, found) : { kind: 'done' };
    }
    case 'failed':
      // `{"status":"error","message":…}` without a task is a call that failed, not a job.
      return maySpeakOfCall(found) && !isOfTask() ? { kind: 'none' } : failed(layers, found);
  }
}

function running(layers: readonly Layer[], found: string): StatusReading {
  const progress = progressOf(layers);
  return { kind: 'running', ...(progress === undefined ? {} : { progress }), word: found.slice(0, 100) };
}

/**
 * The end of a task whose word is none of an end: at 100 % with a link to a video it is done, and with an error it has
 * failed. Beside a word that nobody knows, a time of its end stands for the 100 % of a link.
 */
function endWithoutWord(layers: readonly Layer[], mayGoByTime: boolean): StatusReading | undefined {
  const isWhole = progressOf(layers) === 100;
  if (!isWhole && !(mayGoByTime && layers.some(hasEnded))) return undefined;
  const link = linkIn(layers);
  if (link !== undefined && isVideoLink(link)) return { kind: 'done', link };
  const isError = isWhole && layers.some((layer) => readTaskError(layer) !== undefined);
  return isError ? failed(layers) : undefined;
}

function linkIn(layers: readonly Layer[]): string | undefined {
  return findLink(layers) ?? findInline(layers[0]);
}

function progressOf(layers: readonly Layer[]): number | undefined {
  return layers
    .map(({ progress, percentage }) => percent(progress) ?? percent(percentage))
    .find((value) => value !== undefined);
}

function hasEnded({ finish_time, finished_at, finishTime, completed_at }: Layer): boolean {
  return [finish_time, finished_at, finishTime, completed_at].some(
    (time) => (typeof time === 'number' && time > 0) || (typeof time === 'string' && /[1-9]/.test(time)),
  );
}

function layersOf(answer: unknown): Layer[] {
  const layers: Layer[] = [];
  for (let value = answer; isRecord(value) && layers.length < 3;) {
    const parsed = layerSchema.safeParse(value);
    if (!parsed.success) break;
    layers.push(parsed.data);
    const { data, output, result } = parsed.data;
    value = [first(data), output, result].find(isRecord);
  }
  return layers;
}

/** A list of one task. */
function first(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value as readonly unknown[])[0] : value;
}

function wordOf(layer: Layer | undefined): string | undefined {
  return layer?.status ?? layer?.task_status ?? layer?.taskStatus ?? layer?.state;
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

function failed(layers: readonly Layer[], found?: string): StatusReading {
  const [outer, ...inner] = layers;
  // The envelope's message ("", "success") speaks of the call; it comes last.
  const said = [...inner, outer].map((layer) => ({
    reason: layer?.fail_reason ?? readTaskError(layer) ?? layer?.task_status_msg,
    error: readErrorBody(layer),
  }));
  const reason = [...said.map((one) => one.reason), ...said.map((one) => one.error?.message)].find(
    (words) => words !== undefined && !isSuccess(words),
  );
  const spoken = found === undefined ? undefined : reasonOfWord(found);
  const codes = [...said.flatMap((one) => one.error?.codes ?? []), ...(spoken === undefined ? [] : [spoken])];
  const telling = [...new Set(codes)].filter((code) => !isSuccess(code));
  return reason === undefined
    ? { kind: 'failed', codes: telling }
    : { kind: 'failed', reason, codes: telling };
}
