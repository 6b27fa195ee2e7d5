import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Job } from '../../../src/core/job.ts';
import { nextPollDelayMs } from '../../../src/core/pollPolicy.ts';
import { forecastRender } from '../../../src/core/renderForecast.ts';
import { hasStoodStill, slowedMs, stillAfter, tellStillAfterMs } from '../../../src/core/standstill.ts';
import { transition } from '../../../src/core/transition.ts';
import { makeJob } from './makeJob.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = 1_000_000;
const running = (fields: Partial<Job> = {}) =>
  makeJob({
    state: 'running',
    taskId: 'task_1',
    acceptedAt: start,
    progress: 40,
    word: 'in_progress',
    ...fields,
  });

/** Answers every so often for a while; what the job is then. */
function answered(job: Job, said: { progress?: number; word?: string }, everyMs: number, forMs: number): Job {
  let at = job.answeredAt ?? start;
  for (const end = at + forMs; at < end;) {
    at += everyMs;
    job = transition(job, { kind: 'progressed', nextAt: 0, ...said }, at) ?? assert.fail('it runs');
  }
  return job;
}

describe('a render that stands still', () => {
  it('has stood still for as long as it was watched without a change', () => {
    const still = answered(running(), { progress: 40, word: 'in_progress' }, minute, 3 * hour);
    assert.equal(still.stillMs, 3 * hour);
    for (const [said, stillMs] of [
      [{ progress: 41, word: 'in_progress' }, undefined],
      [{ progress: 40, word: 'uploading' }, undefined],
      [{ progress: 40 }, 3 * hour + minute],
      [{}, 3 * hour + minute],
    ] as const) {
      const event = { kind: 'progressed', nextAt: 0, ...said } as const;
      assert.equal(transition(still, event, (still.answeredAt ?? 0) + minute)?.stillMs, stillMs);
    }
  });

  it('does not count time in which nobody asked, nor a clock that was set back', () => {
    const job = running({ answeredAt: start, stillMs: hour });
    assert.equal(stillAfter(job, {}, start + 30 * hour), hour + 15 * minute);
    assert.equal(stillAfter(job, {}, start - 5 * hour), hour);
    const misses = transition(
      job,
      { kind: 'missed', nextAt: 0, failure: { class: 'network', message: 'x', charged: 'unknown' } },
      start + 9 * hour,
    );
    assert.equal(misses?.stillMs, hour);
  });

  it('begins anew when a person watches it again', () => {
    const still = answered(running(), { progress: 40, word: 'in_progress' }, minute, 3 * hour);
    const stopped = transition(still, { kind: 'stop' }, 90 * hour) ?? assert.fail();
    const resumed = transition(stopped, { kind: 'resume' }, 100 * hour) ?? assert.fail();
    assert.equal(resumed.stillMs, undefined);
    assert.equal(resumed.watchedFrom, 100 * hour);
    assert.ok(!hasStoodStill(resumed, 0, 101 * hour));
  });

  it('is handed over after a day without a change, and after three days whatever it says', () => {
    const job = running({ answeredAt: start + 100 * hour - minute });
    assert.ok(!hasStoodStill(job, 23 * hour, start + 30 * hour));
    assert.ok(hasStoodStill(job, 24 * hour, start + 30 * hour));
    assert.ok(!hasStoodStill({ ...job, answeredAt: start + 71 * hour }, 0, start + 71 * hour));
    assert.ok(hasStoodStill(job, 0, start + 100 * hour));
  });

  it('is not handed over at the first answer after a long sleep or pause', () => {
    const slept = running({ answeredAt: start + hour });
    assert.ok(!hasStoodStill(slept, stillAfter(slept, {}, start + 200 * hour), start + 200 * hour));
    const paused = running({ answeredAt: start + 100 * hour });
    assert.ok(!hasStoodStill(paused, 0, start + 100 * hour, start + 90 * hour));
  });

  it('is asked for ever more seldom, up to ten minutes', () => {
    assert.equal(slowedMs(tellStillAfterMs - 1), 0);
    assert.equal(slowedMs(Number.NaN), 0);
    const duration = fc.integer({ min: 0, max: 100 * hour });
    const forecast = forecastRender({ seconds: 8, resolution: '720p' }, []);
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        duration,
        duration,
        fraction,
        fc.nat(20),
        fc.boolean(),
        (one, other, chance, missCount, isLocal) => {
          assert.ok(slowedMs(Math.min(one, other)) <= slowedMs(Math.max(one, other)));
          const delayMs = nextPollDelayMs({
            elapsedMs: one,
            missCount,
            forecast,
            isLocal,
            fraction: chance,
            stillMs: other,
          });
          assert.ok(delayMs <= 10 * minute);
          if (other >= tellStillAfterMs) assert.ok(delayMs >= 2 * minute);
        },
      ),
    );
  });

  it('costs a bounded number of questions, however it flaps', () => {
    let job = running();
    let at = start;
    let questions = 0;
    const forecast = forecastRender({ seconds: 8, resolution: '720p' }, []);
    for (; !hasStoodStill(job, job.stillMs ?? 0, at); questions++) {
      at += nextPollDelayMs({
        elapsedMs: at - start,
        missCount: 0,
        forecast,
        isLocal: false,
        fraction: 0.5,
        stillMs: job.stillMs ?? 0,
      });
      const said = { progress: questions % 2, word: questions % 3 === 0 ? 'queued' : 'in_progress' };
      job = transition(job, { kind: 'progressed', nextAt: 0, ...said }, at) ?? assert.fail();
    }
    assert.ok(questions < 6_000, String(questions));
  });
});
