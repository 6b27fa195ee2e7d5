import * as z from 'zod';
import type { DialectId } from '../core/catalogue/model.ts';
import { isAbort } from '../core/errors.ts';
import type { LookUpCall, LookUpOutcome } from '../engine/ports.ts';
import { classifyStatus } from './classifyStatus.ts';
import type { Dialect } from './dialects/dialect.ts';
import { dialects } from './dialects/registry.ts';
import { taskPath } from './endpoints.ts';
import { type Asked, failure, transportFailure } from './failures.ts';
import { keyedRequest } from './keyed.ts';
import { parseJson } from './reply.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transportError.ts';
import { walk } from './walk.ts';

type Missed = Extract<LookUpOutcome, { kind: 'missed' }>;

/** Asks one dialect after the other for a task id, until one knows it. */
export async function lookUp(
  transport: Transport,
  now: () => number,
  { endpoint, taskId }: LookUpCall,
  signal: AbortSignal,
): Promise<LookUpOutcome> {
  const asked = (): Asked => ({ call: 'status', key: endpoint.key, nowMs: now(), charged: 'unknown' });
  let first: Missed | undefined;
  for (const [id, dialect] of Object.entries(dialects) as [DialectId, Dialect][]) {
    const path = taskPath(dialect.paths.status, taskId);
    const keyed = path === undefined ? 'origin' : keyedRequest(endpoint, path, dialect.headers);
    if (typeof keyed === 'string') {
      first ??= { kind: 'missed', failure: failure(asked(), 'unknown', 'status.taskUnknown') };
      continue;
    }
    try {
      const reply = await transport.ask(keyed.url, { ...keyed.headers, accept: 'application/json' }, signal);
      const status = classifyStatus(reply, dialect, asked());
      if (status.kind !== 'missed') {
        const model = modelIn(parseJson(reply.text));
        return { kind: 'found', dialect: id, status, ...(model === undefined ? {} : { model }) };
      }
      first ??= { kind: 'missed', failure: status.failure };
    } catch (error) {
      if (isAbort(error)) throw error;
      const reason = error instanceof TransportError ? error.reason : 'broken';
      first ??= { kind: 'missed', failure: transportFailure(asked(), reason) };
    }
  }
  return first ?? { kind: 'missed', failure: failure(asked(), 'unknown', 'status.taskUnknown') };
}

const modelName = z.string().min(1).max(200);

function modelIn(answer: unknown): string | undefined {
  for (const { name, value } of walk(answer)) {
    const parsed = modelName.safeParse(value);
    if (/^model(_?name)?$/i.test(name) && parsed.success) return parsed.data;
  }
  return undefined;
}
