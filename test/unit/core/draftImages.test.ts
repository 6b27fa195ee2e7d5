import assert from 'node:assert/strict';
import { applyFix, type Draft, emptyDraft, extendFrom, replaceImage } from '../../../src/core/draft.ts';
import type { VideoRequest } from '../../../src/core/request.ts';

const draftWith = (fields: Partial<VideoRequest>): Draft => {
  const draft = emptyDraft('veo3.1-fast');
  return { ...draft, request: { ...draft.request, ...fields } };
};
const first = { uri: 'file:///w/a.png', role: 'first' as const };
const last = { uri: 'file:///w/b.png', role: 'last' as const };

describe('a copy in an image’s place', () => {
  it('takes its role and its place', () => {
    const draft = replaceImage(draftWith({ images: [first, last] }), first.uri, 'file:///s/copy.png');
    assert.deepEqual(draft.request.images, [{ uri: 'file:///s/copy.png', role: 'first' }, last]);
  });

  it('is what the prompt’s name of the original means', () => {
    const prompt = '@image1 becomes @image2';
    const draft = replaceImage(draftWith({ prompt, images: [first, last] }), first.uri, 'file:///s/copy.png');
    assert.equal(draft.request.prompt, prompt);
    const merged = replaceImage(draftWith({ prompt, images: [first, last] }), first.uri, last.uri);
    assert.equal(merged.request.prompt, '@image1 becomes @image1');
  });

  it('is there once, even where it was already', () => {
    const draft = replaceImage(draftWith({ images: [first, last] }), first.uri, last.uri);
    assert.deepEqual(draft.request.images, [{ uri: last.uri, role: 'first' }]);
  });

  it('changes nothing where the image has gone', () => {
    const draft = replaceImage(draftWith({ images: [last] }), first.uri, 'file:///s/copy.png');
    assert.deepEqual(draft.request.images, [last]);
  });
});

describe('a fix of the form', () => {
  it('sets what the finding proposes and takes another model over as a choice would', () => {
    assert.equal(applyFix(draftWith({}), { aspectRatio: '9:16' }).draft.request.aspectRatio, '9:16');
    const { draft, dropped } = applyFix(draftWith({ images: [first] }), { model: 'doubao-seedance-2-0' });
    assert.equal(draft.request.model, 'doubao-seedance-2-0');
    assert.deepEqual(dropped, [{ field: 'images[0]', from: 'first', to: 'reference' }]);
  });
});

describe('going on from a clip', () => {
  const frame = 'file:///s/last-frame.png';
  const made: VideoRequest = {
    ...draftWith({}).request,
    prompt: 'The harbour at dawn',
    model: 'veo3.1',
    aspectRatio: '9:16',
    images: [first, last],
  };

  it('takes the clip’s model and shape, its last frame alone, and what is being written', () => {
    const { request } = extendFrom(draftWith({ prompt: 'Then it rains', images: [last] }), made, frame);
    assert.deepEqual(request.images, [{ uri: frame, role: 'first' }]);
    assert.deepEqual(
      [request.model, request.aspectRatio, request.prompt],
      ['veo3.1', '9:16', 'Then it rains'],
    );
  });

  it('starts from the clip’s prompt where nothing is written, in the role that its model has for an image', () => {
    const { request } = extendFrom(draftWith({}), { ...made, model: 'doubao-seedance-2-0' }, frame);
    assert.equal(request.prompt, 'The harbour at dawn');
    assert.deepEqual(request.images, [{ uri: frame, role: 'reference' }]);
  });

  it('goes on with a model that takes images where the clip’s is not known any more', () => {
    const { request } = extendFrom(draftWith({ model: 'veo3.1' }), { ...made, model: 'gone' }, frame);
    assert.equal(request.model, 'veo3.1');
    assert.deepEqual(request.images, [{ uri: frame, role: 'first' }]);
  });
});
