import assert from 'node:assert/strict';
import { isAbort } from '../../../src/core/errors.ts';
import { BoundedBody, bodyLimits, SlowBody } from '../../../src/engine/boundedBody.ts';
import { EndlessBody } from '../../../src/engine/ports.ts';

const going = new AbortController().signal;
const mebibyte = new Uint8Array(1024 * 1024);

/** A body that takes its time by a clock of its own, and notes when nobody wants more of it. */
class Source {
  nowMs = 0;
  given = 0;
  isClosed = false;

  async *body(chunk: Uint8Array, count: number, eachMs = 0): AsyncGenerator<Uint8Array> {
    try {
      for (let index = 0; index < count; index++) {
        await Promise.resolve();
        this.nowMs += eachMs;
        this.given += chunk.length;
        yield chunk;
      }
    } finally {
      this.isClosed = true;
    }
  }

  now(): number {
    return this.nowMs;
  }
}

async function drain(body: BoundedBody): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

const bytes = (body: AsyncIterable<Uint8Array>, fields: { totalBytes?: number; from?: number } = {}) =>
  ({ kind: 'bytes', from: 0, body, ...fields }) as const;

describe('the bounds of a download', () => {
  it('let a clip through as it is', async () => {
    const source = new Source();
    const body = new BoundedBody(bytes(source.body(mebibyte, 40, 500)), 8, source, going);
    assert.equal(await drain(body), 40 * 1024 * 1024);
    assert.equal(body.received, 40 * 1024 * 1024);
  });

  it('end a body without end, sooner for a shorter clip', async () => {
    const given: number[] = [];
    for (const seconds of [4, 8, 60, undefined]) {
      const source = new Source();
      const body = new BoundedBody(bytes(source.body(mebibyte, Infinity)), seconds, source, going);
      await assert.rejects(drain(body), EndlessBody);
      assert.equal(source.isClosed, true);
      given.push(source.given);
    }
    assert.deepEqual(
      given,
      [...given].sort((one, other) => one - other),
    );
    assert.ok((given[0] ?? 0) > 200 * 1024 ** 2, 'a clip of four seconds may have 200 MB');
    assert.ok((given[0] ?? 0) < 300 * 1024 ** 2);
    assert.ok((given[3] ?? 0) < 3 * 1024 ** 3);
  });

  it('end a body that has more bytes than were announced, at the first of them', async () => {
    const source = new Source();
    const body = bytes(source.body(new Uint8Array(100), Infinity), { totalBytes: 1000, from: 500 });
    await assert.rejects(drain(new BoundedBody(body, 8, source, going)), EndlessBody);
    assert.equal(source.given, 600);
  });

  it('do not begin what is announced as larger than any clip', async () => {
    const source = new Source();
    const body = bytes(source.body(mebibyte, Infinity), { totalBytes: bodyLimits.announcedBytes + 1 });
    await assert.rejects(drain(new BoundedBody(body, 8, source, going)), EndlessBody);
    assert.equal(source.given, 0);
  });

  it('end a body that drips', async () => {
    const source = new Source();
    const body = bytes(source.body(new Uint8Array(1), Infinity, 10_000));
    await assert.rejects(drain(new BoundedBody(body, 8, source, going)), SlowBody);
    assert.ok(source.nowMs <= bodyLimits.windowMs + 10_000);
  });

  it('end a body that is just fast enough, some time', async () => {
    const source = new Source();
    const body = bytes(source.body(new Uint8Array(2048), Infinity, 2_000), { totalBytes: 7 * 1024 ** 3 });
    await assert.rejects(drain(new BoundedBody(body, 8, source, going)), SlowBody);
    assert.ok(source.nowMs <= bodyLimits.longestMs + 2_000);
  });

  it('bear with a slow line, and with a clock that is set back', async () => {
    const source = new Source();
    const slow = bytes(source.body(new Uint8Array(16_384), 600, 15_000));
    assert.equal(await drain(new BoundedBody(slow, 8, source, going)), 600 * 16_384);
    const back = bytes(source.body(new Uint8Array(1024), 100, -60_000));
    assert.equal(await drain(new BoundedBody(back, 8, source, going)), 100 * 1024);
  });

  it('do not count the time in which the bytes are written', async () => {
    const source = new Source();
    const body = new BoundedBody(bytes(source.body(new Uint8Array(10), 20)), 8, source, going);
    for await (const _chunk of body) source.nowMs += 3_600_000;
    assert.equal(body.received, 200);
  });

  it('end at once with the abort, also while nothing comes', async () => {
    const stop = new AbortController();
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const draining = drain(new BoundedBody(bytes(silent), 8, new Source(), stop.signal));
    stop.abort();
    await assert.rejects(draining, isAbort);
  });
});
