import * as z from 'zod';
import { isTaskId } from '../endpoints.ts';
import { isRecord, walk } from '../walk.ts';

const id = z.string().refine(isTaskId).optional().catch(undefined);
const holder = z.looseObject({ id, task_id: id, data: z.unknown().optional() });

/** The task id in a create answer: `id`, else `task_id`, else the same inside `data`, else a `task_id` anywhere. */
export function findTaskId(answer: unknown): string | undefined {
  for (let layer = answer, depth = 0; isRecord(layer) && depth < 3; depth += 1) {
    const parsed = holder.safeParse(layer);
    if (!parsed.success) break;
    const found = parsed.data.id ?? parsed.data.task_id;
    if (found !== undefined) return found;
    layer = parsed.data.data;
  }
  for (const { name, value } of walk(answer)) {
    if ((name === 'task_id' || name === 'taskId') && isTaskId(value)) return value;
  }
  return undefined;
}

/**
 * The task id in an answer that broke off inside its JSON. Only what cannot be anything else is taken: a `task_id`,
 * an `id` that opens the answer, or an `id` that calls itself a task.
 */
export function salvageTaskId(text: string): string | undefined {
  const start = text.slice(0, 100_000).trimStart();
  if (!start.startsWith('{')) return undefined;
  const patterns = [
    /^\{\s*"id"\s*:\s*"([A-Za-z0-9_-]{1,200})"/,
    /"task_?[iI]d"\s*:\s*"([A-Za-z0-9_-]{1,200})"/,
    /"id"\s*:\s*"(task[_-][A-Za-z0-9_-]{1,195})"/,
  ];
  for (const pattern of patterns) {
    const found = pattern.exec(start)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
