import { isAbort } from '../core/errors.ts';
import { promptForModel } from '../core/imageNames.ts';
import type { CreateCall, CreateOutcome, Provider, StatusOutcome, TaskCall } from '../engine/ports.ts';
import { abortable } from './abort.ts';
import { classifyCreate } from './classifyCreate.ts';
import { classifyStatus } from './classifyStatus.ts';
import type { Dialect, ImageFile } from './dialects/dialect.ts';
import { dialects } from './dialects/registry.ts';
import { download } from './download.ts';
import { taskPath } from './endpoints.ts';
import { failure, transportFailure, type Asked } from './failures.ts';
import { keyedRequest } from './keyed.ts';
import { lookUp } from './lookUp.ts';
import type { EncodedBody } from './multipart.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { TransportError } from './transportError.ts';

export interface ProviderOptions extends TransportOptions {
  /** Epoch milliseconds; absent: the system's clock. */
  readonly now?: () => number;
}

export interface CometProvider extends Provider {
  /** Ends every connection, running calls included. */
  close(): Promise<void>;
}

/** CometAPI. No method throws but on abort; `create` then only when something may have left. */
export function createProvider(options: ProviderOptions = {}): CometProvider {
  const transport = createTransport(options);
  const now = options.now ?? Date.now;
  return {
    create: (call, signal) => create(transport, now, call, signal),
    status: (call, signal) => status(transport, now, call, signal),
    lookUp: (call, signal) => lookUp(transport, now, call, signal),
    // No dialect of today takes an id of the client's.
    findByClientId: () => Promise.resolve({ kind: 'unsupported' }),
    download: (call, signal) => download(transport, now, call, signal),
    close: () => transport.close(),
  };
}

async function create(
  transport: Transport,
  now: () => number,
  call: CreateCall,
  signal: AbortSignal,
): Promise<CreateOutcome> {
  const { endpoint, model } = call;
  const asked = (): Asked => ({ call: 'create', key: endpoint.key, nowMs: now(), charged: 'unknown' });
  const nothing = { charged: 'no' } as const;

  const unsupported = () =>
    ({
      kind: 'refused',
      failure: failure(asked(), 'request-invalid', 'create.unsupported', nothing),
    }) as const;
  const dialect = dialects[model.dialect];
  const order = orderOf(dialect, call);
  if (order === undefined) return unsupported();
  const keyed = keyedRequest(endpoint, order.path, dialect.headers);
  if (keyed === 'origin')
    return { kind: 'refused', failure: failure(asked(), 'request-invalid', 'create.origin', nothing) };
  if (keyed === 'key') return { kind: 'refused', failure: failure(asked(), 'key', 'create.key', nothing) };

  const images = await readImages(call, signal);
  if (images === 'aborted') return { kind: 'unsent', failure: transportFailure(asked(), 'aborted', nothing) };
  if (images === 'unreadable') {
    return { kind: 'refused', failure: failure(asked(), 'disk', 'create.imageUnreadable', nothing) };
  }
  const body = order.body(images);
  if (body === undefined) return unsupported();
  const submission = await transport.submit(
    {
      url: keyed.url,
      headers: { ...keyed.headers, accept: 'application/json', 'content-type': body.contentType },
      body: body.bytes,
      mayStillSend: call.mayStillSend,
    },
    signal,
  );
  return classifyCreate(submission, dialect, asked());
}

/** Where a request goes, and what goes there. */
interface Order {
  readonly path: string;
  readonly body: (images: readonly ImageFile[]) => EncodedBody | undefined;
}

/** Undefined where the dialect has no way to say it. */
function orderOf(dialect: Dialect, { request, model }: CreateCall): Order | undefined {
  const prompt = promptForModel(request, model);
  const { remixOf } = request;
  if (remixOf === undefined) {
    const body = (images: readonly ImageFile[]) => dialect.createBody({ ...request, prompt }, model, images);
    return { path: dialect.paths.create, body };
  }
  const { remix } = dialect;
  if (remix === undefined) return undefined;
  const path = taskPath(remix.path, remixOf.taskId);
  return path === undefined ? undefined : { path, body: () => remix.body(prompt) };
}

/** All of it before the connection is opened, so that nothing slow lies between the permission to send and sending. */
async function readImages(
  call: CreateCall,
  signal: AbortSignal,
): Promise<ImageFile[] | 'aborted' | 'unreadable'> {
  const files = call.images.map(async ({ role, name, type, read }) => ({
    role,
    name,
    type,
    bytes: await read(),
  }));
  try {
    return await abortable(Promise.all(files), signal);
  } catch {
    return signal.aborted ? 'aborted' : 'unreadable';
  }
}

async function status(
  transport: Transport,
  now: () => number,
  call: TaskCall,
  signal: AbortSignal,
): Promise<StatusOutcome> {
  const { endpoint, taskId } = call;
  const asked = (): Asked => ({ call: 'status', key: endpoint.key, nowMs: now(), charged: 'unknown' });
  const dialect = dialects[call.dialect];
  const path = taskPath(dialect.paths.status, taskId);
  if (path === undefined)
    return { kind: 'missed', failure: failure(asked(), 'unknown', 'status.taskUnknown') };
  const keyed = keyedRequest(endpoint, path, dialect.headers);
  if (keyed === 'origin')
    return { kind: 'missed', failure: failure(asked(), 'request-invalid', 'status.origin') };
  if (keyed === 'key') return { kind: 'missed', failure: failure(asked(), 'key', 'status.key') };
  try {
    const reply = await transport.ask(keyed.url, { ...keyed.headers, accept: 'application/json' }, signal);
    return classifyStatus(reply, dialect, asked());
  } catch (error) {
    if (isAbort(error)) throw error;
    const reason = error instanceof TransportError ? error.reason : 'broken';
    return { kind: 'missed', failure: transportFailure(asked(), reason) };
  }
}
