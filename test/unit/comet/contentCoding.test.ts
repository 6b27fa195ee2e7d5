import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as zlib from 'node:zlib';
import { checkKey } from '../../../src/comet/account.ts';
import { readBalance } from '../../../src/comet/balance.ts';
import type { Connector } from '../../../src/comet/connector.ts';
import type { EditorFetch } from '../../../src/comet/editorFetch.ts';
import { readPriceList } from '../../../src/comet/priceList.ts';
import { createProvider, type ProviderOptions } from '../../../src/comet/provider.ts';
import { BrokenBody, type DownloadCall } from '../../../src/engine/ports.ts';
import { createCall, downloadCall, key, patient, taskCall, withProvider } from './calls.ts';
import { always, type ScriptedServer, scriptedServer, type Script } from './scriptedServer.ts';

type Pack = (bytes: Buffer) => Buffer;

const { gzipSync, deflateSync, deflateRawSync, brotliCompressSync } = zlib;
const twice: Pack = (bytes) => brotliCompressSync(gzipSync(bytes));

/** A coding as a header names it, how bytes are packed for it, and whether an editor's `fetch` gives them as they were. */
const codings: readonly (readonly [name: string, pack: Pack, byFetch: boolean])[] = [
  ['gzip', gzipSync, true],
  ['GZip', gzipSync, true],
  ['x-gzip', gzipSync, true],
  ['deflate', deflateSync, true],
  ['deflate', deflateRawSync, true],
  ['br', brotliCompressSync, true],
  ['gzip, br', twice, true],
  ['identity, gzip', gzipSync, false],
  ['gzip, utf-8', gzipSync, false],
  ...('zstdCompressSync' in zlib ? ([['zstd', zlib.zstdCompressSync, false]] as const) : []),
  // Headers that are wrong about the bytes.
  ['br', gzipSync, false],
  ['unknown', gzipSync, false],
  ['gzip', (bytes) => bytes, false],
  ['br', (bytes) => bytes, false],
  ['deflate', (bytes) => bytes, false],
  ['unknown', (bytes) => bytes, true],
  ['utf-8', (bytes) => bytes, true],
  ['none', (bytes) => bytes, true],
  ['aws-chunked', (bytes) => bytes, true],
];

const packed =
  (coding: string, pack: Pack, body: unknown, status = 200): Script =>
  (_request, response) => {
    const bytes = pack(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)));
    response.writeHead(status, {
      'content-type': Buffer.isBuffer(body) ? 'video/mp4' : 'application/json',
      'content-encoding': coding,
      'content-length': bytes.byteLength,
      etag: '"v1"',
    });
    response.end(bytes);
  };

const origin = 'https://api.cometapi.test';
const noWay: Connector = (_options, callback) => {
  callback(Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' }), null);
};
const byEditor = (server: ScriptedServer): ProviderOptions => ({
  connector: noWay,
  editorFetch: () => (url: Parameters<EditorFetch>[0], init: Parameters<EditorFetch>[1]) =>
    fetch(
      url.replace(/^https:\/\/(?:api|cdn)\.cometapi\.test/, () => server.origin),
      init,
    ),
});

const clip = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(300_000, 'a clip')]);

async function take(call: DownloadCall, options: ProviderOptions = {}) {
  return await withProvider(async (provider) => {
    const outcome = await provider.download(call, patient);
    if (outcome.kind !== 'bytes') return { outcome };
    const chunks: Uint8Array[] = [];
    for await (const chunk of outcome.body) chunks.push(chunk);
    return { outcome, bytes: Buffer.concat(chunks) };
  }, options);
}

