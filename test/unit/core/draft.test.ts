import assert from 'node:assert/strict';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import {
  addImages,
  applyPatch,
  type Draft,
  emptyDraft,
  moveImage,
  removeImage,
  replaceImages,
} from '../../../src/core/draft.ts';
import { withModel } from './catalogue/withModel.ts';

const uri = (name: string) => `file:///work/film/${name}.png`;

/** A Seedance draft with the images a, b and c, and this prompt. */
function draftOf(prompt: string): Draft {
  const draft = addImages(emptyDraft(seedance20.id), ['a', 'b', 'c'].map(uri));
  return applyPatch(draft, { prompt }, 1).draft;
}

describe('the draft', () => {
  it('keeps what the prompt’s names mean when images move, go and come', () => {
    const draft = draftOf('@image1 gives @image3 to @image2');
    assert.equal(moveImage(draft, uri('c'), 0).request.prompt, '@image2 gives @image1 to @image3');
    assert.equal(removeImage(draft, uri('a')).request.prompt, '@image? gives @image2 to @image1');
    assert.equal(addImages(draft, [uri('d')]).request.prompt, draft.request.prompt);
    assert.equal(
      replaceImages(draft, [uri('d'), uri('b')]).request.prompt,
      '@image? gives @image? to @image2',
    );
  });

  it('reads the names of a prompt by the images that were shown while it was typed', () => {
    const moved = moveImage(draftOf('@image1'), uri('c'), 0);
    const late = applyPatch(moved, { prompt: '@image1 runs' }, 2, ['a', 'b', 'c'].map(uri));
    assert.equal(late.draft.request.prompt, '@image2 runs');
    assert.equal(applyPatch(moved, { prompt: '@image1 runs' }, 2).draft.request.prompt, '@image1 runs');
  });

  it('has no wishes that its model cannot be told', () => {
    const { request } = applyPatch(
      emptyDraft(seedance20.id),
      { seed: 7, negativePrompt: 'x', audio: true },
      1,
    ).draft;
    assert.deepEqual(
      [request.seed, request.negativePrompt, request.audio],
      [undefined, undefined, undefined],
    );
  });

  it('takes wishes and gives them up', () => {
    using willing = withModel({
      ...seedance20,
      id: 'willing',
      negativePrompt: { maxCharacters: 200 },
      seed: { min: 0, max: 100 },
      audio: 'optional',
    });
    const wishes = { negativePrompt: 'rain', seed: 1000, audio: false };
    const { draft } = applyPatch(emptyDraft(willing.model.id), wishes, 1);
    const { negativePrompt, seed, audio } = draft.request;
    assert.deepEqual({ negativePrompt, seed, audio }, wishes, 'what is typed stays until it is put right');
    const none = applyPatch(draft, { negativePrompt: '', seed: null, audio: null }, 2).draft.request;
    for (const field of ['negativePrompt', 'seed', 'audio']) assert.ok(!Object.hasOwn(none, field), field);
  });
});
