import assert from 'node:assert/strict';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { containers } from '../core/mp4/samples.ts';
import { mp4 } from '../core/mp4Builder.ts';
import { downloadCall } from './calls.ts';
import { always, scriptedServer, type Script } from './scriptedServer.ts';
import { fromLink, take } from './taking.ts';

const video = { 'content-type': 'video/mp4', etag: '"v1"' };

const wrongTypes = [
  undefined,
  'text/plain',
  'text/html; charset=utf-8',
  'application/json',
  'application/xml',
  'binary/octet-stream',
  'image/png',
  'multipart/form-data',
];

describe('a clip under a wrong name', () => {
  for (const type of wrongTypes) {
    for (const where of ['a link', 'the content endpoint']) {
      it(`is taken from ${where} that calls it ${type ?? 'nothing'}`, async () => {
        for (const [, , body] of containers) {
          await using server = await scriptedServer(
            always(200, Buffer.from(body), type === undefined ? {} : { 'content-type': type }),
          );
          const { outcome, bytes } = await take(
            where === 'a link' ? fromLink(server) : downloadCall(server.origin),
          );
          assert.ok(outcome.kind === 'bytes', outcome.kind);
          assert.deepEqual(bytes, Buffer.from(body));
        }
      });
    }
  }

  it('is known however small the pieces are in which it comes', async () => {
    const body = Buffer.from(mp4());
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const write = (at: number) => {
        if (at >= body.length) response.end();
        else response.write(body.subarray(at, at + 3), () => setImmediate(write, at + 3));
      };
      write(0);
    });
    assert.deepEqual((await take(fromLink(server))).bytes, body);
  });

  it('is not waited for where only some text comes, and then nothing', async () => {
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      response.write('Please wait');
    });
    const { outcome } = await take(fromLink(server), { silenceMs: 20, answerMs: 20 });
    assert.equal(outcome.kind, 'dead');
  });
});

describe('a part that nobody asked for', () => {
  const whole = Buffer.from(mp4());
  const all = String(whole.length);
  const part = (start: number, end: number, total = all) => `bytes ${String(start)}-${String(end)}/${total}`;

  for (const [name, range, totalBytes] of [
    ['is the whole file', part(0, whole.length - 1), whole.length],
    ['is the whole file of unknown length', part(0, whole.length - 1, '*'), undefined],
    ['is written with blanks', `Bytes 0 - ${String(whole.length - 1)} / ${all}`, whole.length],
    ['is not described', undefined, undefined],
  ] as const) {
    it(`is taken where it ${name}`, async () => {
      await using server = await scriptedServer(
        always(206, whole, { ...video, ...(range === undefined ? {} : { 'content-range': range }) }),
      );
      for (const call of [fromLink(server), downloadCall(server.origin)]) {
        const { outcome, bytes } = await take(call);
        assert.ok(outcome.kind === 'bytes', outcome.kind);
        assert.deepEqual([outcome.from, outcome.totalBytes], [0, totalBytes]);
        assert.deepEqual(bytes, whole);
      }
      assert.equal(server.seen.length, 2);
    });
  }

  it('is asked for from the start where it begins in the middle', async () => {
    await using server = await scriptedServer((request, response) => {
      const start = request.headers.range === 'bytes=0-' ? 0 : 100;
      response
        .writeHead(206, { ...video, 'content-range': part(start, whole.length - 1) })
        .end(whole.subarray(start));
    });
    const { outcome, bytes } = await take(fromLink(server));
    assert.equal(outcome.kind, 'bytes');
    assert.deepEqual(bytes, whole);
  });

  it('is a message where it says so', async () => {
    await using server = await scriptedServer(
      always(206, '{"error":"expired"}', { 'content-type': 'video/mp4' }),
    );
    assert.equal((await take(fromLink(server))).outcome.kind, 'dead');
  });

  it('makes a whole with those behind it', async () => {
    for (const headers of [
      video,
      { 'content-type': 'video/mp4' },
      { etag: 'W/"1"', 'last-modified': 'now' },
    ]) {
      await using server = await scriptedServer(inParts(whole, 200, headers));
      const { outcome, bytes } = await take(fromLink(server));
      assert.ok(outcome.kind === 'bytes');
      assert.equal(outcome.totalBytes, whole.length);
      assert.deepEqual(bytes, whole);
      assert.equal(server.seen.length, Math.ceil(whole.length / 200));
    }
  });

  it('goes on in parts behind the bytes that are here', async () => {
    await using server = await scriptedServer(inParts(whole, 200, video));
    const { outcome, bytes } = await take(fromLink(server, { have: { bytes: 150, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.equal(outcome.from, 150);
    assert.deepEqual(bytes, whole.subarray(150));
  });

  for (const [name, script] of [
    ['is of another file', (at: number) => ({ ...video, etag: `"${String(at)}"` })],
    ['is of another version', (at: number) => ({ 'last-modified': String(at) })],
  ] as const) {
    it(`is broken where the one behind it ${name}`, async () => {
      await using server = await scriptedServer((request, response, seen) => {
        const start = startOf(request.headers.range);
        inParts(whole, 200, script(start))(request, response, seen);
      });
      await assert.rejects(take(fromLink(server)), BrokenBody);
    });
  }

  it('is broken where it has fewer bytes than it says', async () => {
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(206, { ...video, 'content-range': part(0, 199) }).end(whole.subarray(0, 150));
    });
    await assert.rejects(take(fromLink(server)), BrokenBody);
  });

  it('is taken for a part where the status says that it is the whole', async () => {
    await using server = await scriptedServer((request, response) => {
      const start = startOf(request.headers.range);
      response
        .writeHead(200, { ...video, 'content-range': part(start, whole.length - 1) })
        .end(whole.subarray(start));
    });
    const { outcome, bytes } = await take(fromLink(server, { have: { bytes: 150, etag: '"v1"' } }));
    assert.ok(outcome.kind === 'bytes');
    assert.deepEqual([outcome.from, bytes], [150, whole.subarray(150)]);
  });
});

const startOf = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);

/** Serves no more than so many bytes at once. */
const inParts =
  (whole: Buffer, bytes: number, headers: Readonly<Record<string, string>>): Script =>
  (request, response) => {
    const start = startOf(request.headers.range);
    const end = Math.min(start + bytes, whole.length);
    const range = `bytes ${String(start)}-${String(end - 1)}/${String(whole.length)}`;
    response.writeHead(206, { ...headers, 'content-range': range }).end(whole.subarray(start, end));
  };
