import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { ImageRules, Model } from '../../../src/core/catalogue/model.ts';
import type { ImageFacts } from '../../../src/core/imageFacts.ts';
import { planImageFix } from '../../../src/core/imageFix.ts';
import { preflight } from '../../../src/core/preflight.ts';
import type { ImageInput } from '../../../src/core/imageInput.ts';
import { request } from './makeJob.ts';

function modelWith(rules: Partial<ImageRules>): Model {
  const veo = findModel('veo3.1-fast');
  assert.ok(veo);
  return { ...veo, images: { ...veo.images, ...rules } };
}

const facts = (width: number, height: number, more: Partial<ImageFacts> = {}): ImageFacts => ({
  type: 'image/jpeg',
  width,
  height,
  ...more,
});
const wide = { aspectRatio: '16:9', resolution: '720p' };
const fits = (given: ImageFacts, rules: Partial<ImageRules> = {}, role: 'first' | 'reference' = 'first') =>
  planImageFix(given, role, wide, modelWith(rules)).options.map(
    ({ fit, width, height }) => `${fit} ${width}x${height}`,
  );

describe('the plan for a copy of an image', () => {
  it('cuts, sets on a ground or keeps a frame of another shape, no larger than the video', () => {
    assert.deepEqual(fits(facts(4000, 3000)), ['crop 1280x720', 'pad 1280x720', 'keep 4000x3000']);
    assert.deepEqual(fits(facts(300, 900)), ['crop 300x169', 'pad 1280x720', 'keep 300x900']);
  });

  it('leaves a reference and a frame of the right shape in their shape', () => {
    assert.deepEqual(fits(facts(4000, 3000), {}, 'reference'), ['keep 4000x3000']);
    assert.deepEqual(fits(facts(1920, 1080)), ['keep 1920x1080']);
  });

  it('makes exactly the video’s pixels where the model wants them', () => {
    assert.deepEqual(fits(facts(4000, 3000), { exactSize: true }), ['crop 1280x720', 'pad 1280x720']);
    assert.deepEqual(fits(facts(640, 360), { exactSize: true }), ['keep 1280x720']);
  });

  it('keeps between the least and the most pixels of a side', () => {
    assert.deepEqual(fits(facts(200, 100), { minSide: 300 }, 'reference'), ['keep 600x300']);
    assert.deepEqual(fits(facts(5000, 2500), { maxSide: 1000 }, 'reference'), ['keep 1000x500']);
  });

  it('cuts what is too long for the model, also a reference', () => {
    const rules = { maxStretch: 2.5 };
    assert.deepEqual(fits(facts(3000, 300), rules, 'reference'), ['crop 735x300', 'pad 735x300']);
    assert.deepEqual(fits(facts(3000, 300), rules), ['crop 533x300', 'pad 1280x720']);
    assert.deepEqual(fits(facts(500, 300), rules, 'reference'), ['keep 500x300']);
  });

  it('keeps the kind of file where the model takes it, and transparency where it may be', () => {
    const types = (given: ImageFacts, rules: Partial<ImageRules> = {}) =>
      planImageFix(given, 'first', wide, modelWith(rules)).types;
    assert.equal(types(facts(1, 1, { type: 'image/webp' }))[0], 'image/webp');
    assert.equal(
      types(facts(1, 1, { type: 'image/webp' }), { types: ['image/png', 'image/jpeg'] })[0],
      'image/jpeg',
    );
    const clear = facts(1, 1, { type: 'image/webp', hasAlpha: true });
    assert.equal(types(clear, { types: ['image/png', 'image/jpeg'] })[0], 'image/png');
    assert.equal(types(clear, { types: ['image/png', 'image/jpeg'], opaque: true })[0], 'image/jpeg');
  });

  it('leads to an image in which preflight finds nothing more', () => {
    const sides = fc.integer({ min: 1, max: 9_000 });
    const rules: fc.Arbitrary<Partial<ImageRules>> = fc.constantFrom(
      {},
      { exactSize: true as const },
      { minSide: 300 },
      { minSide: 300, maxStretch: 2.5 },
      { maxSide: 2_000, minSide: 100, opaque: true as const, types: ['image/png' as const] },
    );
    fc.assert(
      fc.property(
        sides,
        sides,
        rules,
        fc.constantFrom('first' as const, 'reference' as const),
        (width, height, some, role) => {
          // A strip that is too thin for both limits has no shape that would do.
          fc.pre(Math.max(width, height) / Math.min(width, height) < 10);
          const model = modelWith({ ...some, roles: { first: 1, reference: 1 } });
          const plan = planImageFix(facts(width, height), role, wide, model);
          const [best] = plan.options;
          const type = plan.types[0];
          assert.ok(best && type);
          const image = { uri: 'file:///a.jpg', role };
          const input: ImageInput = {
            ...image,
            kind: 'read',
            bytes: 1_000,
            facts: { type, width: best.width, height: best.height },
          };
          const found = preflight({ ...request, ...wide, images: [image] }, model, [input]);
          const isTiny = Math.min(best.width, best.height) < 20;
          assert.deepEqual(
            found.filter(({ field, code }) => field === 'images[0]' && !(isTiny && code === 'image.shape')),
            [],
          );
        },
      ),
    );
  });
});

