import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/job.ts';
import type { DownloadOutcome } from '../../../src/engine/ports.ts';
import { containers } from '../core/mp4/samples.ts';
import { fragmentedFile, join, mp4 } from '../core/mp4Builder.ts';
import { type Window, World } from './world.ts';

/** A day and more. */
const longMs = 26 * 3_600_000;

async function* body(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4096) {
    await Promise.resolve();
    yield bytes.subarray(at, at + 4096);
  }
}

const file = (bytes: Uint8Array, totalBytes?: number): DownloadOutcome => ({
  kind: 'bytes',
  from: 0,
  ...(totalBytes === undefined ? {} : { totalBytes }),
  body: body(bytes),
});

const page = Buffer.from('<!doctype html><title>Sign in</title>');

describe('fetching what is no ordinary clip', () => {
  let world: World;
  let fetched: number;
  beforeEach(async () => {
    world = await World.make();
    fetched = 0;
  });
  afterEach(async () => {
    await world.close();
  });

  const send = (make: (time: number) => DownloadOutcome) => {
    world.script.download = () => make(++fetched);
  };
  const submit = async (window: Window): Promise<string> => {
    const [job] = await window.engine.submit(world.submission());
    return job?.id ?? '';
  };

  for (const [name, extension, bytes] of containers) {
    if (extension === '.mp4' || extension === '.mov' || extension === '.mkv') continue;
    it(`keeps ${name} after two downloads, and says that it is not checked`, async () => {
      send(() => file(bytes));
      const window = await world.window('w1');
      const saved = await world.untilState(window, await submit(window), 'saved');
      assert.deepEqual([saved.clip?.extension, saved.clip?.isUnchecked], [extension, true]);
      assert.equal(fetched, 2);
    });
  }

  it('keeps a playable film with something behind it after two downloads, though that differs each time', async () => {
    send((time) => file(join(mp4(), Buffer.from(`-- request ${String(time)} --`))));
    const window = await world.window('w1');
    const saved = await world.untilState(window, await submit(window), 'saved');
    assert.equal(saved.clip?.isUnchecked, true);
    assert.equal(saved.clip.durationSeconds, 2);
    assert.equal(fetched, 2);
  });

  it('keeps bytes that nobody knows after two downloads', async () => {
    send((time) => file(Uint8Array.from({ length: 50_000 }, (_, at) => (at * 167 + time) % 256)));
    const window = await world.window('w1');
    const saved = await world.untilState(window, await submit(window), 'saved');
    assert.deepEqual([saved.clip?.extension, saved.clip?.isUnchecked, fetched], ['.mp4', true, 2]);
  });

  it('counts downloads across restarts', async () => {
    const [, , bytes] = containers.find(([name]) => name === 'MPEG-TS') ?? containers[0] ?? [];
    assert.ok(bytes !== undefined);
    send(() => file(bytes));
    const first = await world.window('w1');
    const id = await submit(first);
    await world.until(async () => (await first.engine.get(id))?.fetchedInVain === 2);
    first.kill();
    const second = await world.window('w2');
    const saved = await world.untilState(second, id, 'saved');
    assert.equal(saved.clip?.isUnchecked, true);
    assert.equal(fetched, 2);
  });

  it('keeps fragments that do not reach as far as was asked for after two downloads, if nobody said how long they are', async () => {
    const { bytes } = fragmentedFile({ fragments: 2 });
    send(() => file(bytes));
    const window = await world.window('w1');
    const saved = await world.untilState(window, await submit(window), 'saved');
    assert.deepEqual([saved.clip?.isUnchecked, saved.clip?.durationSeconds, fetched], [true, 2, 2]);
  });

  it('takes the same fragments at once where their size was announced', async () => {
    const { bytes } = fragmentedFile({ fragments: 2 });
    send(() => file(bytes, bytes.length));
    const window = await world.window('w1');
    const saved = await world.untilState(window, await submit(window), 'saved');
    assert.deepEqual([saved.clip?.isUnchecked, fetched], [undefined, 1]);
  });

  it('takes the whole film when the second download brings it', async () => {
    const { bytes, ends } = fragmentedFile({ fragments: 8 });
    send((time) => file(time === 1 ? bytes.subarray(0, ends[2]) : bytes));
    const window = await world.window('w1');
    const saved = await world.untilState(window, await submit(window), 'saved');
    assert.deepEqual([saved.clip?.isUnchecked, saved.clip?.durationSeconds, fetched], [undefined, 8, 2]);
  });

  async function untilGivenUp(window: Window, id: string): Promise<Job> {
    let job: Job | undefined;
    for (let passedMs = 0; passedMs < longMs && job?.state !== 'stopped'; passedMs += 60_000) {
      await world.pass(60_000, 4_000);
      job = await window.engine.get(id);
    }
    assert.equal(job?.state, 'stopped');
    return job;
  }

  for (const [name, make, most] of [
    ['a page that says it is a video', () => file(page), 6],
    ['a small answer that is told to be a message', () => message, 12],
    ['a body of more bytes than were announced', () => file(mp4(), 100), 2],
  ] as const) {
    it(`gives up ${name} after a few times, and fetches again when a person wants it`, async () => {
      send(make);
      const window = await world.window('w1');
      const id = await submit(window);
      const stopped = await untilGivenUp(window, id);
      assert.ok(fetched <= most, `${String(fetched)} downloads`);
      assert.equal(stopped.failure?.charged, 'yes');
      assert.match(stopped.failure.message, /^download\.(noClip|endless)$/);
      const before = fetched;
      await world.pass(600_000, 4_000);
      assert.equal(fetched, before);
      send(() => file(mp4()));
      await window.engine.resume(id);
      await world.untilState(window, id, 'saved');
      assert.equal(fetched, before + 1);
      assert.equal(world.creates.length, 1);
    });
  }

  it('waits as long as the server asks', async () => {
    const at: number[] = [];
    send(() => {
      at.push(world.clock.now());
      return at.length === 1
        ? { kind: 'missed', failure: { ...failure, httpStatus: 503 }, retryAfterMs: 240_000 }
        : at.length === 2
          ? { kind: 'dead', failure, retryAfterMs: 90_000 }
          : file(mp4());
    });
    world.script.status = () => ({ kind: 'done' });
    const window = await world.window('w1');
    await world.untilState(window, await submit(window), 'saved');
    const [first = 0, second = 0, third = 0] = at;
    assert.ok(second - first >= 240_000, `${String(second - first)} ms`);
    assert.ok(third - second >= 90_000, `${String(third - second)} ms`);
  });
});

