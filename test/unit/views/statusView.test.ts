import assert from 'node:assert/strict';
import { everything } from '../../../src/core/pause.ts';
import { statusView } from '../../../src/views/statusView.ts';
import { makeJob } from '../core/makeJob.ts';

const sums = { spentMicroUsd: 640_000, reservedMicroUsd: 320_000, unknownCount: 0, unknownMicroUsd: 0 };
const totals = { day: sums, month: sums, workspaceMonth: sums };
const facts = { totals, caps: {}, jobs: [], pauses: [] };

describe('the item of the status bar', () => {
  it('shows the spend of the day, and how many jobs run', () => {
    assert.deepEqual(statusView(facts).text, { icon: 'device-camera-video', text: '$0.64' });
    const jobs = [makeJob({ state: 'running' }), makeJob({ state: 'stored' }), makeJob()];
    assert.deepEqual(statusView({ ...facts, jobs }).text, { icon: 'loading~spin', text: '1 · $0.64' });
  });

  it('says that a charge is unknown, and that everything is paused', () => {
    const day = { ...sums, unknownCount: 1 };
    assert.equal(statusView({ ...facts, totals: { ...totals, day } }).text.text, '$0.64 + ?');
    const pauses = [{ scope: everything, reason: 'user', since: 1, missCount: 0, probedAt: 1 }] as const;
    assert.equal(statusView({ ...facts, pauses }).text.icon, 'debug-pause');
  });

  it('warns at a cap that is reached, not where caps cannot be read', () => {
    assert.equal(statusView({ ...facts, caps: { dayMicroUsd: 960_000 } }).isWarning, true);
    assert.equal(statusView({ ...facts, caps: { dayMicroUsd: 970_000 } }).isWarning, false);
    assert.equal(statusView({ ...facts, caps: {} }).isWarning, false);
  });

  it('lists eight jobs in its tooltip, and counts the rest', () => {
    const jobs = Array.from({ length: 10 }, (_, index) =>
      makeJob({ id: `job-${String(index)}`, state: 'running' }),
    );
    jobs.push(makeJob({ id: 'stored', state: 'stored' }));
    assert.equal(statusView({ ...facts, jobs }).tooltip.at(-1), 'and 2 more');
    assert.equal(statusView({ ...facts, jobs }).tooltip.length, 4 + 8 + 1);
  });
});
