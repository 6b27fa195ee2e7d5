import assert from 'node:assert/strict';
import type { Failure } from '../../../src/core/failure.ts';
import { jobToast, readyToast, type Toast } from '../../../src/views/jobToast.ts';
import { makeJob } from '../core/makeJob.ts';

const failure: Failure = { class: 'no-balance', message: 'create.noBalance', charged: 'no' };
const does = (toast: Toast | undefined) => toast?.buttons.map((button) => button.does);

describe('the message about clips that are ready', () => {
  it('names the newest and offers to play one, or to show the jobs where there are several', () => {
    const job = makeJob({ state: 'saved' });
    const one = readyToast([job], 'videos/boat.mp4');
    assert.match(one.text, /videos\/boat\.mp4/);
    assert.deepEqual(does(one), ['open', 'reveal']);
    const two = readyToast([job, makeJob({ id: 'job-2', state: 'saved' })], 'videos/boat.mp4');
    assert.match(two.text, /^2 clips/);
    assert.deepEqual(does(two), ['showJobs', 'reveal']);
  });
});

describe('the message about a job', () => {
  it('is none while the job needs nobody', () => {
    for (const state of ['submitting', 'running', 'downloading', 'saved', 'cancelled', 'forgotten'] as const)
      assert.equal(jobToast(makeJob({ state }), undefined), undefined, state);
    assert.equal(jobToast(makeJob({ state: 'stored' }), undefined), undefined);
    assert.equal(jobToast(makeJob({ state: 'stopped' }), undefined), undefined, 'a person stopped it');
    assert.equal(jobToast(makeJob({ hold: 'frame' }), undefined), undefined);
  });

  it('offers one way on for what a person has to decide', () => {
    assert.deepEqual(does(jobToast(makeJob({ state: 'stored', failure }), undefined)), ['saveAs']);
    assert.deepEqual(does(jobToast(makeJob({ state: 'stopped', failure }), undefined)), [
      'resume',
      'showJobs',
    ]);
    assert.deepEqual(does(jobToast(makeJob({ hold: 'key' }), undefined)), ['setKey']);
    assert.deepEqual(does(jobToast(makeJob({ hold: 'confirm' }), undefined)), ['release', 'cancel']);
    const stuck: Failure = { ...failure, class: 'network', message: 'status.noProgress' };
    assert.deepEqual(does(jobToast(makeJob({ state: 'running', failure: stuck }), undefined)), [
      'stop',
      'showJobs',
    ]);
  });

  it('says of the first of several refusals that the others wait, and lets them go on', () => {
    const job = makeJob({ state: 'failed', failure });
    assert.deepEqual(does(jobToast(job, undefined)), ['openConsole', 'showJobs']);
    const first = jobToast(job, 'first');
    assert.deepEqual(does(first), ['openConsole', 'resumeAll', 'showJobs']);
    assert.match(first?.text ?? '', /The other clips wait in the queue\.$/);
  });
});
