import assert from 'node:assert/strict';
import { DraftEdits } from '../../../../media/panel/draftEdits.ts';
import { draft } from './makeState.ts';

describe('the draft’s edits', () => {
  it('are shown over an older draft', () => {
    const edits = new DraftEdits();
    edits.change({ prompt: 'typed' });
    edits.takeUnsent();
    edits.confirm(0);
    assert.equal(edits.over(draft).prompt, 'typed');
  });

  it('give way once a draft contains them', () => {
    const edits = new DraftEdits();
    edits.change({ prompt: 'typed' });
    const message = edits.takeUnsent();
    edits.confirm(message?.revision ?? -1);
    assert.equal(edits.over({ ...draft, prompt: 'as the host has it' }).prompt, 'as the host has it');
    assert.ok(edits.isSettled);
  });

  it('leave fields alone that were not edited', () => {
    const edits = new DraftEdits();
    edits.change({ seconds: 8 });
    const shown = edits.over({ ...draft, prompt: 'from the host' });
    assert.deepEqual([shown.seconds, shown.prompt], [8, 'from the host']);
  });

  it('that were made after the last message stay when that message is confirmed', () => {
    const edits = new DraftEdits();
    edits.change({ prompt: 'a' });
    const message = edits.takeUnsent();
    edits.change({ prompt: 'ab' });
    edits.confirm(message?.revision ?? -1);
    assert.equal(edits.over(draft).prompt, 'ab');
    assert.deepEqual(edits.takeUnsent()?.patch, { prompt: 'ab' });
  });

  it('that were never sent stay, even if the host has counted further by itself', () => {
    const edits = new DraftEdits();
    edits.change({ prompt: 'typed' });
    edits.confirm(7);
    assert.equal(edits.over(draft).prompt, 'typed');
  });

  it('are sent once, gathered, with the newest revision', () => {
    const edits = new DraftEdits();
    edits.confirm(4);
    edits.change({ prompt: 'a' }, ['cat.png']);
    edits.change({ prompt: 'ab', model: 'x' }, ['cat.png']);
    assert.deepEqual(edits.takeUnsent(), {
      kind: 'edit',
      revision: 6,
      patch: { prompt: 'ab', model: 'x' },
      images: ['cat.png'],
    });
    assert.equal(edits.takeUnsent(), undefined);
  });

  it('say which images a prompt names, as long as it is shown as it was typed', () => {
    const edits = new DraftEdits();
    edits.change({ prompt: '@image1' }, ['cat.png', 'dog.png']);
    const first = edits.takeUnsent();
    // The images have changed places, and the text on the screen still has the old numbers.
    edits.change({ prompt: '@image1 runs' }, ['dog.png', 'cat.png']);
    assert.deepEqual(edits.takeUnsent()?.images, ['cat.png', 'dog.png']);
    edits.confirm((first?.revision ?? 0) + 1);
    edits.change({ prompt: '@image2 runs' }, ['dog.png', 'cat.png']);
    assert.deepEqual(edits.takeUnsent()?.images, ['dog.png', 'cat.png']);
    edits.change({ seconds: 8 });
    assert.equal(edits.takeUnsent()?.images, undefined);
  });

  it('can take back a seed and a choice of sound', () => {
    const edits = new DraftEdits();
    edits.change({ seed: null, audio: null, negativePrompt: '' });
    const shown = edits.over({ ...draft, seed: 7, audio: false, negativePrompt: 'rain' });
    assert.deepEqual([shown.seed, shown.audio, shown.negativePrompt], [null, null, '']);
    assert.deepEqual(edits.takeUnsent()?.patch, { seed: null, audio: null, negativePrompt: '' });
  });
});
