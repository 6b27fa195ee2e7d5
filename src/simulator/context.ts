import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Counter } from './counter.ts';
import type { ErrorAnswer } from './errorBody.ts';
import type { RecordedRequest } from './recorder.ts';
import type { Task } from './task.ts';

export interface SimulatorContext {
  readonly sample: Uint8Array;
  readonly now: () => number;
  /** How long a clip of four seconds takes. */
  readonly renderMs: number;
  readonly counter: Counter;
  /** The render with this id as it is now; undefined where no simulator made it. */
  readonly findTask: (id: string) => Task | undefined;
  readonly origin: () => string;
  readonly served: (sha256: string) => void;
  /** Task ids by the ids that clients gave them. */
  readonly clientIds: Map<string, string>;
  /** When each task so far was made, epoch milliseconds. */
  readonly clipTimes: () => readonly number[];
}

/** One request on its way through an endpoint. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Adds to what is recorded of the request. */
  readonly note: (facts: Partial<RecordedRequest>) => void;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export function sendError(response: ServerResponse, { status, body, headers }: ErrorAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function sendPage(response: ServerResponse, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Gateway</title><p>Nothing to see here.</p>');
}
