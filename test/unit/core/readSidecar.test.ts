import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Job } from '../../../src/core/job.ts';
import { maxPromptCharacters } from '../../../src/core/request.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { markKept } from '../../../src/core/sidecarEdits.ts';
import { maxSidecarBytes } from '../../../src/core/workspacePath.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { makeJob, request } from './makeJob.ts';
import { mutated } from '../hostile/mutate.ts';

const hash = (digit: string) => digit.repeat(64);

const placed: Job = makeJob({
  state: 'stored',
  request: {
    ...request,
    negativePrompt: 'rain',
    seed: 7,
    audio: true,
    images: [
      {
        uri: 'file:///storage/drafts/frame.png',
        role: 'first',
        clip: { uri: 'file:///work/film/videos/opening-1.mp4', sha256: hash('a') },
      },
      { uri: 'file:///work/film/images/boat.png', role: 'last' },
    ],
  },
  images: [{ role: 'first', sha256: hash('b'), bytes: 5, type: 'image/png', name: 'frame.png' }],
  source: {
    promptFileUri: 'file:///work/film/boat.video.md',
    shot: 'the-storm',
    cell: 'veo3.1_4s',
    take: 2,
    digest: hash('d'),
  },
  taskId: 'task_1',
  charge: { microUsd: 320_000, basis: 'estimated' },
  sentAt: 1,
  acceptedAt: 2,
  renderedAt: 3,
  clip: {
    bytes: 48_000,
    sha256: hash('c'),
    extension: '.mp4',
    durationSeconds: 4.01,
    width: 1280,
    height: 720,
    codecs: ['avc1.640028'],
    uri: 'file:///work/film/videos/storm.mp4',
  },
});
const text = writeSidecar(placed, { savedAt: 61_000 });
const change = (changes: object) => JSON.stringify({ ...(JSON.parse(text) as object), ...changes });

describe('reading a sidecar', () => {
  it('gives back everything that was written', () => {
    assert.deepEqual(readSidecar(text), JSON.parse(text));
    assert.deepEqual(readSidecar(`\uFEFF${text}`), JSON.parse(text));
    const bare = writeSidecar(makeJob(), { savedAt: 1 });
    assert.deepEqual(readSidecar(bare), JSON.parse(bare));
  });

  it('tells of the take that was kept', () => {
    assert.equal(readSidecar(markKept(text, true)).kept, true);
    assert.equal('kept' in readSidecar(change({ kept: false })), false);
  });

  it('passes over what it does not know', () => {
    assert.deepEqual(readSidecar(change({ rating: 5 })), JSON.parse(text));
  });

  it('reads one from before there were prompt files', () => {
    const { source: _source, digest: _digest, ...older } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(readSidecar(JSON.stringify(older)), older);
  });

  const wrong: readonly [string | undefined, string][] = [
    ['version', change({ version: 2 })],
    ['digest', change({ digest: 'abc' })],
    ['source.file', change({ source: { file: '/etc/passwd', shot: '', cell: '', take: 1 } })],
    ['source.file', change({ source: { file: 'file:///etc/passwd', shot: '', cell: '', take: 1 } })],
    ['source.file', change({ source: { file: 'C:\\boat.video.md', shot: '', cell: '', take: 1 } })],
    ['source.take', change({ source: { file: 'boat.video.md', shot: '', cell: '', take: 0 } })],
    [
      'request.images[0].role',
      change({ request: { ...request, images: [{ path: 'a.png', role: 'third' }] } }),
    ],
    ['images', change({ images: 3 })],
    ['times.sent', change({ times: { sent: 'yesterday' } })],
    [undefined, '[]'],
    [undefined, text.slice(0, -10)],
  ];
  for (const [field, broken] of wrong) {
    it(`refuses ${broken.slice(0, 40).replace(/\s+/g, ' ')}… naming ${field ?? 'no field'}`, () => {
      assert.throws(() => readSidecar(broken), { code: 'sidecar.invalid', field });
    });
  }

  it('refuses more than 200 KB, counted in bytes', () => {
    const filler = (length: number) => change({ filler: 'é'.repeat(length) });
    const room = maxSidecarBytes - new TextEncoder().encode(filler(0)).length;
    readSidecar(filler(Math.floor(room / 2)));
    assert.throws(() => readSidecar(filler(Math.floor(room / 2) + 1)), { message: /200 KB/ });
  });

  it('reads or refuses whatever a file may hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), mutated([JSON.parse(text)])), (any) => {
        const source = typeof any === 'string' ? any : JSON.stringify(any);
        try {
          readSidecar(source);
        } catch (error) {
          assert.ok(error instanceof VideoPromptError && error.code === 'sidecar.invalid', String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the largest sidecar that is written', () => {
  it('can be read again', () => {
    const images = Array.from({ length: 20 }, (_, index) => ({
      uri: `file:///work/film/${'folder/'.repeat(30)}image${String(index)}.png`,
      role: 'reference' as const,
    }));
    for (const character of ['a', '海', '🌊', '"', '\u0001']) {
      const prompt = character.repeat(maxPromptCharacters);
      const job: Job = {
        ...placed,
        request: { ...placed.request, prompt, negativePrompt: 'x'.repeat(20_000), images },
      };
      assert.equal(readSidecar(writeSidecar(job, { savedAt: 1 })).request.prompt, prompt);
    }
  });
});
