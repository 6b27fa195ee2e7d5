import assert from 'node:assert/strict';
import fc from 'fast-check';
import { models } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import {
  adaptRequest,
  assignRoles,
  completeRequest,
  nearestAspectRatio,
} from '../../../src/core/defaults.ts';
import { preflight } from '../../../src/core/preflight.ts';
import { imageRoles } from '../../../src/core/request.ts';
import { request } from './makeJob.ts';

const uris = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ uri: `file:///w/${String(index)}.png` }));
const rolesOf = (count: number, model: Model) => assignRoles(uris(count), model).map(({ role }) => role);

describe('defaults of a request', () => {
  it('are the cheapest the model allows', () => {
    assert.deepEqual(completeRequest({ prompt: 'A boat' }, veo31Fast), {
      prompt: 'A boat',
      model: 'veo3.1-fast',
      seconds: 4,
      aspectRatio: '16:9',
      resolution: '720p',
      images: [],
    });
  });

  it('leave alone what the caller chose, legal or not', () => {
    const chosen = { ...request, seconds: 99, aspectRatio: '5:1', resolution: '1p', seed: 3, model: 'other' };
    assert.deepEqual(completeRequest(chosen, veo31Fast), chosen);
  });

  it('take the first aspect ratio without 16:9, and the resolution nearest to 720p', () => {
    const sizes = seedance20.sizes.filter(
      (size) => size.resolution !== '720p' && size.aspectRatio !== '16:9',
    );
    const { aspectRatio, resolution } = completeRequest({ prompt: 'A boat' }, { ...seedance20, sizes });
    assert.deepEqual([aspectRatio, resolution], ['9:16', '480p']);
  });

  it('give open roles by count: first, first and last, references', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => rolesOf(count, veo31Fast)),
      [[], ['first'], ['first', 'last']],
    );
    assert.deepEqual(
      [1, 2, 3].map((count) => new Set(rolesOf(count, seedance20))),
      [new Set(['reference']), new Set(['reference']), new Set(['reference'])],
    );
    const both: Model = {
      ...veo31Fast,
      images: { ...veo31Fast.images, roles: { first: 1, last: 1, reference: 9 } },
    };
    assert.deepEqual(
      [1, 2, 3].map((count) => rolesOf(count, both)),
      [['first'], ['first', 'last'], ['reference', 'reference', 'reference']],
    );
  });

  it('fill the role that is free beside a given one', () => {
    const images = assignRoles([{ uri: 'file:///a.png', role: 'last' }, { uri: 'file:///b.png' }], veo31Fast);
    assert.deepEqual(
      images.map(({ role }) => role),
      ['last', 'first'],
    );
  });

  it('take the seconds that a last frame asks for, unless the caller chose', () => {
    assert.equal(completeRequest({ prompt: 'A boat', images: uris(2) }, veo31Fast).seconds, 8);
    assert.equal(completeRequest({ prompt: 'A boat', images: uris(2), seconds: 4 }, veo31Fast).seconds, 4);
    assert.equal(completeRequest({ prompt: 'A boat', images: uris(1) }, veo31Fast).seconds, 4);
  });

  it('can always be sent', () => {
    for (const model of available) {
      const { min = 0, max } = model.images;
      for (const count of [0, 1, 2].filter((one) => one >= min && one <= max)) {
        const complete = completeRequest({ prompt: 'A boat', images: uris(count) }, model);
        const errors = preflight(complete, model, []).filter(({ severity }) => severity === 'error');
        assert.deepEqual(errors, [], model.id);
      }
    }
  });
});

const available = models.filter(({ lifecycle }) => lifecycle.stage !== 'retired');

