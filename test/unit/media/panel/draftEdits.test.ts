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
    edits.change({ prompt: 'a' });
    edits.change({ prompt: 'ab', model: 'x' });
    assert.deepEqual(edits.takeUnsent(), { kind: 'edit', revision: 6, patch: { prompt: 'ab', model: 'x' } });
    assert.equal(edits.takeUnsent(), undefined);
  });
});
