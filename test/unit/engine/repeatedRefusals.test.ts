import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/job.ts';
import type { Pause } from '../../../src/core/pause.ts';
import { createRepeatedRefusals } from '../../../src/engine/repeatedRefusals.ts';
import { createEmitter } from '../../../src/engine/emitter.ts';
import { makeJob } from '../core/makeJob.ts';

const noBalance = { class: 'no-balance', message: 'create.noBalance', charged: 'no' } as const;
const failed = (id: string): Job => makeJob({ id, state: 'failed', failure: noBalance });
const queued = (id: string): Job => makeJob({ id, state: 'queued' });
const pause: Pause = {
  scope: 'send https://api.cometapi.com',
  reason: 'no-balance',
  since: 0,
  missCount: 0,
  probedAt: 0,
};

describe('clips that are refused for the same reason', () => {
  let now: number;
  let jobs: Job[];
  let pauses: Pause[];
  const changed = createEmitter<undefined>(() => undefined);
  const make = () =>
    createRepeatedRefusals(
      { active: () => jobs, pauses: () => pauses, onDidChange: changed.on },
      { now: () => now },
    );
  beforeEach(() => {
    now = 0;
    jobs = [];
    pauses = [];
  });

  it('are told once, with those that wait', () => {
    const refusals = make();
    jobs = [queued('b'), queued('c')];
    assert.equal(refusals.of(failed('a')), 'first');
    assert.equal(refusals.of(failed('b')), 'told');
    refusals.dispose();
  });

  it('are told again once the pause has ended', () => {
    const refusals = make();
    assert.equal(refusals.of(failed('a')), undefined);
    pauses = [pause];
    changed.emit(undefined);
    now = 3_600_000;
    assert.equal(refusals.of(failed('b')), 'told');
    pauses = [];
    changed.emit(undefined);
    assert.equal(refusals.of(failed('c')), undefined);
    refusals.dispose();
  });

  it('are told again after a minute where no pause began', () => {
    const refusals = make();
    refusals.of(failed('a'));
    now = 59_999;
    assert.equal(refusals.of(failed('b')), 'told');
    now = 60_000;
    assert.equal(refusals.of(failed('c')), undefined);
    refusals.dispose();
  });

  it('have nothing to do with other failures', () => {
    const refusals = make();
    const filtered: Job = makeJob({
      state: 'failed',
      failure: { class: 'output-filtered', message: 'status.failed', charged: 'unknown' },
    });
    assert.equal(refusals.of(filtered), undefined);
    assert.equal(refusals.of(filtered), undefined);
    refusals.dispose();
  });
});
