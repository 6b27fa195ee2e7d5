import * as z from 'zod';
import { dialectIds } from '../core/catalogue/model.ts';
import type { LookUpCall, LookUpOutcome } from '../engine/ports.ts';
import { dialects } from './dialects/registry.ts';
import { failure } from './failures.ts';
import { askStatus, statusOf } from './statusQuestion.ts';
import type { Transport } from './transport.ts';
import { walk } from './walk.ts';

type Missed = Extract<LookUpOutcome, { kind: 'missed' }>;

/** Asks one dialect after the other for a task id, until one knows it. Throws only the abort. */
export async function lookUp(
  transport: Transport,
  now: () => number,
  { endpoint, taskId, except = [] }: LookUpCall,
  signal: AbortSignal,
): Promise<LookUpOutcome> {
  let first: Missed | undefined;
  for (const dialect of dialectIds) {
    if (dialects[dialect].statusPaths(undefined).length === 0 || except.includes(dialect)) continue;
    const { outcome: status, answer } = await askStatus(
      transport,
      now,
      { endpoint, dialect, taskId },
      signal,
    );
    if (status.kind !== 'missed') {
      const model = modelIn(answer);
      return { kind: 'found', dialect, status, ...(model === undefined ? {} : { model }) };
    }
    first ??= { kind: 'missed', failure: status.failure };
  }
  return (
    first ?? { kind: 'missed', failure: failure(statusOf(endpoint, now), 'unknown', 'status.taskUnknown') }
  );
}

const modelName = z.string().min(1).max(200);

function modelIn(answer: unknown): string | undefined {
  for (const { name, value } of walk(answer)) {
    const parsed = modelName.safeParse(value);
    if (/^model(_?name)?$/i.test(name) && parsed.success) return parsed.data;
  }
  return undefined;
}
