import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider before the simulator that repeats the key and signed links in its error texts, as careless ones do. */
export interface EchoingProvider {
  readonly origin: string;
  /** The simulator's origin; set it before the first request. */
  target: string;
  /** Signatures of every link that was given out. */
  readonly signatures: ReadonlySet<string>;
  /** How many answers held the key. */
  readonly echoes: () => number;
  close(): Promise<void>;
}

export async function startEchoingProvider(): Promise<EchoingProvider> {
  const signatures = new Set<string>();
  const scripts = new Map<string, { readonly kind: 'fault' | 'failed'; left: number }>();
  let echoes = 0;
  let target = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const key = headers.authorization ?? '';
    const echo = (status: number, extra: object = {}) => {
      echoes += 1;
      signatures.add('5ca1ab1e5ca1ab1e');
      const link = `${target}/files/x.mp4?expires=1&signature=5ca1ab1e5ca1ab1e`;
      const message = `${key} was not good for ${link} (request id: echo-1)`;
      response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': key.slice(7) });
      response.end(JSON.stringify({ ...extra, error: { message, type: key, code: 'echo' } }));
    };
    if (body.includes('[echo:refused]')) {
      echo(400);
      return;
    }
    const script = scripts.get(url.split('/').at(-1) ?? '');
    if (method === 'GET' && script !== undefined && script.left > 0) {
      script.left -= 1;
      if (script.kind === 'fault') echo(500);
      else echo(200, { id: url.split('/').at(-1), status: 'failed' });
      return;
    }
    const reply = await fetch(`${target}${url}`, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(
        ['authorization', 'content-type'].flatMap((name) => {
          const value = headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
      ...(method === 'POST' ? { body } : {}),
    });
    if (reply.status === 401) {
      echo(401);
      return;
    }
    const type = reply.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await reply.arrayBuffer());
    if (type.includes('json')) {
      for (const [, signature = ''] of bytes.toString().matchAll(/signature=([0-9a-f]+)/g))
        signatures.add(signature);
      const id = /"id":"([^"]+)"/.exec(bytes.toString())?.[1];
      const kind = /\[echo:(fault|failed)\]/.exec(body.toString())?.[1];
      if (id !== undefined && (kind === 'fault' || kind === 'failed')) scripts.set(id, { kind, left: 1 });
    }
    response.writeHead(reply.status, { 'content-type': type }).end(bytes);
  }

  const server = createServer((request, response) => {
    // The simulator breaks connections on purpose; so does what stands before it.
    answer(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    get target() {
      return target;
    },
    set target(origin) {
      target = origin;
    },
    signatures,
    echoes: () => echoes,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
