import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shippedMarket } from '../../../src/core/market.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { compareRecipes, recipeOf, recipeOfSidecar } from '../../../src/core/recipe.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { fileNameOfUri, uriOfPath } from '../../../src/core/uriPath.ts';
import { findRecordedImages, type RecordedPlaces } from '../../../src/shots/recordedImages.ts';
import { placeBeside, placeOfTake, withRivals } from '../../../src/shots/recordedPlace.ts';
import { recordedNow, recordedRequest } from '../../../src/shots/recordedRequest.ts';
import { makeJob } from '../core/makeJob.ts';
import { FilmWorld, promptFileUri } from './filmWorld.ts';

const text = `---
model: veo3.1-fast
seconds: 4
---

## Leaving

\`\`\`yaml
first: boat.png
\`\`\`

A boat leaves.

## Storm

\`\`\`yaml
first: { clip: ./leaving }
\`\`\`

Waves.
`;

/** The sidecars of two shots, the second of which starts from the first, and where their images are looked for. */
async function rendered() {
  const world = new FilmWorld();
  const [first = '', second = ''] = await world.render(await world.chosen(text));
  const sidecarOf = (clip: string) => readSidecar(world.sidecars.get(clip) ?? '');
  const places = (clip: string, changes: Partial<RecordedPlaces> = {}): RecordedPlaces => ({
    digests: {
      image: (uri) => Promise.resolve(sha256(world.pictures.get(fileNameOfUri(uri)) ?? fileNameOfUri(uri))),
      file: (uri) => Promise.resolve(uri === first ? sidecarOf(first).clip?.sha256 : undefined),
    },
    placeOf: (path) => Promise.resolve(uriOfPath(`${clip}.json`, path)),
    imagesNamed: () => Promise.resolve([]),
    clipWith: () => Promise.resolve(undefined),
    ...changes,
  });
  return { world, first, second, sidecarOf, places };
}

