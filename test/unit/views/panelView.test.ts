import assert from 'node:assert/strict';
import { applyPatch, emptyDraft } from '../../../src/core/draft.ts';
import { shippedMarket } from '../../../src/core/market.ts';
import { type PanelFacts, panelView } from '../../../src/views/panelView.ts';
import { makeJob } from '../core/makeJob.ts';

const none = { spentMicroUsd: 0, reservedMicroUsd: 0, unknownCount: 0, unknownMicroUsd: 0 };
const totals = { day: none, month: none, workspaceMonth: none };
const facts: PanelFacts = {
  draft: applyPatch(emptyDraft('veo3.1-fast'), { prompt: 'A boat' }, 1).draft,
  draftNumber: 3,
  market: shippedMarket,
  isOpen: true,
  isSubmitting: false,
  isTrusted: true,
  inputs: [],
  jobs: [],
  pauses: [],
  trouble: undefined,
  keyFrom: 'secret',
  keyFault: undefined,
  budget: { caps: {}, totals },
  today: none,
  srcOfImage: (uri) => uri,
  placeOfClip: () => ({ src: 'src', path: 'videos/boat.mp4' }),
};
const noticesOf = (changed: Partial<PanelFacts>) =>
  panelView({ ...facts, ...changed }).notices.map(({ id }) => id);

describe('the panel', () => {
  it('lets a whole request be submitted, and no other', () => {
    assert.equal(panelView(facts).canGenerate, true);
    assert.equal(panelView({ ...facts, draft: emptyDraft('veo3.1-fast') }).canGenerate, false);
    assert.equal(panelView({ ...facts, isTrusted: false }).canGenerate, false);
    assert.equal(panelView({ ...facts, isOpen: false }).canGenerate, false);
  });

  it('says what stands in the way, each once', () => {
    assert.deepEqual(noticesOf({}), []);
    assert.deepEqual(noticesOf({ isTrusted: false }), ['untrusted']);
    assert.deepEqual(noticesOf({ keyFrom: undefined }), ['noKey']);
    assert.deepEqual(noticesOf({ keyFrom: 'environment' }), ['environmentKey']);
    assert.deepEqual(noticesOf({ trouble: 'locked', budget: undefined, today: undefined }), ['error']);
    assert.deepEqual(noticesOf({ budget: { trouble: 'unreadable' } }), ['error']);
    assert.deepEqual(noticesOf({ budget: { caps: { dayMicroUsd: 1 }, totals } }), ['capReached']);
  });

  it('keeps clips apart from jobs, and what waits behind what renders', () => {
    const jobs = [
      makeJob({ id: 'waiting' }),
      makeJob({ id: 'running', state: 'running' }),
      makeJob({ id: 'saved', state: 'saved' }),
      makeJob({ id: 'cancelled', state: 'cancelled' }),
    ];
    const shown = panelView({ ...facts, jobs });
    assert.deepEqual(
      shown.jobs.map(({ id }) => id),
      ['running', 'waiting'],
    );
    assert.deepEqual(
      shown.clips.map(({ id }) => id),
      ['saved'],
    );
  });
});