describe('changing the model', () => {
  it('keeps what fits', () => {
    const adapted = adaptRequest({ ...request, variants: 2, output: 'takes/' }, seedance20);
    assert.deepEqual(adapted, {
      request: { ...request, variants: 2, output: 'takes/', model: 'doubao-seedance-2-0' },
      dropped: [],
    });
  });

  it('keeps the wishes that the model can be told, and tells of those that it cannot', () => {
    const wishes = { seed: 700, negativePrompt: 'rain', audio: false };
    const willing: Model = {
      ...seedance20,
      seed: { min: 0, max: 100 },
      negativePrompt: { maxCharacters: 200 },
      audio: 'optional',
    };
    const kept = adaptRequest({ ...request, ...wishes }, willing);
    const { seed: _seed, ...others } = wishes;
    assert.deepEqual(kept.request, { ...request, ...others, model: willing.id });
    assert.deepEqual(kept.dropped, [{ field: 'seed', from: 700, to: undefined }]);
    assert.equal(adaptRequest({ ...request, seed: 100 }, willing).request.seed, 100);
    const none = adaptRequest({ ...request, ...wishes }, seedance20);
    assert.deepEqual(none.request, { ...request, model: seedance20.id });
    assert.deepEqual(none.dropped, [
      { field: 'negativePrompt', from: 'rain', to: undefined },
      { field: 'seed', from: 700, to: undefined },
      { field: 'audio', from: false, to: undefined },
    ]);
    assert.deepEqual(adaptRequest({ ...request, negativePrompt: '' }, seedance20).dropped, []);
    const heard = adaptRequest({ ...request, audio: true }, veo31Fast);
    assert.deepEqual(heard, { request: { ...request, model: veo31Fast.id }, dropped: [] });
  });

  it('goes to the nearest value and tells what changed', () => {
    const from = { ...request, model: seedance20.id, seconds: 7, aspectRatio: '3:4', resolution: '1080p' };
    const { request: to, dropped } = adaptRequest(from, veo31Fast);
    assert.deepEqual([to.seconds, to.aspectRatio, to.resolution], [6, '9:16', '720p']);
    assert.deepEqual(dropped, [
      { field: 'seconds', from: 7, to: 6 },
      { field: 'aspectRatio', from: '3:4', to: '9:16' },
      { field: 'resolution', from: '1080p', to: '720p' },
    ]);
  });

  it('gives images the role the model has, and drops those beyond its limit', () => {
    const images = uris(3).map((image) => ({ ...image, role: 'reference' as const }));
    const { request: to, dropped } = adaptRequest({ ...request, images }, veo31Fast);
    assert.deepEqual(to.images, [{ uri: 'file:///w/0.png', role: 'first' }]);
    assert.deepEqual(dropped, [
      { field: 'images[0]', from: 'reference', to: 'first' },
      { field: 'images[1]', from: 'file:///w/1.png', to: undefined },
      { field: 'images[2]', from: 'file:///w/2.png', to: undefined },
    ]);
  });

  it('lets the names in the prompt follow the images that are left', () => {
    const images = (['first', 'reference', 'last'] as const).map((role) => ({
      uri: `file:///w/${role}.png`,
      role,
    }));
    const prompt = '@image1, @image2, @image3';
    const { request: to } = adaptRequest({ ...request, prompt, images }, veo31Fast);
    assert.deepEqual(
      to.images.map(({ uri }) => uri),
      ['file:///w/first.png', 'file:///w/last.png'],
    );
    assert.equal(to.prompt, '@image1, @image?, @image2');
  });

  it('keeps to the number of images in all, and to frames or references where both are too much', () => {
    const roles = { first: 1, last: 1, reference: 9 };
    const exclusive: Model = { ...veo31Fast, images: { ...veo31Fast.images, roles, max: 3 } };
    const mixed = (['reference', 'first', 'reference', 'reference', 'reference'] as const).map((role) => ({
      uri: 'file:///w/a.png',
      role,
    }));
    const adapted = (model: Model) => adaptRequest({ ...request, images: mixed }, model).request.images;
    assert.deepEqual(
      adapted(exclusive).map(({ role }) => role),
      ['reference', 'reference', 'reference'],
    );
    const mixing = { ...exclusive, images: { ...exclusive.images, framesExcludeReferences: false } };
    assert.deepEqual(adapted(mixing), mixed.slice(0, 3));
  });

  it('takes the seconds of a last frame along', () => {
    const images = assignRoles(uris(2), veo31Fast);
    const { request: to } = adaptRequest({ ...request, images }, veo31Fast);
    assert.deepEqual([to.seconds, to.images], [8, images]);
  });

  it('always ends in a request that can be sent, and changes nothing the second time', () => {
    const image = fc.record({ uri: fc.constant('file:///w/a.png'), role: fc.constantFrom(...imageRoles) });
    const anyRequest = fc.record({
      prompt: fc.constant('A boat'),
      model: fc.string(),
      seconds: fc.double(),
      aspectRatio: fc.oneof(fc.string(), fc.constantFrom('16:9', '1:1', '21:9', '9:16', '0:0', '1:0')),
      resolution: fc.oneof(fc.string(), fc.constantFrom('480p', '720p', '1080p', '2K', '4K')),
      images: fc.array(image, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(anyRequest, fc.constantFrom(...available), (from, model) => {
        const once = adaptRequest(from, model).request;
        const wrong = preflight(once, model, []).filter(({ severity }) => severity === 'error');
        // An image that is needed and not there is nothing that another value could replace.
        const codes = once.images.length < (model.images.min ?? 0) ? ['images.tooFew'] : [];
        assert.deepEqual(
          wrong.map(({ code }) => code),
          codes,
          model.id,
        );
        assert.deepEqual(adaptRequest(once, model), { request: once, dropped: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('finds the aspect ratio nearest to a measured shape', () => {
    assert.equal(nearestAspectRatio(seedance20, 4000 / 3000), '4:3');
    assert.equal(nearestAspectRatio(seedance20, 1080 / 1920), '9:16');
    assert.equal(nearestAspectRatio(veo31Fast, Number.NaN), '16:9');
  });
});
