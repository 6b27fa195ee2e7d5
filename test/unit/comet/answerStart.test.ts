import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { createCall, downloadCall, patient, taskCall, withProvider } from './calls.ts';
import { scriptedServer, type Script } from './scriptedServer.ts';

const answer = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n${headers}\r\n${body}`;
const task = '{"id":"task_1","status":"queued"}';
const go = 'HTTP/1.1 100 Continue\r\n\r\n';

const starts: readonly (readonly [what: string, bytes: string])[] = [
  ['nothing else', ''],
  ['100', go],
  ['100 without words', 'HTTP/1.1 100\r\n\r\n'],
  ['100 of HTTP/1.0', 'HTTP/1.0 100 Continue\r\n\r\n'],
  ['100 with headers', 'HTTP/1.1 100 Continue\r\nserver: nginx\r\nx-a: b\r\n\r\n'],
  ['100 twice', go + go],
  ['102', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['103', 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n'],
  ['100, 102 and 103', `${go}HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n`],
];

/** Writes in pieces of a size, each in a turn of its own. */
function writeSlowly(socket: Socket, bytes: string, size: number): void {
  const rest = Buffer.from(bytes);
  const next = (at: number) => {
    if (at >= rest.byteLength || socket.destroyed) return;
    socket.write(rest.subarray(at, at + size), () => setImmediate(() => next(at + size)));
  };
  next(0);
}

/** Answers each request in bytes of its own, and keeps connections. */
async function rawServer(reply: (socket: Socket) => void) {
  const counts = { connections: 0, requests: 0 };
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    counts.connections++;
    sockets.push(socket.setNoDelay(true).on('error', () => undefined));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      // The end of a multipart body, or of a request without one.
      if (!(heard.startsWith('POST') ? heard.endsWith('--\r\n') : heard.endsWith('\r\n\r\n'))) return;
      heard = '';
      counts.requests++;
      reply(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    counts,
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

describe('interim answers that nobody asked for', () => {
  for (const [what, bytes] of starts) {
    for (const size of [1, 7, 100_000]) {
      it(`${what}, in pieces of ${String(size)}, lose neither the task nor a state`, async () => {
        await using server = await rawServer((socket) => writeSlowly(socket, bytes + answer(task), size));
        await withProvider(async (provider) => {
          assert.deepEqual(await provider.create(createCall(server.origin), patient), {
            kind: 'accepted',
            taskId: 'task_1',
          });
          // The same connection, again and again.
          for (let count = 0; count < 6; count++) {
            assert.equal((await provider.status(taskCall(server.origin), patient)).kind, 'running');
          }
        });
        assert.equal(server.counts.requests, 7);
        assert.ok(server.counts.connections < 5, String(server.counts.connections));
      });
    }
  }

  it('inside a body are its bytes', async () => {
    const body = `\0\0\0\x14ftyp${go}${'x'.repeat(200_000)}${go}`;
    await using server = await scriptedServer((request) => {
      writeSlowly(
        request.socket,
        `${go}HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
        50_000,
      );
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(downloadCall(server.origin), patient);
      assert.ok(outcome.kind === 'bytes');
      const chunks: Uint8Array[] = [];
      for await (const chunk of outcome.body) chunks.push(chunk);
      assert.equal(Buffer.concat(chunks).toString(), body);
    });
  });

  const nothing: readonly (readonly [what: string, script: Script])[] = [
    ['without an answer behind', (request) => request.socket.end(go)],
    ['half of one', (request) => request.socket.end('HTTP/1.1 10')],
    ['a change of protocol', (request) => request.socket.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n')],
    [
      'one without an end',
      (request) => request.socket.end(`HTTP/1.1 100 Continue\r\nx: ${'y'.repeat(200_000)}`),
    ],
  ];
  for (const [what, script] of nothing) {
    it(`${what} leaves a create in doubt`, async () => {
      await using server = await scriptedServer(script);
      await withProvider(async (provider) => {
        const created = await provider.create(createCall(server.origin), patient);
        assert.ok(created.kind === 'uncertain');
        assert.equal(created.failure.message, 'create.broken');
        assert.equal((await provider.status(taskCall(server.origin), patient)).kind, 'missed');
      });
    });
  }
});

describe('headers', () => {
  const filler = Array.from(
    { length: 60 },
    (_, index) => `x-${String(index)}: ${'y'.repeat(8_000)}\r\n`,
  ).join('');

  it('may be large', async () => {
    await using server = await scriptedServer((request) => {
      request.socket.write(answer(task, filler));
    });
    await withProvider(async (provider) => {
      assert.equal((await provider.create(createCall(server.origin), patient)).kind, 'accepted');
      assert.equal((await provider.status(taskCall(server.origin), patient)).kind, 'running');
      const outcome = await provider.download(downloadCall(server.origin), patient);
      assert.notEqual(outcome.kind, 'bytes');
    });
  });

  it('are left where they do not end', async () => {
    await using server = await scriptedServer((request) => {
      request.socket.write(answer(task, filler.repeat(4)));
    });
    await withProvider(async (provider) => {
      assert.equal((await provider.create(createCall(server.origin), patient)).kind, 'uncertain');
    });
  });

  it('that are cut leave the body of a clip broken', async () => {
    await using server = await scriptedServer((request) => {
      request.socket.end(`${go}HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: 10\r\n\r\nabc`);
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(downloadCall(server.origin), patient);
      assert.ok(outcome.kind === 'bytes');
      await assert.rejects(async () => {
        for await (const _ of outcome.body);
      }, BrokenBody);
    });
  });
});
