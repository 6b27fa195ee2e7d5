import assert from 'node:assert/strict';
import { isAbort } from '../../../src/core/errors.ts';
import { isText } from '../../../src/core/mp4/containers.ts';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { nothingToWatch } from '../core/mp4/samples.ts';
import { downloadCall, key, patient, taskCall, withProvider } from './calls.ts';
import { always, scriptedServer, type Script } from './scriptedServer.ts';
import { fromLink, take } from './taking.ts';

const clip = Buffer.from('....ftypisom and all the rest of a clip');
const video = { 'content-type': 'video/mp4', etag: '"v1"' };

/** Serves ranges as a store does. */
const ranged =
  (etag = '"v1"', contentRange?: string): Script =>
  (request, response) => {
    const start = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    if (start === undefined || request.headers['if-range'] !== etag) {
      response.writeHead(200, { ...video, etag, 'content-length': clip.length }).end(clip);
      return;
    }
    const range = contentRange ?? `bytes ${start}-${String(clip.length - 1)}/${String(clip.length)}`;
    response.writeHead(206, { ...video, etag, 'content-range': range }).end(clip.subarray(Number(start)));
  };

describe('downloading a clip', () => {
  it('fetches a link without the key', async () => {
    await using server = await scriptedServer(
      always(200, clip, { ...video, 'content-length': String(clip.length) }),
    );
    const { outcome, bytes } = await take(fromLink(server));
    assert.ok(outcome.kind === 'bytes');
    assert.deepEqual([outcome.from, outcome.totalBytes, outcome.etag], [0, clip.length, '"v1"']);
    assert.deepEqual(bytes, clip);
    assert.equal(server.seen[0]?.url, '/clip.mp4?sig=s3cret');
    assert.equal(server.seen[0].headers.authorization, undefined);
    assert.ok(!JSON.stringify(server.seen[0].headers).includes(key));
  });

  it('fetches a link at the API itself without the key, too', async () => {
    await using server = await scriptedServer(always(200, clip, video));
    await take(downloadCall(server.origin, { link: `${server.origin}/files/clip.mp4` }));
    assert.equal(server.seen[0]?.headers.authorization, undefined);
  });

  it('asks the content endpoint with the key where there is no link', async () => {
    await using server = await scriptedServer(always(200, clip, video));
    const { outcome, bytes } = await take(downloadCall(server.origin));
    assert.equal(outcome.kind, 'bytes');
    assert.deepEqual(bytes, clip);
    assert.equal(server.seen[0]?.url, '/v1/videos/task_abc123/content');
    assert.equal(server.seen[0].headers.authorization, `Bearer ${key}`);
  });

  it('follows redirects of a link, never with the key', async () => {
    await using store = await scriptedServer(always(200, clip, video));
    await using server = await scriptedServer(always(302, '', { location: `${store.origin}/real.mp4` }));
    const { bytes } = await take(fromLink(server));
    assert.deepEqual(bytes, clip);
    assert.equal(store.seen[0]?.headers.authorization, undefined);
  });

  it('gives up on a link after three redirects', async () => {
    await using server = await scriptedServer(always(302, '', { location: '/again' }));
    const { outcome } = await take(fromLink(server));
    assert.ok(outcome.kind === 'dead');
    assert.equal(outcome.failure.message, 'download.redirected');
    assert.equal(server.seen.length, 4);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows a redirect ${String(status)} of the content endpoint, without the key`, async () => {
      await using store = await scriptedServer(always(200, clip, video));
      await using server = await scriptedServer((request, response, seen) => {
        if (seen.url.endsWith('/content')) always(status, '', { location: '/hop' })(request, response, seen);
        else always(307, '', { location: `${store.origin}/real.mp4` })(request, response, seen);
      });
      const { outcome, bytes } = await take(
        downloadCall(server.origin, { have: { bytes: 3, etag: '"old"' } }),
      );
      assert.equal(outcome.kind, 'bytes');
      assert.deepEqual(bytes, clip);
      // Only the endpoint itself had the key, and the wish for the rest went along.
      const keys = [...server.seen, ...store.seen].map(({ headers }) => headers.authorization);
      assert.deepEqual(keys, [`Bearer ${key}`, undefined, undefined]);
      assert.equal(store.seen[0]?.headers.range, 'bytes=3-');
    });
  }

  it('ends where the content endpoint leads nowhere or round in circles', async () => {
    await using circle = await scriptedServer(always(302, '', { location: '/again' }));
    const { outcome } = await take(downloadCall(circle.origin));
    assert.ok(outcome.kind !== 'bytes');
    assert.equal(outcome.failure.message, 'download.redirected');
    assert.ok(circle.seen.length <= 5);
    await using nowhere = await scriptedServer(always(302));
    const none = await take(downloadCall(nowhere.origin));
    assert.ok(none.outcome.kind === 'missed');
    assert.equal(none.outcome.failure.message, 'download.redirected');
  });

  for (const location of [
    'http://cdn.example.com/a.mp4',
    'file:///etc/passwd',
    'https://u:p@cdn.example.com/a',
  ]) {
    it(`does not follow the content endpoint to ${location}`, async () => {
      await using server = await scriptedServer(always(302, '', { location }));
      const { outcome } = await take(downloadCall(server.origin));
      assert.ok(outcome.kind === 'missed');
      assert.equal(outcome.failure.message, 'download.unsafeLink');
      assert.equal(server.seen.length, 1);
    });
  }

  it('does not follow the content endpoint to this machine where the provider is elsewhere', async () => {
    await using store = await scriptedServer(always(200, clip, video));
    await using server = await scriptedServer(always(302, '', { location: `${store.origin}/real.mp4` }));
    const { endpoint } = taskCall(server.origin);
    const { outcome } = await take(
      downloadCall(server.origin, { endpoint: { ...endpoint, isLocal: false } }),
    );
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'download.unsafeLink');
    assert.equal(store.sockets.length, 0);
  });

  it('a store behind the content endpoint that answers 401 says nothing of the key', async () => {
    await using store = await scriptedServer(always(401, { message: 'expired' }));
    await using server = await scriptedServer(always(302, '', { location: `${store.origin}/real.mp4` }));
    const { outcome } = await take(downloadCall(server.origin));
    assert.ok(outcome.kind === 'dead');
    assert.equal(outcome.failure.class, 'provider-fault');
  });

  it('tells a used-up quota from a wrong key', async () => {
    await using server = await scriptedServer(always(401, { message: '该令牌额度已用尽' }));
    const { outcome } = await take(downloadCall(server.origin));
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.class, 'no-balance');
  });

  for (const link of [
    'http://cdn.example.com/a.mp4',
    'file:///etc/passwd',
    'ftp://a/b',
    'https://u:p@cdn.example.com/a',
    'nonsense',
  ]) {
    it(`does not open ${link}`, async () => {
      const { outcome } = await take(downloadCall('https://api.example.com', { link }));
      assert.ok(outcome.kind === 'dead');
      assert.equal(outcome.failure.message, 'download.unsafeLink');
    });
  }

  it('opens loopback links only where the provider itself runs here', async () => {
    await using server = await scriptedServer(always(200, clip, video));
    const { endpoint } = taskCall('https://api.example.com');
    const { outcome } = await take(fromLink(server, { endpoint: { ...endpoint, isLocal: false } }));
    assert.equal(outcome.kind, 'dead');
    assert.equal(server.sockets.length, 0);
  });

  it('does not follow a redirect to plain http elsewhere', async () => {
    await using server = await scriptedServer(
      always(302, '', { location: 'http://cdn.example.com/clip.mp4' }),
    );
    const { outcome } = await take(fromLink(server));
    assert.ok(outcome.kind === 'dead');
    assert.equal(outcome.failure.message, 'download.unsafeLink');
  });

  it('continues behind the bytes that are here', async () => {
    await using server = await scriptedServer(ranged());
    const { outcome, bytes } = await take(fromLink(server, { have: { bytes: 10, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.deepEqual([outcome.from, outcome.totalBytes], [10, clip.length]);
    assert.deepEqual(bytes, clip.subarray(10));
    assert.equal(server.seen[0]?.headers['if-range'], '"v1"');
  });

  it('continues at the content endpoint, too', async () => {
    await using server = await scriptedServer(ranged());
    const { outcome } = await take(downloadCall(server.origin, { have: { bytes: 10, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.equal(outcome.from, 10);
  });

  it('starts over where the file has changed', async () => {
    await using server = await scriptedServer(ranged('"v2"'));
    const { outcome, bytes } = await take(fromLink(server, { have: { bytes: 10, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.equal(outcome.from, 0);
    assert.deepEqual(bytes, clip);
  });

  for (const [what, script] of [
    ['continues somewhere else', ranged('"v1"', `bytes 5-38/${String(clip.length)}`)],
    ['says no range', ranged('"v1"', 'bytes')],
    [
      'continues other bytes than it began with',
      (request, response, seen) => {
        if (request.headers.range === undefined) ranged()(request, response, seen);
        else
          response
            .writeHead(206, { ...video, etag: '"other"', 'content-range': 'bytes 10-38/39' })
            .end(clip.subarray(10));
      },
    ],
    [
      'refuses the range',
      (request, response, seen) => {
        if (request.headers.range === undefined) ranged()(request, response, seen);
        else response.writeHead(416, { 'content-range': `bytes */${String(clip.length)}` }).end();
      },
    ],
  ] satisfies readonly (readonly [string, Script])[]) {
    it(`starts over where the server ${what}`, async () => {
      await using server = await scriptedServer(script);
      const { outcome, bytes } = await take(fromLink(server, { have: { bytes: 10, etag: '"v1"' } }));
      assert.ok(outcome.kind === 'bytes');
      assert.equal(outcome.from, 0);
      assert.deepEqual(bytes, clip);
      assert.equal(server.seen.length, 2);
    });
  }

  it('does not continue by a weak validator, and does not hand one on', async () => {
    await using server = await scriptedServer(always(200, clip, { ...video, etag: 'W/"v1"' }));
    const { outcome } = await take(fromLink(server, { have: { bytes: 10, etag: 'W/"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.deepEqual([outcome.from, outcome.etag], [0, undefined]);
    assert.equal(server.seen[0]?.headers.range, undefined);
  });

  for (const status of [400, 401, 403, 404, 410]) {
    it(`a link that answers ${String(status)} is dead`, async () => {
      await using server = await scriptedServer(always(status, '<Error>AccessDenied</Error>'));
      const { outcome } = await take(fromLink(server));
      assert.ok(outcome.kind === 'dead');
      assert.equal(outcome.failure.message, 'download.expired');
      assert.equal(outcome.failure.charged, 'yes');
    });
  }

  for (const [name, body] of nothingToWatch) {
    it(`a link that answers with ${name} is dead, whatever it calls that`, async () => {
      for (const type of ['video/mp4', 'text/html; charset=utf-8', 'application/octet-stream', undefined]) {
        if (!isText(body)) continue;
        await using server = await scriptedServer(
          always(200, Buffer.from(body), type === undefined ? {} : { 'content-type': type }),
        );
        const { outcome } = await take(fromLink(server));
        assert.ok(outcome.kind === 'dead', outcome.kind);
        assert.equal(outcome.failure.message, 'download.notVideo');
        assert.equal(outcome.isMessage, true);
      }
    });
  }

  const misses: readonly (readonly [string, Script, string])[] = [
    ['JSON', always(200, { status: 'in_progress' }), 'download.notReady'],
    ['a page', always(200, '<html>', { 'content-type': 'text/html' }), 'download.notVideo'],
    ['400', always(400, { message: 'Task is not completed yet' }), 'download.notReady'],
    ['401', always(401, { message: 'no' }), 'download.key'],
    ['204', always(204), 'download.unexpected'],
    [
      'a part that nobody asked for',
      always(206, clip, { ...video, 'content-range': 'bytes 3-9/39' }),
      'download.unexpected',
    ],
    ['500', always(500, 'x'), 'download.providerFault'],
    ['a reset', (request) => request.socket.resetAndDestroy(), 'download.broken'],
  ];
  for (const [what, script, code] of misses) {
    it(`the content endpoint answering with ${what} is a miss`, async () => {
      await using server = await scriptedServer(script);
      const { outcome } = await take(downloadCall(server.origin));
      assert.ok(outcome.kind === 'missed', outcome.kind);
      assert.equal(outcome.failure.message, code);
    });
  }

  for (const status of [403, 404, 410]) {
    it(`the content endpoint answering ${String(status)} is dead`, async () => {
      await using server = await scriptedServer(always(status, { message: 'gone' }));
      assert.equal((await take(downloadCall(server.origin))).outcome.kind, 'dead');
    });
  }

  it('a busy store is a miss with its waiting time', async () => {
    await using server = await scriptedServer(always(503, '', { 'retry-after': '2' }));
    const { outcome } = await take(fromLink(server));
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.retryAfterMs, 2_000);
  });

  it('no answer in time is a miss', async () => {
    await using server = await scriptedServer(() => undefined);
    const { outcome } = await take(fromLink(server), { connectMs: 1_500, headersMs: 20 });
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'download.timeout');
  });

  it('a body that breaks off throws BrokenBody, after the bytes that came', async () => {
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, { ...video, 'content-length': '1000' });
      response.write(clip, () => response.socket?.end());
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(fromLink(server), patient);
      assert.ok(outcome.kind === 'bytes');
      let received = 0;
      await assert.rejects(async () => {
        for await (const chunk of outcome.body) received += chunk.byteLength;
      }, BrokenBody);
      assert.equal(received, clip.length);
    });
  });

  it('a body that falls silent throws BrokenBody', async () => {
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, video);
      response.write(clip);
    });
    await assert.rejects(take(fromLink(server), { silenceMs: 20 }), BrokenBody);
  });

  it('an abort ends a running body with the abort', async () => {
    const abort = new AbortController();
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, video);
      response.write(clip);
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(fromLink(server), abort.signal);
      assert.ok(outcome.kind === 'bytes');
      await assert.rejects(async () => {
        for await (const _chunk of outcome.body) abort.abort(new Error('closing'));
      }, isAbort);
    });
  });

  it('a body that nobody begins is closed all the same', async () => {
    const closed = Promise.withResolvers<undefined>();
    await using server = await scriptedServer((request, response) => {
      request.socket.on('close', () => closed.resolve(undefined));
      response.writeHead(200, video);
      response.write(clip);
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(fromLink(server), patient);
      assert.ok(outcome.kind === 'bytes');
      await outcome.body[Symbol.asyncIterator]().return?.();
      await closed.promise;
    });
  });

  it('leaving the body early closes the connection', async () => {
    const closed = Promise.withResolvers<undefined>();
    await using server = await scriptedServer((request, response) => {
      request.socket.on('close', () => closed.resolve(undefined));
      response.writeHead(200, video);
      response.write(clip);
    });
    await withProvider(async (provider) => {
      const outcome = await provider.download(fromLink(server), patient);
      assert.ok(outcome.kind === 'bytes');
      for await (const _chunk of outcome.body) break;
      await closed.promise;
    });
  });
});