describe('the rules about an image', () => {
  const image = { uri: 'file:///w/photo.jpg', role: 'first' as const };
  const codes = (given: ImageFacts, rules: Partial<ImageRules> = {}, bytes = 1_000) =>
    preflight({ ...request, ...wide, images: [image] }, modelWith(rules), [
      { ...image, kind: 'read', bytes, facts: given },
    ]).map(({ code, severity, field, redraw }) => [code, severity, field, redraw]);
  const error = (code: string) => [code, 'error', 'images[0]', true];

  it('name what a copy would settle, each once', () => {
    assert.deepEqual(codes(facts(1280, 720)), []);
    assert.deepEqual(codes(facts(1280, 720, { orientation: 6 })), [error('image.turned')]);
    assert.deepEqual(codes(facts(1280, 720), { exactSize: true }), []);
    assert.deepEqual(codes(facts(1281, 720), { exactSize: true }), [error('image.exactSize')]);
    assert.deepEqual(codes(facts(160, 90), { minSide: 300 }), [error('image.tooSmall')]);
    const long = codes(facts(1300, 500), { maxStretch: 2.5 }).map(([code]) => code);
    assert.deepEqual(long, ['image.tooLong', 'image.shape']);
    assert.ok(!codes(facts(1250, 500), { maxStretch: 2.5 }).some(([code]) => code === 'image.tooLong'));
    assert.deepEqual(codes(facts(1280, 720), { maxSide: 1000 }), [error('image.tooManyPixels')]);
    assert.deepEqual(codes(facts(1280, 720, { hasAlpha: true })), []);
    assert.deepEqual(codes(facts(1280, 720, { hasAlpha: true }), { opaque: true }), [
      error('image.transparent'),
    ]);
    assert.deepEqual(codes(facts(1280, 720), { types: ['image/png'] }), [error('image.type')]);
    assert.deepEqual(codes(facts(1280, 720), { maxBytes: 999 }), [error('image.tooLarge')]);
    assert.deepEqual(codes(facts(1000, 1000)), [['image.shape', 'warning', 'images[0]', true]]);
  });

  it('say everything at once', () => {
    const found = codes(facts(200, 200, { orientation: 3, type: 'image/webp', hasAlpha: true }), {
      types: ['image/png'],
      minSide: 300,
      opaque: true,
    });
    assert.deepEqual(
      found.map(([code]) => code),
      ['image.turned', 'image.type', 'image.transparent', 'image.tooSmall', 'image.shape'],
    );
  });

  it('offer the roles that fit where those that were chosen do not', () => {
    const images = [
      { uri: 'file:///w/a.png', role: 'last' as const },
      { uri: 'file:///w/b.png', role: 'last' as const },
    ];
    const found = preflight({ ...request, ...wide, seconds: 8, images }, modelWith({}), []);
    const needed = found.find(({ code }) => code === 'images.tooManyOfRole');
    assert.deepEqual(
      needed?.fix?.images?.map(({ role }) => role),
      ['first'],
    );
  });
});