describe('what a sidecar records', () => {
  it('is the same recipe again, whatever was rendered: nothing is lost on the way', async () => {
    const shot = fc.record({
      words: fc.stringMatching(/^[A-Z][a-z “”’é]{0,40}\.$/),
      seconds: fc.constantFrom(4, 6, 8),
      resolution: fc.constantFrom('720p', '1080p'),
      aspectRatio: fc.constantFrom('16:9', '9:16'),
      seed: fc.option(fc.nat(1_000_000), { nil: undefined }),
      negativePrompt: fc.option(fc.constantFrom('text', 'people: none'), { nil: undefined }),
      image: fc.option(fc.constantFrom('boat.png', 'sea at night.png'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(shot, async ({ words, image, ...options }) => {
        const lines = Object.entries({ ...options, first: image })
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
        const world = new FilmWorld();
        const asked = `---\nmodel: veo3.1\n${lines.join('')}---\n\n${words}\n`;
        const [cell] = await world.cells(asked);
        const [clip = ''] = await world.render(await world.chosen(asked));
        const sidecar = readSidecar(world.sidecars.get(clip) ?? '');
        const digests = {
          image: (uri: string) => Promise.resolve(sha256(fileNameOfUri(uri))),
          file: () => Promise.resolve(undefined),
        };
        const images = await findRecordedImages(sidecar, {
          digests,
          placeOf: (path) => Promise.resolve(uriOfPath(`${clip}.json`, path)),
          imagesNamed: () => assert.fail('Every image is at its place.'),
          clipWith: () => assert.fail('There is no clip.'),
        });
        const again = recordedRequest(
          sidecar,
          images.flatMap((one) => ('uri' in one ? [{ uri: one.uri, role: one.role }] : [])),
          'https://api.cometapi.com',
        );
        const { variants: _, ...request } = cell?.plan.request ?? assert.fail();
        assert.deepEqual(again, request);
        const recipe = recipeOf(again, await Promise.all(again.images.map(({ uri }) => digests.image(uri))));
        assert.deepEqual(compareRecipes(recipe, recipeOfSidecar(sidecar)), []);
        assert.deepEqual(compareRecipes(recipe, cell?.recipe ?? assert.fail()), []);
      }),
      { numRuns: 60 },
    );
  });

  it('finds images at their place, elsewhere by their content, changed, or not at all', async () => {
    const { world, first, sidecarOf, places } = await rendered();
    const find = (changes?: Partial<RecordedPlaces>) =>
      findRecordedImages(sidecarOf(first), places(first, changes));
    const at = 'file:///work/film/boat.png';
    const named = { name: 'boat.png', role: 'first' };
    assert.deepEqual(await find(), [{ ...named, kind: 'same', uri: at }]);
    world.pictures.set('boat.png', 'another boat');
    assert.deepEqual(await find(), [{ ...named, kind: 'changed', uri: at }]);
    world.pictures.set('moved.png', 'boat.png');
    const moved = 'file:///work/film/moved.png';
    assert.deepEqual(await find({ imagesNamed: () => Promise.resolve([at, moved]) }), [
      { ...named, kind: 'same', uri: moved },
    ]);
    assert.deepEqual(await find({ placeOf: () => Promise.resolve(undefined) }), [{ ...named, kind: 'gone' }]);
  });

  it('takes a frame again from the very clip, wherever it is now', async () => {
    const { first, second, sidecarOf, places } = await rendered();
    const find = (changes?: Partial<RecordedPlaces>) =>
      findRecordedImages(sidecarOf(second), places(second, changes));
    const named = { name: fileNameOfUri(first), role: 'first' };
    assert.deepEqual(await find(), [{ ...named, kind: 'frame', clip: first }]);
    const nowhere = { placeOf: () => Promise.resolve(undefined) };
    assert.deepEqual(await find(nowhere), [{ ...named, kind: 'gone' }]);
    const elsewhere = 'file:///work/film/moved.mp4';
    assert.deepEqual(await find({ ...nowhere, clipWith: () => Promise.resolve(elsewhere) }), [
      { ...named, kind: 'frame', clip: elsewhere },
    ]);
  });

  it('is held against the rules and the price of now', async () => {
    const { first, sidecarOf } = await rendered();
    const context = {
      market: shippedMarket,
      origin: 'https://api.cometapi.com',
      workspaceFolderUris: ['file:///work/film'],
      look: (image: { readonly uri: string; readonly role: 'first' | 'last' | 'reference' }) =>
        Promise.resolve({ ...image, kind: 'missing' as const }),
    };
    const sidecar = sidecarOf(first);
    const image = {
      name: 'boat.png',
      role: 'first',
      kind: 'same',
      uri: 'file:///work/film/boat.png',
    } as const;
    const now = await recordedNow(sidecar, [image], context);
    assert.deepEqual(
      now.findings.map(({ field }) => field),
      ['images[0]'],
    );
    const gone = { name: 'boat.png', role: 'first', kind: 'gone' } as const;
    assert.deepEqual((await recordedNow(sidecar, [gone], context)).findings, []);
    const priced = { ...sidecar, quote: now.quote };
    assert.equal((await recordedNow(priced, [image], context)).formerQuote, undefined);
    const dearer = { ...now.quote, microUsd: 1 };
    const { formerQuote } = await recordedNow({ ...sidecar, quote: dearer }, [image], context);
    assert.deepEqual(formerQuote, dearer);
  });
});

describe('the place of one more clip of a recorded request', () => {
  const directory = { directoryUri: 'file:///work/film/boat' };
  const source = (take: number) => ({ promptFileUri, shot: 'storm', cell: '', take });

  it('is beside the clip, and known by nothing but its name where it is no take', () => {
    assert.deepEqual(placeBeside('file:///work/film/boat/sea%20gull.mp4', directory), {
      output: { ...directory, baseName: 'sea gull' },
      jobs: [],
      upTo: 0,
    });
  });

  it('is the next take of its shot, behind those that are made and those under way, as of one look', () => {
    const running = makeJob({ id: 'a', state: 'running', source: source(4) });
    const other = makeJob({ id: 'b', state: 'running', source: { ...source(9), shot: 'leaving' } });
    const made = { takes: [], unreadable: [], jobs: [running, other], strays: [], upTo: 12 };
    const place = placeOfTake(promptFileUri, source(1), made, directory);
    assert.deepEqual(place.source, source(5));
    assert.equal(place.output.baseName, 'storm-5');
    assert.deepEqual(place.jobs, [running]);
    assert.equal(place.upTo, 12);
  });

  it('names each job once that stood in the way', () => {
    const [a, b] = ['a', 'b'].map((id) => makeJob({ id, state: 'running' }));
    assert.ok(a !== undefined && b !== undefined);
    const place = { output: { ...directory, baseName: 'x' }, jobs: [a], upTo: 3 };
    assert.deepEqual(withRivals(place, [a, b]), { ...place, jobs: [a, b] });
  });
});