describe('answers that are packed although nobody asked for it', () => {
  for (const [coding, pack, byFetch] of codings) {
    const called = `${coding} (${pack.name})`;
    it(`give the task id, the state and the words: ${called}`, async () => {
      await using created = await scriptedServer(packed(coding, pack, { id: 'task_1', status: 'queued' }));
      await using asked = await scriptedServer(
        packed(coding, pack, { id: 'task_1', status: 'in_progress', progress: 30 }),
      );
      await using refused = await scriptedServer(
        packed(coding, pack, { error: { message: 'Insufficient Balance' } }, 402),
      );
      await withProvider(async (provider) => {
        assert.deepEqual(await provider.create(createCall(created.origin), patient), {
          kind: 'accepted',
          taskId: 'task_1',
        });
        const status = await provider.status(taskCall(asked.origin), patient);
        assert.ok(status.kind === 'running');
        assert.equal(status.progress, 30);
        const no = await provider.create(createCall(refused.origin), patient);
        assert.ok(no.kind === 'refused');
        assert.equal(no.failure.class, 'no-balance');
      });
    });

    it(`give the balance, the prices and the models of the key: ${called}`, async () => {
      await using balance = await scriptedServer(packed(coding, pack, { total_quota: 5 }));
      const read = await readBalance(
        { origin: balance.origin, key, startDay: '2026-11-01', endDay: '2026-11-02' },
        patient,
      );
      assert.ok(read.kind === 'read');
      assert.equal(read.balance.leftMicroUsd, 5_000_000);
      const list = {
        success: true,
        data: [
          {
            id: 'a-b',
            model_type: 'video',
            pricing: { currency: 'USD', per_second: 0.05 },
            endpoints: ['/v1/videos'],
          },
        ],
      };
      await using prices = await scriptedServer(packed(coding, pack, list));
      assert.equal((await readPriceList(prices.origin, patient))?.length, 1);
      await using models = await scriptedServer(packed(coding, pack, { data: [] }));
      assert.equal(await checkKey({ baseUrl: models.origin, key }, patient), 'accepted');
    });

    it(`give the clip, which cannot be continued in the middle: ${called}`, async () => {
      await using server = await scriptedServer(packed(coding, pack, clip));
      const isPacked = !['utf-8', 'none', 'aws-chunked'].includes(coding);
      for (const call of [
        downloadCall(server.origin),
        downloadCall(server.origin, { link: `${server.origin}/clip.mp4` }),
      ]) {
        const { outcome, bytes } = await take(call);
        assert.ok(outcome.kind === 'bytes', outcome.kind);
        assert.ok(bytes?.equals(clip));
        assert.equal(outcome.etag, isPacked ? undefined : '"v1"');
        assert.equal(outcome.totalBytes, isPacked ? undefined : clip.byteLength);
      }
    });

    if (byFetch) {
      it(`are not undone twice by the editor's way: ${called}`, async () => {
        const script: Script = (request, response, seen) => {
          if (request.method === 'POST') packed(coding, pack, { id: 'task_1' })(request, response, seen);
          else if (seen.url.includes('content')) packed(coding, pack, clip)(request, response, seen);
          else packed(coding, pack, { id: 'task_1', status: 'completed' })(request, response, seen);
        };
        await using server = await scriptedServer(script);
        await withProvider(async (provider) => {
          assert.equal((await provider.create(createCall(origin), patient)).kind, 'accepted');
          assert.equal((await provider.status(taskCall(origin), patient)).kind, 'done');
        }, byEditor(server));
        const { outcome, bytes } = await take(downloadCall(origin), byEditor(server));
        assert.equal(outcome.kind, 'bytes');
        assert.ok(bytes?.equals(clip));
      });
    }
  }

  it('are undone where no header says that they are packed', async () => {
    await using server = await scriptedServer(always(200, gzipSync('{"id":"task_1","status":"queued"}')));
    await withProvider(async (provider) => {
      assert.equal((await provider.create(createCall(server.origin), patient)).kind, 'accepted');
      assert.equal((await provider.status(taskCall(server.origin), patient)).kind, 'running');
    });
  });

  it('are undone by the editor’s way where its fetch does not know the coding', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const asItCame: EditorFetch = () =>
      Promise.resolve(
        new Response(Uint8Array.from(gzipSync('{"id":"task_1","status":"queued"}')), { headers }),
      );
    await withProvider(
      async (provider) => {
        assert.equal((await provider.create(createCall(origin), patient)).kind, 'accepted');
        assert.equal((await provider.status(taskCall(origin), patient)).kind, 'running');
      },
      { connector: noWay, editorFetch: () => asItCame },
    );
  });

  const unreadable: readonly (readonly [what: string, coding: string, bytes: Buffer])[] = [
    ['an unknown coding', 'compress', Buffer.from([0x1f, 0x9d, 0x90, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])],
    [
      'bytes that are broken inside',
      'gzip',
      Buffer.concat([gzipSync('{"x":1').subarray(0, 10), Buffer.alloc(40, 0xff)]),
    ],
    ['too many codings', 'gzip, gzip, gzip, gzip, gzip, gzip', gzipSync('{"id":"task_1"}')],
    ['bytes that are nothing', 'br', Buffer.alloc(400, 0xfe)],
  ];
  for (const [what, coding, bytes] of unreadable) {
    it(`${what} leave a create in doubt, and are a miss at the status and at the clip`, async () => {
      await using server = await scriptedServer(always(200, bytes, { 'content-encoding': coding }));
      await withProvider(async (provider) => {
        const created = await provider.create(createCall(server.origin), patient);
        assert.ok(created.kind === 'uncertain');
        assert.equal(created.failure.message, 'create.undecodable');
        assert.equal(created.failure.charged, 'unknown');
        const status = await provider.status(taskCall(server.origin), patient);
        assert.ok(status.kind === 'missed');
        assert.equal(status.failure.message, 'status.undecodable');
        const download = await provider.download(downloadCall(server.origin), patient);
        if (download.kind !== 'bytes') return;
        await assert.rejects(async () => {
          for await (const _ of download.body);
        }, BrokenBody);
      });
    });
  }

  it('half a packed answer still tells the id that came', async () => {
    const whole = gzipSync(`{"id":"task_1","x":"${'y'.repeat(50)}"}`, { level: 0 });
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': whole.byteLength });
      response.write(whole.subarray(0, whole.byteLength - 30), () => response.socket?.destroy());
    });
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient));
    assert.deepEqual(outcome, { kind: 'accepted', taskId: 'task_1' });
  });

  it('half a packed clip is a broken one', async () => {
    const whole = gzipSync(clip, { level: 0 });
    for (const cutsConnection of [true, false]) {
      await using server = await scriptedServer((_request, response) => {
        const half = whole.subarray(0, 100_000);
        response.writeHead(200, {
          'content-encoding': 'gzip',
          'content-length': cutsConnection ? whole.byteLength : half.byteLength,
        });
        if (cutsConnection) response.write(half, () => response.socket?.destroy());
        else response.end(half);
      });
      await assert.rejects(take(downloadCall(server.origin)), BrokenBody);
    }
  });

  it('a bomb is left after the limit, also as a clip', async () => {
    const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024));
    await using server = await scriptedServer(always(200, bomb, { 'content-encoding': 'gzip' }));
    await withProvider(async (provider) => {
      const created = await provider.create(createCall(server.origin), patient);
      assert.ok(created.kind === 'uncertain');
      assert.equal(created.failure.message, 'create.answerTooLarge');
      const status = await provider.status(taskCall(server.origin), patient);
      assert.ok(status.kind === 'missed');
      assert.equal(status.failure.message, 'status.answerTooLarge');
      const outcome = await provider.download(downloadCall(server.origin), patient);
      assert.ok(outcome.kind === 'bytes');
      let taken = 0;
      await assert.rejects(async () => {
        for await (const chunk of outcome.body) taken += chunk.byteLength;
      }, BrokenBody);
      assert.ok(taken < 80 * 1024 * 1024, String(taken));
    });
  });

  it('a part that is packed is no continuation: the clip is fetched anew', async () => {
    await using server = await scriptedServer((request, response) => {
      const isPart = request.headers.range !== undefined;
      const bytes = gzipSync(clip);
      response.writeHead(isPart ? 206 : 200, {
        'content-encoding': 'gzip',
        etag: '"v1"',
        ...(isPart
          ? { 'content-range': `bytes 10-${String(bytes.byteLength - 1)}/${String(bytes.byteLength)}` }
          : {}),
      });
      response.end(isPart ? bytes.subarray(10) : bytes);
    });
    const { outcome, bytes } = await take(downloadCall(server.origin, { have: { bytes: 10, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.equal(outcome.from, 0);
    assert.ok(bytes?.equals(clip));
    assert.equal(server.seen.length, 2);
  });

  it('a packed body that falls silent, is aborted or is left frees its connection', async () => {
    const start = gzipSync(clip, { level: 0 }).subarray(0, 50_000);
    const script: Script = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(start);
    };
    await using silent = await scriptedServer(script);
    await assert.rejects(take(downloadCall(silent.origin), { limits: { silenceMs: 30 } }), BrokenBody);
    await closed(silent);

    await using aborted = await scriptedServer(script);
    const stop = new AbortController();
    const provider = createProvider();
    const outcome = await provider.download(downloadCall(aborted.origin), stop.signal);
    assert.ok(outcome.kind === 'bytes');
    await assert.rejects(
      async () => {
        for await (const _ of outcome.body) stop.abort();
      },
      { name: 'AbortError' },
    );
    await closed(aborted);

    await using left = await scriptedServer(script);
    const other = await provider.download(downloadCall(left.origin), patient);
    assert.ok(other.kind === 'bytes');
    for await (const _ of other.body) break;
    await closed(left);
    await provider.close();
  });
});

async function closed(server: ScriptedServer): Promise<void> {
  for (const socket of server.sockets) {
    if (!socket.closed) await once(socket, 'close');
  }
}
