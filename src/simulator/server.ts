import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { checkAuthorization } from './permission.ts';
import { balanceAnswer } from './balance.ts';
import { modelList, publicCatalogue } from './listing.ts';
import { type Exchange, sendError, sendJson, type SimulatorContext } from './context.ts';
import { Counter } from './counter.ts';
import { refusal } from './errorBody.ts';
import { resultFile } from './files.ts';
import type { RecordedRequest, Stats } from './recorder.ts';
import { createChat } from './chat.ts';
import { createGrok, grokStatus } from './grok.ts';
import { createKling, klingStatus } from './kling.ts';
import { createMidjourney, midjourneyStatus } from './midjourney.ts';
import { remixVideo } from './remix.ts';
import { createRunway, runwayStatus } from './runway.ts';
import { heldTask, readTask } from './task.ts';
import { createVideo, videoContent, videoStatus } from './unified.ts';

export interface SimulatorOptions {
  /** The bytes of the clip that every render gives. */
  readonly clip: Uint8Array;
  /** 0, the default: any free port of the loopback interface. */
  readonly port?: number;
  /** How long a clip of four seconds takes to render; longer clips take a little more. */
  readonly renderMs?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

export interface Simulator {
  /** `http://127.0.0.1:4321` */
  readonly origin: string;
  readonly port: number;
  /** Every request so far, oldest first. */
  readonly log: readonly RecordedRequest[];
  readonly stats: Stats;
  /** From now on no render gets beyond half of its way, until {@link Simulator.release}. */
  hold(): void;
  /** Renders go on; those whose time has passed meanwhile are done. */
  release(): void;
  /** Ends running answers too. */
  close(): Promise<void>;
}

const standardRenderMs = 6_000;

const createPaths = [
  '/v1/videos',
  '/grok/v1/videos/generations',
  '/kling/v1/videos/text2video',
  '/kling/v1/videos/image2video',
  '/runwayml/v1/image_to_video',
  '/mj/submit/video',
  '/v1/chat/completions',
];
const remixPath = /^\/v1\/videos\/([^/]+)\/remix$/;
const isCreate = (path: string) => createPaths.includes(path) || remixPath.test(path);
const statusPath =
  /^(?:\/v1\/videos\/([^/]+)|\/grok\/v1\/videos\/([^/]+)|\/kling\/v1\/videos\/(?:text2video|image2video)\/([^/]+)|\/runwayml\/v1\/tasks\/([^/]+)|\/mj\/task\/([^/]+)\/fetch)$/;

/** Starts an offline CometAPI on the loopback interface. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { clip, port = 0, renderMs = standardRenderMs, now = Date.now } = options;
  const log: RecordedRequest[] = [];
  let servedSha256: string | undefined;
  let isHeld = false;
  const counter = new Counter();
  const context: SimulatorContext = {
    sample: clip,
    now,
    renderMs,
    counter,
    findTask: (id) => {
      const task = readTask(id);
      return task !== undefined && isHeld ? heldTask(task) : task;
    },
    clientIds: new Map(),
    origin: () => origin,
    clipTimes: () => log.flatMap(({ at, taskId }) => (taskId === undefined ? [] : [at])),
    served: (digest) => {
      servedSha256 = digest;
    },
  };
  const stats = (): Stats => ({
    creates: log.filter(({ method, path }) => method === 'POST' && isCreate(path)).length,
    tasks: log.filter(({ taskId }) => taskId !== undefined).length,
    polls: log.filter(({ method, path }) => method === 'GET' && statusPath.test(path)).length,
    downloads: log.filter(({ path }) => path.startsWith('/files/') || path.endsWith('/content')).length,
    ...(servedSha256 === undefined ? {} : { servedSha256 }),
  });

  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (url === null) {
      sendError(response, refusal(404));
      return;
    }
    if (url.pathname.startsWith('/__simulator/')) {
      answerTest(request, response, url.pathname);
      return;
    }
    const index = log.push(recordOf(request, url, now())) - 1;
    const note = (facts: Partial<RecordedRequest>) => {
      const known = log[index];
      if (known !== undefined) log[index] = { ...known, ...facts };
    };
    route(context, { request, response, url, note }).catch(() => request.socket.destroy());
  });

  const orders: Readonly<Record<string, () => void>> = {
    '/__simulator/hold': () => (isHeld = true),
    '/__simulator/release': () => (isHeld = false),
    '/__simulator/reset': () => {
      log.length = 0;
      counter.clear();
      servedSha256 = undefined;
    },
  };

  function answerTest(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (path === '/__simulator/requests') sendJson(response, log);
    else if (path === '/__simulator/stats') sendJson(response, stats());
    else if (Object.hasOwn(orders, path) && request.method === 'POST') {
      orders[path]?.();
      sendJson(response, {});
    } else sendError(response, refusal(404));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port.');
  const origin = `http://127.0.0.1:${String(address.port)}`;
  return {
    origin,
    port: address.port,
    log,
    get stats() {
      return stats();
    },
    hold: () => void (isHeld = true),
    release: () => void (isHeld = false),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function recordOf(request: IncomingMessage, url: URL, at: number): RecordedRequest {
  return {
    at,
    method: request.method ?? '',
    path: url.pathname,
    isAuthorized: request.headers.authorization !== undefined,
  };
}

async function route(context: SimulatorContext, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const { method = '' } = request;
  const path = url.pathname;
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && path === '/api/models') {
    sendJson(response, publicCatalogue());
    return;
  }
  if (isRead && path === '/user/quota') {
    const { status, body } = balanceAnswer(url.searchParams, context.clipTimes());
    sendJson(response, body, status);
    return;
  }
  if (isRead && path.startsWith('/files/')) {
    resultFile(context, exchange);
    return;
  }
  const refused = checkAuthorization(request.headers.authorization);
  if (refused !== undefined) {
    sendError(response, refused);
    return;
  }
  if (method === 'POST') await create(context, exchange, path);
  else if (isRead && path === '/v1/models') sendJson(response, modelList());
  else if (isRead) ask(context, exchange, path);
  else sendError(response, refusal(404));
}

async function create(context: SimulatorContext, exchange: Exchange, path: string): Promise<void> {
  switch (path) {
    case '/v1/videos':
      await createVideo(context, exchange);
      break;
    case '/grok/v1/videos/generations':
      await createGrok(context, exchange);
      break;
    case '/kling/v1/videos/text2video':
      await createKling(context, exchange, 'text2video');
      break;
    case '/kling/v1/videos/image2video':
      await createKling(context, exchange, 'image2video');
      break;
    case '/runwayml/v1/image_to_video':
      await createRunway(context, exchange);
      break;
    case '/mj/submit/video':
      await createMidjourney(context, exchange);
      break;
    case '/v1/chat/completions':
      await createChat(context, exchange);
      break;
    default: {
      const source = remixPath.exec(path)?.[1];
      if (source === undefined) sendError(exchange.response, refusal(404));
      else await remixVideo(context, exchange, source);
    }
  }
}

function ask(context: SimulatorContext, exchange: Exchange, path: string): void {
  const content = /^\/v1\/videos\/([^/]+)\/content$/.exec(path)?.[1];
  const [, video, grok, kling, runway, midjourney] = statusPath.exec(path) ?? [];
  if (content !== undefined) videoContent(context, exchange, content);
  else if (video !== undefined) videoStatus(context, exchange, video);
  else if (grok !== undefined) grokStatus(context, exchange, grok);
  else if (kling !== undefined) {
    klingStatus(context, exchange, path.includes('/image2video/') ? 'image2video' : 'text2video', kling);
  } else if (runway !== undefined) runwayStatus(context, exchange, runway);
  else if (midjourney !== undefined) midjourneyStatus(context, exchange, midjourney);
  else sendError(exchange.response, refusal(404));
}
