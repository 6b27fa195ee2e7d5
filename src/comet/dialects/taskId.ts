import * as z from 'zod';
import { isTaskId } from '../../core/taskId.ts';
import { namesOnlyAnError } from '../errorBody.ts';
import { isRecord, walk } from '../walk.ts';

/** A number that JSON writes in digits alone; one that a double cannot hold comes as text (`parseJson`). */
function numberAsId(value: unknown): unknown {
  const isId = typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1e21;
  return isId ? BigInt(value).toString() : value;
}

/** A task id, also where it comes as a number; undefined for anything else. */
export const taskIdField = z
  .preprocess(numberAsId, z.string().refine(isTaskId).optional())
  .optional()
  .catch(undefined);

const textField = z.string().refine(isTaskId).optional().catch(undefined);
const member = z.unknown().optional();
const textHolder = z.looseObject({ id: textField, task_id: textField, data: member });
const holder = z.looseObject({ id: taskIdField, task_id: taskIdField, data: member });

/**
 * The task id in a create answer: `id`, else `task_id`, else the same inside `data`, else a `task_id` anywhere. A text
 * before a number, which may be a row's.
 */
export function findTaskId(answer: unknown): string | undefined {
  return (
    idIn(answer, textHolder) ??
    taskIdAnywhereIn(answer, false) ??
    idIn(answer, holder) ??
    taskIdAnywhereIn(answer, true)
  );
}

function idIn(answer: unknown, reader: typeof textHolder | typeof holder): string | undefined {
  for (let layer = answer, depth = 0; isRecord(layer) && depth < 3; depth += 1) {
    const parsed = reader.safeParse(layer);
    if (!parsed.success) break;
    const found = parsed.data.id ?? parsed.data.task_id;
    if (found !== undefined) return found;
    layer = parsed.data.data;
  }
  return undefined;
}

function taskIdAnywhereIn(answer: unknown, mayBeNumber: boolean): string | undefined {
  for (const { name, value } of walk(answer)) {
    if (!/^task_?id$/i.test(name)) continue;
    const found = mayBeNumber ? numberAsId(value) : value;
    if (isTaskId(found)) return found;
  }
  return undefined;
}

/** Ids that say themselves that they are a task's. */
const callsItselfTask = /^(?:task|video|cgt)[_-]/;

/**
 * An answer of refusal without the id that is the error's own: a bare `id` beside an error and no task. One that calls
 * itself a task stays.
 */
export function withoutErrorId(answer: unknown, httpStatus: number): unknown {
  if (!isRecord(answer) || !namesOnlyAnError(answer, httpStatus)) return answer;
  const { id, ...rest } = answer;
  return typeof id === 'string' && callsItselfTask.test(id) ? answer : rest;
}

/** A complete value, in quotation marks or in digits behind which something else stands. */
const anyValue = String.raw`(?:"([A-Za-z0-9_.:=+~@,-]{1,1024})"|([1-9]\d{0,1023})(?=\s*[,}\]\s]))`;
const opensAnswer = new RegExp(String.raw`^\{\s*"id"\s*:\s*${anyValue}`);
const taskIdAnywhere = new RegExp(String.raw`"task_?id"\s*:\s*${anyValue}`, 'i');
const idOfTask = /"id"\s*:\s*"((?:task|cgt)[_-][A-Za-z0-9_.:=+~@,-]{1,1019})"/;

/**
 * The task id in an answer that broke off inside its JSON. Only what cannot be anything else is taken: a `task_id`,
 * an `id` that opens the answer (but not that of a refusal, where it may be the error's own), or an `id` that calls
 * itself a task.
 */
export function salvageTaskId(text: string, isRefusing = false): string | undefined {
  const start = text.slice(0, 100_000).trimStart();
  if (!start.startsWith('{')) return undefined;
  for (const pattern of [...(isRefusing ? [] : [opensAnswer]), taskIdAnywhere, idOfTask]) {
    const [, quoted, digits] = pattern.exec(start) ?? [];
    const found = quoted ?? digits;
    if (isTaskId(found)) return found;
  }
  return undefined;
}
