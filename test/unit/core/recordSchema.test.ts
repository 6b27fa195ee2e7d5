import assert from 'node:assert/strict';
import type { Only } from '../../../src/core/only.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { jobSchema } from '../../../src/store/jobSchema.ts';
import { makeJob, request } from './makeJob.ts';

interface Known {
  readonly a: number;
  readonly b?: { readonly c?: readonly { readonly d?: string }[] };
}

/** Types alone: the compiler checks these lines. */
export const compiled = [
  { a: 1, b: { c: [{ d: 'x' }] } } satisfies Only<{ a: 1; b: { c: { d: string }[] } }, Known>,
  // @ts-expect-error: no reader knows this field
  { a: 1, e: 1 } satisfies Only<{ a: 1; e: number }, Known>,
  // @ts-expect-error: nor this one, which is further below
  { a: 1, b: { c: [{ f: 1 }] } } satisfies Only<{ a: 1; b: { c: { f: number }[] } }, Known>,
];

describe('what the database and the sidecars both keep', () => {
  const job = makeJob({
    state: 'saved',
    request: {
      ...request,
      mode: 'pro',
      negativePrompt: 'rain',
      seed: 7,
      audio: true,
      variants: 2,
      output: 'videos/',
    },
    quote: { microUsd: 320_000, kind: 'at-least', source: 'a page', date: '2026-06' },
    charge: { microUsd: 300_000, basis: 'reported' },
    images: [{ name: 'dawn.png', role: 'first', type: 'image/png', bytes: 1, sha256: 'a'.repeat(64) }],
    clip: { bytes: 1, sha256: 'b'.repeat(64), extension: '.mp4', uri: 'file:///work/film/videos/boat.mp4' },
  });

  it('is the same in both, and nothing of it is lost', () => {
    const sidecar = readSidecar(writeSidecar(job, { savedAt: 1 }));
    const row = jobSchema.parse(JSON.parse(JSON.stringify(job)));
    const { images: rowImages, ...rowRequest } = row.request;
    const { images: paths, ...sidecarRequest } = sidecar.request;
    assert.deepEqual(row, job);
    assert.deepEqual(sidecarRequest, rowRequest);
    assert.equal(paths.length, rowImages.length);
    assert.deepEqual([sidecar.quote, sidecar.charge], [row.quote, row.charge]);
    assert.deepEqual(sidecar.images, row.images);
  });

  it('is refused in both where it is not what it should be', () => {
    const wrong = [
      { charge: { microUsd: -1, basis: 'reported' } },
      { charge: { microUsd: 1, basis: 'guessed' } },
      { quote: { kind: 'listed', source: 'a page' } },
      { request: { ...job.request, seconds: '4' } },
    ];
    for (const change of wrong) {
      const text = writeSidecar(job, { savedAt: 1 });
      const sidecar = JSON.stringify({ ...(JSON.parse(text) as object), ...change });
      assert.throws(() => readSidecar(sidecar), { code: 'sidecar.invalid' });
      assert.equal(jobSchema.safeParse({ ...job, ...change }).success, false);
    }
  });
});
