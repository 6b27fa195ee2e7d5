import { isAbort } from '../core/errors.ts';
import type { Endpoint, StatusOutcome, TaskCall } from '../engine/ports.ts';
import { classifyStatus } from './classifyStatus.ts';
import { dialects } from './dialects/registry.ts';
import { taskPath } from './endpoints.ts';
import { type Asked, failure, transportFailure } from './failures.ts';
import { keyedRequest } from './keyed.ts';
import { parseJson } from './reply.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transportError.ts';

export interface StatusAnswer {
  readonly outcome: StatusOutcome;
  /** The answer as it was parsed; undefined where there was none. */
  readonly answer?: unknown;
}

export function statusOf(endpoint: Endpoint, now: () => number): Asked {
  return { call: 'status', key: endpoint.key, nowMs: now(), charged: 'unknown' };
}

/** Asks how a task stands, at each place where its dialect may have it. Throws only the abort. */
export async function askStatus(
  transport: Transport,
  now: () => number,
  { endpoint, dialect: dialectId, taskId, hasImages }: TaskCall,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  const dialect = dialects[dialectId];
  const asked = () => statusOf(endpoint, now);
  const unknown = (): StatusAnswer => ({
    outcome: { kind: 'missed', failure: failure(asked(), 'unknown', 'status.taskUnknown') },
  });
  const missed = (...[failureClass, code]: ['request-invalid', 'status.origin'] | ['key', 'status.key']) => ({
    outcome: { kind: 'missed' as const, failure: failure(asked(), failureClass, code) },
  });
  let first: StatusAnswer | undefined;
  for (const template of dialect.statusPaths(hasImages)) {
    const path = taskPath(template, taskId);
    if (path === undefined) return unknown();
    const keyed = keyedRequest(endpoint, path, dialect.headers);
    if (keyed === 'origin') return missed('request-invalid', 'status.origin');
    if (keyed === 'key') return missed('key', 'status.key');
    let said: StatusAnswer;
    try {
      const headers = { ...keyed.headers, accept: 'application/json' };
      const reply = await transport.ask(keyed.url, headers, signal, { hasLongTexts: true });
      said = { outcome: classifyStatus(reply, dialect, asked()), answer: parseJson(reply.text) };
    } catch (error) {
      if (isAbort(error)) throw error;
      const reason = error instanceof TransportError ? error.reason : 'broken';
      return { outcome: { kind: 'missed', failure: transportFailure(asked(), reason) } };
    }
    const isUnknown = said.outcome.kind === 'missed' && said.outcome.failure.message === 'status.taskUnknown';
    if (!isUnknown) return said;
    first ??= said;
  }
  return first ?? unknown();
}
