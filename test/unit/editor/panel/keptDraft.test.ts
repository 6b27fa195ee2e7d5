import assert from 'node:assert/strict';
import { seedance20 } from '../../../../src/core/catalogue/seedance.ts';
import { addImages, applyPatch, emptyDraft } from '../../../../src/core/draft.ts';
import { loadDraft, saveDraft } from '../../../../src/editor/panel/keptDraft.ts';

/** A place of the editor that keeps one value. */
function memory(kept?: unknown) {
  return {
    get: () => kept,
    update: (_key: string, value: unknown) => {
      kept = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
    keys: () => [],
  };
}

describe('the draft of a workspace', () => {
  it('is there after a restart with everything that was typed, and counts edits from 0', async () => {
    const place = memory();
    const wishes = { prompt: 'A boat', negativePrompt: 'rain', seed: 1000, audio: false, variants: 2 };
    const { draft } = applyPatch(addImages(emptyDraft(seedance20.id), ['file:///a.png']), wishes, 7);
    await saveDraft(place, draft);
    assert.deepEqual(loadDraft(place, 'veo3.1-fast'), { request: draft.request, revision: 0 });
  });

  it('is empty where none was kept, or something else lies in its place', () => {
    for (const kept of [undefined, null, 'text', { request: { prompt: 7 } }]) {
      assert.deepEqual(loadDraft(memory(kept), seedance20.id), emptyDraft(seedance20.id));
    }
  });
});