const failure = { class: 'provider-fault', message: 'download.notReady', charged: 'yes' } as const;
const message: DownloadOutcome = { kind: 'missed', failure, isMessage: true };

describe('stopping', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  /** A body of which some bytes come, then nothing. */
  function hanging(): { readonly body: AsyncIterable<Uint8Array>; readonly closed: Promise<void> } {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let count = 0;
    return {
      body: {
        [Symbol.asyncIterator]: () => ({
          next: () =>
            count++ === 0
              ? Promise.resolve({ done: false, value: new Uint8Array(1000) })
              : new Promise<never>(() => undefined),
          return: () => {
            resolve(undefined);
            return Promise.resolve({ done: true, value: undefined });
          },
        }),
      },
      closed: promise,
    };
  }

  for (const where of ['this window', 'another window'] as const) {
    it(`ends a download under way, from ${where}, and watching again fetches anew`, async () => {
      const whole = world.script.download;
      const hung = hanging();
      let calls = 0;
      world.script.download = (signal) =>
        ++calls === 1 ? { kind: 'bytes', from: 0, etag: '"one"', body: hung.body } : whole(signal);
      const window = await world.window('w1');
      const person = where === 'this window' ? window : await world.window('w2');
      const [job] = await window.engine.submit(world.submission());
      const id = job?.id ?? '';
      await world.untilState(window, id, 'downloading');
      await world.until(() => calls === 1);
      await person.engine.stop(id);
      let isClosed = false;
      void hung.closed.then(() => (isClosed = true));
      await world.until(() => isClosed);
      assert.equal((await window.engine.get(id))?.state, 'stopped');
      await person.engine.resume(id);
      await world.untilState(window, id, 'saved');
      assert.equal(calls, 2);
      assert.equal(world.creates.length, 1);
    });

    it(`ends a question under way, from ${where}, and watching again asks anew`, async () => {
      const signals: AbortSignal[] = [];
      world.script.status = async (_taskId, signal) => {
        signals.push(signal);
        if (signals.length > 1) return { kind: 'done' };
        return await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      };
      const window = await world.window('w1');
      const person = where === 'this window' ? window : await world.window('w2');
      const [job] = await window.engine.submit(world.submission());
      const id = job?.id ?? '';
      await world.untilState(window, id, 'running');
      await world.until(() => signals.length === 1);
      await person.engine.stop(id);
      await world.until(() => signals[0]?.aborted);
      await person.engine.resume(id);
      await world.untilState(window, id, 'saved');
    });
  }

  it('leaves a request alone that is being sent', async () => {
    const answer = Promise.withResolvers<undefined>();
    let signal: AbortSignal | undefined;
    world.script.create = async (_call, sent) => {
      signal = sent;
      await answer.promise;
      return { kind: 'accepted', taskId: 'task_slow' };
    };
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission());
    const id = job?.id ?? '';
    await world.untilState(window, id, 'submitting');
    await assert.rejects(window.engine.stop(id));
    assert.equal(signal?.aborted, false);
    answer.resolve(undefined);
    await world.untilState(window, id, 'saved');
  });
});
