import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Script = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

/** A real server on loopback that answers as a test says and remembers what reached it. */
export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  readonly seen: readonly Seen[];
  readonly sockets: readonly Socket[];
  /** Bytes received over all connections. */
  readonly bytesRead: () => number;
}

export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks) };
      seen.push(one);
      script(request, response, one);
    });
  });
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    seen,
    sockets,
    bytesRead: () => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0),
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers every request the same way; objects as JSON, texts as they are. */
export function always(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): Script {
  return (_request, response) => {
    const isText = typeof body === 'string' || Buffer.isBuffer(body);
    response.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}

/** A port on loopback where nothing listens. */
export async function closedPort(): Promise<string> {
  const server = await scriptedServer(always(200));
  await server[Symbol.asyncDispose]();
  return server.origin;
}
