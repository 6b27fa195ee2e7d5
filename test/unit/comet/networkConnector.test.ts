import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { networkConnector } from '../../../src/comet/networkConnector.ts';
import type { NetworkSettings } from '../../../src/comet/proxy.ts';
import { createCall, key, patient, taskCall, withProvider } from './calls.ts';
import { privateCertificate, type PrivateCertificate } from './privateCertificate.ts';

const hostname = 'api.cometapi.test';
const origin = `https://${hostname}`;

/** The API takes requests and does not answer. */
let silent = false;
/** The API says more than it was asked for: interim answers, and headers without need. */
let chatty = false;
const filler = 'y'.repeat(60_000);

interface Api {
  readonly port: number;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** An API behind TLS by an authority that nobody knows. */
async function startApi({ key: tlsKey, cert }: PrivateCertificate): Promise<Api> {
  const requests: string[] = [];
  const server = createTlsServer({ key: tlsKey, cert }, (request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? '-'}`);
    request.resume();
    if (chatty) {
      response.writeContinue();
      response.writeProcessing();
      response.setHeader('x-filler', filler);
    }
    request.on('end', () => silent || response.end('{"id":"task_1","status":"queued"}'));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

interface TestProxy {
  readonly url: string;
  /** Everything that the proxy itself could read. */
  readonly heard: readonly string[];
  /** Breaks every connection. */
  die(): Promise<void>;
  close(): Promise<void>;
}

type Manner = 'open' | 'password' | 'forbids' | 'dies' | 'chatty';

/** A proxy that leads every name to the API. */
async function startProxy(apiPort: number, manner: Manner = 'open'): Promise<TestProxy> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(400).end();
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    heard.push(`CONNECT ${request.url ?? ''} ${JSON.stringify(request.headers)}`);
    socket.on('error', () => undefined);
    if (manner === 'forbids') return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    if (manner === 'dies') return socket.destroy();
    if (manner === 'password' && request.headers['proxy-authorization'] !== `Basic ${btoa('me:secret')}`) {
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    }
    const onward = connect(apiPort, '127.0.0.1', () => {
      if (manner === 'chatty') socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n');
      const more = manner === 'chatty' ? `x-filler: ${filler}\r\n` : '';
      socket.write(`HTTP/1.1 200 Connection Established\r\n${more}\r\n`);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    heard,
    die() {
      for (const socket of sockets) socket.destroy();
      return Promise.resolve();
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

describe('connecting through a proxy', () => {
  let certificate: PrivateCertificate;
  let api: Api;
  let proxy: TestProxy;
  before(async () => {
    certificate = await privateCertificate(hostname);
    api = await startApi(certificate);
  });
  after(async () => {
    await api.close();
  });
  beforeEach(() => {
    (api.requests as string[]).length = 0;
  });
  afterEach(async () => {
    await proxy.close();
  });

  const connector = (settings: NetworkSettings, ca: readonly string[] = [certificate.ca]) =>
    networkConnector({
      settings: () => settings,
      connectMs: 5_000,
      certificates: () => Promise.resolve(ca),
    });
  const create = (settings: NetworkSettings, ca?: readonly string[], mayStillSend = () => true) =>
    withProvider((provider) => provider.create(createCall(origin, { mayStillSend }), patient), {
      connector: connector(settings, ca),
    });

  it('sends one create request through a tunnel, in which the proxy sees neither key nor path', async () => {
    proxy = await startProxy(api.port);
    const outcome = await create({ proxy: proxy.url });
    assert.deepEqual(outcome, { kind: 'accepted', taskId: 'task_1' });
    assert.deepEqual(api.requests, [`POST /v1/videos Bearer ${key}`]);
    assert.equal(proxy.heard.length, 1);
    assert.match(proxy.heard[0] ?? '', new RegExp(`^CONNECT ${hostname}:443 `));
    assert.ok(!proxy.heard.join().includes(key) && !proxy.heard.join().includes('/v1/'));
  });

  it('is not led astray by a proxy and a server that say more than they were asked for', async () => {
    proxy = await startProxy(api.port, 'chatty');
    chatty = true;
    try {
      assert.deepEqual(await create({ proxy: proxy.url }), { kind: 'accepted', taskId: 'task_1' });
      const answer = await withProvider((provider) => provider.status(taskCall(origin), patient), {
        connector: connector({ proxy: proxy.url }),
      });
      assert.equal(answer.kind, 'running');
    } finally {
      chatty = false;
    }
  });

  it('asks for the status the same way', async () => {
    proxy = await startProxy(api.port);
    const answer = await withProvider((provider) => provider.status(taskCall(origin), patient), {
      connector: connector({ proxy: proxy.url }),
    });
    assert.equal(answer.kind, 'running');
  });

  it('fetches the clip behind a link the same way, without the key', async () => {
    proxy = await startProxy(api.port);
    const link = `${origin}/files/clip.mp4?signature=s3cret`;
    await withProvider((provider) => provider.download({ ...taskCall(origin), link }, patient), {
      connector: connector({ proxy: proxy.url }),
    });
    assert.deepEqual(api.requests, ['GET /files/clip.mp4?signature=s3cret -']);
    assert.match(proxy.heard.join(), new RegExp(`^CONNECT ${hostname}:443 `));
    assert.ok(!proxy.heard.join().includes('s3cret'));
  });

  it('gives the proxy its password, and the API never hears of it', async () => {
    proxy = await startProxy(api.port, 'password');
    const outcome = await create({ proxy: proxy.url.replace('//', '//me:secret@') });
    assert.equal(outcome.kind, 'accepted');
    assert.deepEqual(api.requests, [`POST /v1/videos Bearer ${key}`]);
  });

  for (const [manner, code] of [
    ['password', 'create.proxyAuth'],
    ['forbids', 'create.proxy'],
    ['dies', 'create.proxy'],
  ] as const) {
    it(`sends nothing where the proxy ${manner === 'password' ? 'wants a password' : manner}, and says so`, async () => {
      proxy = await startProxy(api.port, manner);
      const outcome = await create({ proxy: proxy.url });
      assert.ok(outcome.kind === 'unsent');
      assert.equal(outcome.failure.message, code);
      assert.equal(outcome.failure.charged, 'no');
      assert.deepEqual(api.requests, []);
    });
  }

  it('sends nothing to a server whose certificate is by an authority nobody knows', async () => {
    proxy = await startProxy(api.port);
    for (const isStrict of [true, false]) {
      const outcome = await create({ proxy: proxy.url, isStrict }, rootCertificates);
      assert.ok(outcome.kind === 'unsent', 'http.proxyStrictSSL is about the proxy only');
      assert.equal(outcome.failure.message, 'create.tls');
    }
    assert.deepEqual(api.requests, []);
  });

  it('checks the server also where the environment turns checks off', async () => {
    proxy = await startProxy(api.port);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const outcome = await create({ proxy: proxy.url }, rootCertificates);
      assert.ok(outcome.kind === 'unsent');
      assert.equal(outcome.failure.message, 'create.tls');
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    assert.deepEqual(api.requests, []);
  });

  it('is uncertain, and sends once, where the proxy dies after the request', async () => {
    proxy = await startProxy(api.port);
    silent = true;
    const outcome = create({ proxy: proxy.url });
    while (api.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await proxy.die();
    assert.equal((await outcome).kind, 'uncertain');
    silent = false;
    assert.deepEqual(api.requests, [`POST /v1/videos Bearer ${key}`]);
  });

  it('asks for the permission to send when the tunnel and TLS stand', async () => {
    proxy = await startProxy(api.port);
    let asked = 0;
    const outcome = await create({ proxy: proxy.url }, undefined, () => {
      asked++;
      assert.equal(proxy.heard.length, 1);
      return false;
    });
    assert.equal(outcome.kind, 'unsent');
    assert.equal(asked, 1);
    assert.deepEqual(api.requests, []);
  });

  it('sends nothing where the settings name a proxy that it cannot use', async () => {
    proxy = await startProxy(api.port);
    const outcome = await create({ proxy: 'socks5://127.0.0.1:1080' });
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.message, 'create.proxyUnsupported');
  });
});
