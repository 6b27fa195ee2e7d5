import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { patienceMs } from '../../support/patience.ts';
import { type Script, scriptedServer } from '../comet/scriptedServer.ts';

const child = fileURLToPath(new URL('./measuredChild.ts', import.meta.url));
const measured = z.object({ kinds: z.array(z.string()), grownBytes: z.number() });

/** What a create and a status call came to in a process of its own, so that its memory can be told from that of the tests. */
async function measure(origin: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [child, origin], { timeout: patienceMs });
  return measured.parse(JSON.parse(stdout));
}

const megabyte = 1024 * 1024;
const json = { 'content-type': 'application/json' };

/** Writes as fast as it is read, without an end of its own. */
function pour(response: ServerResponse, start: string, chunk: string, totalBytes: number): void {
  let left = totalBytes;
  response.write(start);
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

const endless = Number.MAX_SAFE_INTEGER;
const attacks: Readonly<Record<string, Script>> = {
  'a JSON answer of 1 GB': (_request, response) => {
    response.writeHead(200, json);
    pour(response, '{"x":"', 'x'.repeat(megabyte), 1024 * megabyte);
  },
  'an answer without an end': (_request, response) => {
    response.writeHead(200, json);
    pour(response, '[', '[['.repeat(megabyte / 2), endless);
  },
  'a list of a million entries': (_request, response) => {
    response.writeHead(200, json).end(`{"data":[${'{},'.repeat(1_000_000)}{}]}`);
  },
  'an answer 100,000 levels deep': (_request, response) => {
    response.writeHead(200, json).end('{"data":'.repeat(100_000) + '1' + '}'.repeat(100_000));
  },
  'a packed bomb': (_request, response) => {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(200 * megabyte, 32)));
  },
  'a packed clip inside its JSON that is a bomb': (_request, response) => {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
    const zeros = gzipSync(Buffer.alloc(16 * megabyte, 0x41));
    response.write(gzipSync('{"status":"completed","video":"data:video/mp4;base64,'));
    for (let count = 0; count < 40; count++) response.write(zeros);
    response.end(gzipSync('"}'));
  },
  'texts without an end': (_request, response) => {
    response.writeHead(200, json);
    pour(response, '["', '","'.repeat(megabyte / 4), endless);
  },
  'interim answers without an end': (request) => {
    const more = () => {
      while (!request.socket.destroyed) {
        if (!request.socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000))) {
          request.socket.once('drain', more);
          return;
        }
      }
    };
    more();
  },
  'headers without an end': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\n');
    const more = () => {
      while (!request.socket.destroyed) {
        if (!request.socket.write(`x-${'a'.repeat(1_000)}: ${'b'.repeat(60_000)}\r\n`)) {
          request.socket.once('drain', more);
          return;
        }
      }
    };
    more();
  },
  'a body that trickles for ever': (_request, response) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'headers that trickle for ever': (request) => {
    const timer = setInterval(() => request.socket.write('a'), 20);
    request.socket.on('close', () => clearInterval(timer));
    request.socket.write('HTTP/1.1 200 OK\r\nx: ');
  },
  'bytes that are no HTTP': (request) => {
    request.socket.end(Buffer.alloc(100_000, 0xff));
  },
};

describe('a hostile provider', () => {
  for (const [name, script] of Object.entries(attacks)) {
    it(`with ${name} costs neither memory nor the job`, async () => {
      await using server = await scriptedServer(script);
      const { kinds, grownBytes } = await measure(server.origin);
      assert.deepEqual(kinds, ['uncertain', 'missed']);
      assert.equal(server.seen.filter(({ method }) => method === 'POST').length, 1);
      assert.ok(grownBytes < 384 * megabyte, `${String(grownBytes)} bytes`);
    });
  }
});
