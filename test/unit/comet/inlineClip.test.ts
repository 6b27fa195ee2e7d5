import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DialectId } from '../../../src/core/catalogue/model.ts';
import type { DownloadCall } from '../../../src/engine/ports.ts';
import { downloadCall, patient, taskCall, withProvider } from './calls.ts';
import { always, scriptedServer, type Script } from './scriptedServer.ts';

const clip = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), randomBytes(5 * 1024 * 1024)]);
const uri = `data:video/mp4;base64,${clip.toString('base64')}`;
const done = (video: string) => ({
  id: 'task_abc123',
  status: 'completed',
  progress: 100,
  video: { url: video },
});

const hasContent: Script = (request, response, seen) => {
  if (seen.url.endsWith('/content'))
    always(200, clip, { 'content-type': 'video/mp4' })(request, response, seen);
  else always(200, done(uri))(request, response, seen);
};
const hasNoContent: Script = (request, response, seen) => {
  if (seen.url.endsWith('/content')) always(404, { message: 'no' })(request, response, seen);
  else always(200, done(uri))(request, response, seen);
};

async function statusAndBytes(script: Script, dialect: DialectId = 'unified', limits = {}) {
  await using server = await scriptedServer(script);
  const task = { ...taskCall(server.origin), dialect };
  return await withProvider(
    async (provider) => {
      const status = await provider.status(task, patient);
      if (status.kind !== 'done') return { status, seen: server.seen };
      const call: DownloadCall = {
        ...downloadCall(server.origin, task),
        ...(status.link === undefined ? {} : { link: status.link }),
      };
      const outcome = await provider.download(call, patient);
      if (outcome.kind !== 'bytes') return { status, outcome, seen: server.seen };
      const chunks: Uint8Array[] = [];
      for await (const chunk of outcome.body) chunks.push(chunk);
      return { status, outcome, bytes: Buffer.concat(chunks), seen: server.seen };
    },
    { limits },
  );
}

describe('a status answer that holds the clip', () => {
  it('tells the word, and the bytes come from the content endpoint', async () => {
    const { bytes, seen } = await statusAndBytes(hasContent);
    assert.ok(bytes?.equals(clip));
    assert.equal(seen.at(-1)?.url, '/v1/videos/task_abc123/content');
  });

  it('gives the bytes itself where the content endpoint has none', async () => {
    const { bytes } = await statusAndBytes(hasNoContent);
    assert.ok(bytes?.equals(clip));
  });

  it('gives the bytes itself where the family has no such endpoint', async () => {
    for (const dialect of ['runway', 'kling', 'grok', 'midjourney'] as const) {
      const { bytes, seen } = await statusAndBytes(always(200, done(uri)), dialect);
      assert.ok(bytes?.equals(clip), dialect);
      assert.equal(seen.length, 1);
    }
  });

  it('may be packed, and written in other ways', async () => {
    // A part of it is enough, of several reads.
    const short = clip.subarray(0, 300_000);
    const base64 = short.toString('base64');
    for (const video of [
      `data:video/mp4;base64,${base64}`,
      `data:application/octet-stream;base64,${base64}`,
      `DATA:Video/MP4;codecs="avc1";base64,${base64}`,
      `data:video/mp4;base64,${base64.replace(/(.{76})/g, '$1\r\n')}`,
      `data:video/mp4;base64,${encodeURIComponent(base64)}`,
      `data:video/mp4;base64,${short.toString('base64url')}`,
    ]) {
      const body = gzipSync(JSON.stringify(done(video)), { level: 1 });
      const { bytes } = await statusAndBytes(always(200, body, { 'content-encoding': 'gzip' }), 'runway');
      assert.ok(bytes?.equals(short), video.slice(0, 60));
    }
  });

  it('tells the word also where the clip is larger than what is kept', async () => {
    const limits = { longTextBytes: 100_000 };
    const { status, bytes } = await statusAndBytes(hasContent, 'unified', limits);
    assert.deepEqual(status, { kind: 'done' });
    assert.ok(bytes?.equals(clip));
    const { status: other, outcome } = await statusAndBytes(always(200, done(uri)), 'runway', limits);
    assert.deepEqual(other, { kind: 'done' });
    assert.equal(outcome?.kind, 'missed');
  });

  it('has an end: more than that is not read', async () => {
    const limits = { longAnswerBytes: 1_000_000 };
    const { status } = await statusAndBytes(hasContent, 'unified', limits);
    assert.ok(status.kind === 'missed');
    assert.equal(status.failure.message, 'status.answerTooLarge');
  });

  it('what is no text has no more room than in other answers', async () => {
    const wide = `{"id":"task_1","status":"completed","list":[${'{},'.repeat(100_000)}{}]}`;
    const { status } = await statusAndBytes(always(200, wide), 'unified', { answerBytes: 100_000 });
    assert.ok(status.kind === 'missed');
    const short = JSON.stringify({
      status: 'completed',
      list: Array.from({ length: 9_000 }, () => 'x'.repeat(20)),
    });
    const { status: other } = await statusAndBytes(always(200, short), 'unified', { answerBytes: 100_000 });
    assert.ok(other.kind === 'missed');
  });

  it('is not taken from what was sent', async () => {
    const answer = { id: 'task_1', status: 'completed', input: { video: uri } };
    const { status } = await statusAndBytes(always(200, answer), 'runway');
    assert.deepEqual(status, { kind: 'done' });
  });

  it('is no clip where it is no video, or not written in base64', async () => {
    for (const video of ['data:image/png;base64,AAAA', 'data:video/mp4,x', 'data:text/html;base64,AAAA']) {
      const { status } = await statusAndBytes(always(200, done(video)), 'runway');
      assert.deepEqual(status, { kind: 'done' }, video);
    }
  });

  it('leads nowhere where its bytes are no video, and nothing is asked for it', async () => {
    await using server = await scriptedServer(always(200, clip, { 'content-type': 'video/mp4' }));
    for (const bytes of ['', 'AAAA', 'no video at all', '<html></html>', '\x89PNG\r\n\x1a\n']) {
      const link = `data:video/mp4;base64,${Buffer.from(bytes, 'latin1').toString('base64')}`;
      const outcome = await withProvider((provider) =>
        provider.download(downloadCall(server.origin, { link }), patient),
      );
      assert.ok(outcome.kind === 'dead', bytes);
      assert.equal(outcome.failure.message, 'download.unsafeLink');
    }
    assert.equal(server.seen.length, 0);
  });

  it('a link wins over it', async () => {
    const answer = { ...done(uri), video_url: 'https://cdn.example.com/clip.mp4' };
    await using server = await scriptedServer(always(200, answer));
    const status = await withProvider((provider) => provider.status(taskCall(server.origin), patient));
    assert.deepEqual(status, { kind: 'done', link: 'https://cdn.example.com/clip.mp4' });
  });
});
