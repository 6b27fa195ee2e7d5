import assert from 'node:assert/strict';
import { type Job, sampleOrigin } from '../../../src/core/job.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { makeJob, request } from './makeJob.ts';

const clip = {
  bytes: 48_000,
  sha256: 'c0ffee',
  extension: '.mp4',
  durationSeconds: 4.01,
  width: 1280,
  height: 720,
  codecs: ['avc1.640028', 'mp4a.40.2'],
  uri: 'file:///work/film/videos/boat.mp4',
};
const snapshot = { role: 'first', sha256: 'abc', bytes: 5, type: 'image/png', name: 'boat one.png' } as const;

function placedJob(fields: Partial<Job> = {}): Job {
  return makeJob({
    state: 'stored',
    request: {
      ...request,
      seed: 7,
      images: [{ uri: 'file:///work/film/images/boat%20one.png', role: 'first' }],
    },
    images: [snapshot],
    taskId: 'task_1',
    keyFingerprint: 'f1nger',
    charge: { microUsd: 320_000, basis: 'estimated' },
    createdAt: 0,
    sentAt: 1_000,
    acceptedAt: 2_000,
    renderedAt: 60_000,
    clip,
    ...fields,
  });
}
const parse = (job: Job): Record<string, unknown> =>
  JSON.parse(writeSidecar(job, { savedAt: 61_000 })) as Record<string, unknown>;

describe('sidecar', () => {
  it('tells how the clip came to be, in a stable order', () => {
    const text = writeSidecar(placedJob(), { savedAt: 61_000 });
    assert.equal(
      text,
      `${JSON.stringify(
        {
          version: 1,
          request: {
            prompt: 'A paper boat crosses a puddle',
            model: 'veo3.1-fast',
            seconds: 4,
            aspectRatio: '16:9',
            resolution: '720p',
            images: [{ path: '../images/boat one.png', role: 'first' }],
            seed: 7,
          },
          model: 'veo3.1-fast',
          taskId: 'task_1',
          quote: { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
          charge: { microUsd: 320_000, basis: 'estimated' },
          times: {
            created: '1970-01-01T00:00:00.000Z',
            sent: '1970-01-01T00:00:01.000Z',
            accepted: '1970-01-01T00:00:02.000Z',
            rendered: '1970-01-01T00:01:00.000Z',
            saved: '1970-01-01T00:01:01.000Z',
          },
          clip: {
            bytes: 48_000,
            sha256: 'c0ffee',
            durationSeconds: 4.01,
            width: 1280,
            height: 720,
            codecs: ['avc1.640028', 'mp4a.40.2'],
          },
          images: [{ name: 'boat one.png', role: 'first', type: 'image/png', bytes: 5, sha256: 'abc' }],
        },
        undefined,
        2,
      )}\n`,
    );
  });

  it('marks a sample', () => {
    assert.equal(parse(placedJob({ origin: sampleOrigin })).sample, true);
    assert.equal('sample' in parse(placedJob()), false);
  });

  it('holds no path outside the workspace folder, no origin and nothing of the key', () => {
    const images = [
      { uri: 'file:///home/ada/private/face.png', role: 'first' as const },
      { uri: 'file:///work/film/../secret/x.png', role: 'last' as const },
    ];
    for (const output of [
      'file:///home/ada/out/a.mp4',
      '/home/ada/a.mp4',
      'C:\\Users\\ada\\a.mp4',
      '~/ada/a.mp4',
    ]) {
      const text = writeSidecar(placedJob({ request: { ...request, images, output } }), { savedAt: 1 });
      assert.match(text, /"path": "face\.png"/);
      assert.doesNotMatch(text, /ada|private|secret|cometapi\.com|f1nger|file:/);
    }
  });

  it('names images by their file name alone where the clip lies in no workspace folder', () => {
    const output = { directoryUri: 'file:///work/film/videos', baseName: 'boat' };
    assert.match(writeSidecar(placedJob({ output }), { savedAt: 1 }), /"path": "boat one\.png"/);
  });

  it('keeps an output inside the workspace folder, relative to it', () => {
    for (const output of ['videos/boat.mp4', 'file:///work/film/videos/boat.mp4']) {
      const { request: written } = parse(placedJob({ request: { ...request, output } }));
      assert.deepEqual(written, { ...request, output: 'videos/boat.mp4' });
    }
  });

  const source = {
    promptFileUri: 'file:///work/film/shots/boat.video.md',
    shot: 'the-storm',
    cell: 'veo3.1_4s',
    take: 2,
    digest: 'd1gest',
  };

  it('names the prompt file, the shot and the take it comes from, and the digest of what determines it', () => {
    const sidecar = parse(placedJob({ source }));
    const { promptFileUri: _uri, digest, ...shot } = source;
    assert.deepEqual(sidecar.source, { file: '../shots/boat.video.md', ...shot });
    assert.equal(sidecar.digest, digest);
    assert.deepEqual(Object.keys(sidecar).slice(0, 5), ['version', 'request', 'model', 'source', 'digest']);
  });

  it('does not name a prompt file outside the workspace folder', () => {
    for (const promptFileUri of [
      'file:///home/ada/boat.video.md',
      'vscode-remote://x/work/film/a.video.md',
    ]) {
      const sidecar = parse(placedJob({ source: { ...source, promptFileUri } }));
      assert.equal('source' in sidecar, false);
      assert.equal(sidecar.digest, source.digest);
    }
    const output = { directoryUri: 'file:///work/film/videos', baseName: 'boat' };
    assert.equal('source' in parse(placedJob({ source, output })), false);
  });

  it('names the clip that an image is the last frame of, and its digest', () => {
    const frameOf = (uri: string | undefined) => {
      const image = { uri: 'file:///storage/drafts/f.png', role: 'first' as const };
      const from = { ...(uri === undefined ? {} : { uri }), sha256: 'c11p' };
      const sidecar = parse(placedJob({ request: { ...request, images: [{ ...image, clip: from }] } }));
      return (sidecar.request as { images: readonly unknown[] }).images;
    };
    const image = { path: 'f.png', role: 'first' };
    assert.deepEqual(frameOf('file:///work/film/videos/a-1.mp4'), [
      { ...image, clip: 'a-1.mp4', clipSha256: 'c11p' },
    ]);
    assert.deepEqual(frameOf('file:///home/ada/a-1.mp4'), [{ ...image, clipSha256: 'c11p' }]);
    assert.deepEqual(frameOf(undefined), [{ ...image, clipSha256: 'c11p' }]);
  });

  it('leaves out what is not known, and never throws for it', () => {
    const {
      clip: _clip,
      taskId: _taskId,
      charge: _charge,
      ...bare
    } = placedJob({ sentAt: Number.NaN, renderedAt: 1e20 });
    const sidecar = parse({ ...bare, quote: { kind: 'unknown', source: 'CometAPI', date: '' } });
    assert.deepEqual(Object.keys(sidecar), ['version', 'request', 'model', 'quote', 'times', 'images']);
    assert.deepEqual(sidecar.quote, { kind: 'unknown', source: 'CometAPI', date: '' });
    assert.deepEqual(Object.keys(sidecar.times ?? {}), ['created', 'accepted', 'saved']);
  });
});
