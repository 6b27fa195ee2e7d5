import { promptForModel } from '../core/imageNames.ts';
import type {
  CreateCall,
  CreateOutcome,
  DoubtOutcome,
  Provider,
  StatusOutcome,
  TaskCall,
} from '../engine/ports.ts';
import { abortable } from './abort.ts';
import { classifyCreate } from './classifyCreate.ts';
import { chatLimits, chatOutcome, chatStatus } from './chatTasks.ts';
import type { Dialect, ImageFile } from './dialects/dialect.ts';
import { dialects } from './dialects/registry.ts';
import { download } from './download.ts';
import type { EncodedBody } from './encodedBody.ts';
import { taskPath } from './endpoints.ts';
import { failure, transportFailure, type Asked } from './failures.ts';
import { downloadInline, isInline } from './inlineClip.ts';
import { keyedRequest } from './keyed.ts';
import type { LinkKeeper } from './linkKeeper.ts';
import { lookUp } from './lookUp.ts';
import { askStatus, statusOf } from './statusQuestion.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';

export interface ProviderOptions extends TransportOptions {
  /** Epoch milliseconds; absent: the system's clock. */
  readonly now?: () => number;
  /** Absent: models whose answer is the only one cannot be used. */
  readonly links?: LinkKeeper;
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
    create: (call, signal) => create({ transport, now, links: options.links }, call, signal),
    status: (call, signal) => status({ transport, now, links: options.links }, call, signal),
    lookUp: (call, signal) => lookUp(transport, now, call, signal),
    findByClientId: (call, signal) => findByClientId(transport, now, call, signal),
    download: (call, signal) =>
      isInline(call.link)
        ? downloadInline(transport, now, { ...call, link: call.link }, signal)
        : download(transport, now, call, signal),
    close: () => transport.close(),
  };
}

interface Parts {
  readonly transport: Transport;
  readonly now: () => number;
  readonly links: LinkKeeper | undefined;
}

async function create(
  { transport, now, links }: Parts,
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
  const { clientId } = call;
  const isChat = model.dialect === 'chat';
  const body = order.body(images);
  if (body === undefined || (isChat && links === undefined)) return unsupported();
  const submission = await transport.submit(
    {
      url: keyed.url,
      headers: { ...keyed.headers, accept: 'application/json', 'content-type': body.contentType },
      body: body.bytes,
      mayStillSend: call.mayStillSend,
      ...(isChat ? { limits: chatLimits } : {}),
    },
    signal,
  );
  return isChat && links !== undefined
    ? await chatOutcome(submission, clientId, links, endpoint, asked())
    : classifyCreate(submission, dialect, asked());
}

/** Where a request goes, and what goes there. */
interface Order {
  readonly path: string;
  readonly body: (images: readonly ImageFile[]) => EncodedBody | undefined;
}

/** Undefined where the dialect has no way to say it. */
function orderOf(dialect: Dialect, { request, model, clientId }: CreateCall): Order | undefined {
  const prompt = promptForModel(request, model);
  const { remixOf } = request;
  if (remixOf === undefined) {
    const spelled = { ...request, prompt };
    const body = (images: readonly ImageFile[]) =>
      dialect.createBody({ request: spelled, model, images, clientId });
    return { path: dialect.createPath(request), body };
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
  { transport, now, links }: Parts,
  call: TaskCall,
  signal: AbortSignal,
): Promise<StatusOutcome> {
  if (call.dialect === 'chat') {
    const asked: Asked = { call: 'status', key: call.endpoint.key, nowMs: now(), charged: 'unknown' };
    return await chatStatus(call.taskId, links, asked);
  }
  return (await askStatus(transport, now, call, signal)).outcome;
}

/** Looks for a task by the id that went with its request. */
async function findByClientId(
  transport: Transport,
  now: () => number,
  { endpoint, dialect, clientId }: Parameters<Provider['findByClientId']>[0],
  signal: AbortSignal,
): Promise<DoubtOutcome> {
  if (dialects[dialect].takesClientId !== true) return { kind: 'unsupported' };
  const { outcome, answer } = await askStatus(
    transport,
    now,
    { endpoint, dialect, taskId: clientId },
    signal,
  );
  if (outcome.kind !== 'missed') {
    const taskId = dialects[dialect].readTaskId(answer);
    if (taskId !== undefined) return { kind: 'found', taskId };
    return { kind: 'missed', failure: failure(statusOf(endpoint, now), 'unknown', 'status.unreadable') };
  }
  return outcome.failure.message === 'status.taskUnknown'
    ? { kind: 'absent' }
    : { kind: 'missed', failure: outcome.failure };
}
