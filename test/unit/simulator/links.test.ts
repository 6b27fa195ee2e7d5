import assert from 'node:assert/strict';
import { checkVideo } from '../../../src/core/mp4.ts';
import {
  ask,
  askOpenly,
  bytesOf,
  errorOf,
  finishedTask,
  linkOf,
  newTask,
  newWorld,
  renderMs,
  sample,
  sha256,
  type World,
} from './simulatorWorld.ts';

const hourMs = 3_600_000;

async function finishedLink(world: World): Promise<string> {
  return await linkOf(world, await finishedTask(world));
}

async function wholeClip(world: World, link: string): Promise<{ bytes: Buffer; etag: string }> {
  const answer = await askOpenly(world, link);
  assert.equal(answer.status, 200);
  return { bytes: await bytesOf(answer), etag: answer.headers.get('etag') ?? '' };
}

async function range(world: World, link: string, headers: Readonly<Record<string, string>>) {
  const answer = await askOpenly(world, link, { headers });
  return {
    status: answer.status,
    contentRange: answer.headers.get('content-range'),
    bytes: await bytesOf(answer),
  };
}

describe('the simulator: result links', () => {
  it('work without a key, for an hour', async () => {
    await using world = await newWorld();
    const link = await finishedLink(world);
    world.clock.nowMs += hourMs - 1;
    assert.equal((await askOpenly(world, link)).status, 200);
    world.clock.nowMs += 1;
    assert.equal((await errorOf(askOpenly(world, link), 403)).code, 'expired');
  });

  it('are renewed by asking for the status again', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world);
    await linkOf(world, id);
    world.clock.nowMs += hourMs;
    assert.equal((await askOpenly(world, await linkOf(world, id))).status, 200);
  });

  it('refuse a request that brings a key along, so that such a client is found out', async () => {
    await using world = await newWorld();
    const link = await finishedLink(world);
    assert.equal((await errorOf(ask(world, link), 400)).code, 'key_sent_to_link');
    assert.equal(world.simulator.stats.servedSha256, undefined);
  });

  it('are good for nothing else once changed', async () => {
    await using world = await newWorld();
    const other = await finishedTask(world);
    const link = await finishedLink(world);
    const changed = (change: (url: URL) => void) => {
      const url = new URL(link);
      change(url);
      return url.href;
    };
    for (const wrong of [
      changed((url) => url.searchParams.set('expires', String(world.clock.nowMs + 2 * hourMs))),
      changed((url) => url.searchParams.set('generation', '7')),
      changed((url) => url.searchParams.set('signature', '0'.repeat(32))),
      changed((url) => url.searchParams.delete('signature')),
      changed((url) => url.searchParams.delete('expires')),
      changed((url) => void (url.pathname = `/files/${other}.mp4`)),
      changed((url) => void (url.pathname = '/files/task_1.mp4')),
    ]) {
      await errorOf(askOpenly(world, wrong), 403);
    }
    assert.equal((await askOpenly(world, link)).status, 200);
  });

  it('outlive the simulator that signed them', async () => {
    await using gone = await newWorld();
    const link = new URL(await finishedLink(gone));
    await gone.simulator.close();
    await using world = await newWorld(gone.clock);
    assert.equal((await askOpenly(world, link.pathname + link.search)).status, 200);
  });
});

describe('the simulator: bytes', () => {
  it('gives each task a clip of its own that is a whole video and begins with the sample', async () => {
    await using world = await newWorld();
    const ids = [await newTask(world), await newTask(world), await newTask(world)];
    world.clock.nowMs += renderMs;
    const digests = new Set([sha256(sample)]);
    for (const id of ids) {
      const { bytes } = await wholeClip(world, await linkOf(world, id));
      const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length));
      assert.equal((await checkVideo(read, bytes.length)).kind, 'whole');
      assert.ok(bytes.subarray(0, sample.length).equals(sample));
      assert.ok(bytes.includes(id));
      assert.equal(world.simulator.stats.servedSha256, sha256(bytes));
      digests.add(sha256(bytes));
    }
    assert.equal(digests.size, 4);
  });

  it('gives the same bytes by the link and by the content endpoint, however often', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world);
    const link = await linkOf(world, id);
    const { bytes, etag } = await wholeClip(world, link);
    assert.deepEqual(await wholeClip(world, link), { bytes, etag });
    const content = await ask(world, `/v1/videos/${id}/content`);
    assert.equal(content.headers.get('etag'), etag);
    assert.ok((await bytesOf(content)).equals(bytes));
  });

  it('says type, length and a strong validator', async () => {
    await using world = await newWorld();
    const answer = await askOpenly(world, await finishedLink(world));
    const { length } = await bytesOf(answer);
    assert.equal(answer.headers.get('content-type'), 'video/mp4');
    assert.equal(answer.headers.get('content-length'), String(length));
    assert.equal(answer.headers.get('accept-ranges'), 'bytes');
    assert.match(answer.headers.get('etag') ?? '', /^"[0-9a-f]+"$/);
  });

  it('continues from any byte', async () => {
    await using world = await newWorld();
    const link = await finishedLink(world);
    const { bytes, etag } = await wholeClip(world, link);
    for (const from of [1, 1000, bytes.length - 1]) {
      for (const validator of [{}, { 'if-range': etag }]) {
        const part = await range(world, link, { range: `bytes=${String(from)}-`, ...validator });
        const last = bytes.length - 1;
        assert.equal(part.status, 206);
        assert.equal(part.contentRange, `bytes ${String(from)}-${String(last)}/${String(bytes.length)}`);
        assert.ok(part.bytes.equals(bytes.subarray(from)));
      }
    }
  });

  it('begins anew for whoever has other bytes', async () => {
    await using world = await newWorld();
    const link = await finishedLink(world);
    const { bytes, etag } = await wholeClip(world, link);
    const other = await wholeClip(world, await finishedLink(world));
    assert.notEqual(other.etag, etag);
    for (const headers of [
      { range: 'bytes=100-', 'if-range': other.etag },
      { range: 'bytes=0-' },
      { range: 'bytes=10-20' },
      { range: 'bytes=-5' },
      { range: 'lines=1-' },
    ]) {
      const whole = await range(world, link, headers);
      assert.equal(whole.status, 200, JSON.stringify(headers));
      assert.equal(whole.contentRange, null);
      assert.ok(whole.bytes.equals(bytes));
    }
  });

  it('answers 416 with the size to a range behind the end', async () => {
    await using world = await newWorld();
    const link = await finishedLink(world);
    const { bytes } = await wholeClip(world, link);
    for (const from of [bytes.length, bytes.length + 1, 999_999_999]) {
      const none = await range(world, link, { range: `bytes=${String(from)}-` });
      assert.equal(none.status, 416);
      assert.equal(none.contentRange, `bytes */${String(bytes.length)}`);
      assert.equal(none.bytes.length, 0);
    }
  });

  it('answers HEAD with the headers of a GET and no body, which counts for no marker', async () => {
    await using world = await newWorld();
    const id = await finishedTask(world, '[sim:truncated] [sim:cut]');
    const link = await linkOf(world, id);
    const head = await askOpenly(world, link, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal((await bytesOf(head)).length, 0);
    assert.equal(world.simulator.stats.servedSha256, undefined);
    const truncated = await wholeClip(world, link);
    await assert.rejects(askOpenly(world, link).then(bytesOf));
    const whole = await wholeClip(world, link);
    assert.equal(head.headers.get('content-length'), String(whole.bytes.length));
    assert.equal(head.headers.get('etag'), whole.etag);
    assert.ok(truncated.bytes.length < whole.bytes.length);
  });
});
