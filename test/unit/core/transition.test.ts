import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Failure } from '../../../src/core/failure.ts';
import { type Job, type JobEvent, jobStates } from '../../../src/core/job.ts';
import { ledgerEntry } from '../../../src/core/ledger.ts';
import { maxTooMany, transition } from '../../../src/core/transition.ts';
import { makeJob } from './makeJob.ts';

const failure: Failure = { class: 'network', message: 'network.unreachable', charged: 'unknown' };
const clip = { bytes: 9, sha256: 'ab', extension: '.mp4' };
const accepted: JobEvent = { kind: 'accepted', taskId: 'task-1', keyFingerprint: 'f', nextAt: 20_000 };
const clipUri = 'file:///work/film/videos/boat.mp4';

const snapshot = (digit: string) =>
  ({ role: 'first', sha256: digit.repeat(64), bytes: 3, type: 'image/png', name: `${digit}.png` }) as const;
const framed: JobEvent = {
  kind: 'framed',
  image: snapshot('f'),
  uri: 'file:///drafts/f.png',
  clip: { uri: clipUri, sha256: 'c' },
  isToConfirm: false,
};

const anyFailure: fc.Arbitrary<Failure> = fc.constantFrom(
  failure,
  { ...failure, charged: 'no' },
  { ...failure, charged: 'yes' },
);
const time = fc.integer({ min: 0, max: 1_000_000 });
const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.constantFrom<JobEvent>(
    { kind: 'hold', reason: 'confirm' },
    { kind: 'hold', reason: 'key' },
    framed,
    { kind: 'release' },
    { kind: 'cancel' },
    { kind: 'send' },
    { kind: 'unsent' },
    { kind: 'rendered' },
    { kind: 'stop' },
    { kind: 'resume' },
    { kind: 'fetched', clip },
    { kind: 'placing', uri: clipUri },
    { kind: 'placed', uri: clipUri },
    { kind: 'forget' },
    { kind: 'taken', taskId: 'task-1', jobId: 'job-0' },
  ),
  fc.record({ kind: fc.constant('unsent' as const), nextAt: time, failure: anyFailure }),
  fc.record({ kind: fc.constant('tooMany' as const), nextAt: time, failure: anyFailure }),
  fc.record({ kind: fc.constant('missed' as const), nextAt: time, failure: anyFailure }),
  fc.record({
    kind: fc.constant('progressed' as const),
    nextAt: time,
    progress: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({
    kind: fc.constantFrom('refused' as const, 'doubted' as const, 'ended' as const),
    failure: anyFailure,
  }),
  fc
    .constantFrom('unified' as const, 'kling' as const)
    .map((dialect): JobEvent => ({ kind: 'found', dialect, keyFingerprint: 'f', nextAt: 20_000 })),
  fc.constantFrom('task-1', 'task-2').map((taskId): JobEvent => ({ ...accepted, taskId })),
);
/** Mostly the usual way, so that long walks reach every state. */
const anyWalk = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: anyEvent },
    {
      weight: 1,
      arbitrary: fc.constantFrom<JobEvent>(
        { kind: 'send' },
        accepted,
        { kind: 'rendered' },
        { kind: 'fetched', clip },
        { kind: 'placed', uri: clipUri },
      ),
    },
  ),
  { maxLength: 30 },
);

/** Applies the events in their order, skipping those that mean nothing; gives each state that was entered. */
function walk(
  events: readonly JobEvent[],
  from = makeJob(),
): { readonly event: JobEvent; readonly before: Job; readonly after: Job }[] {
  let job = from;
  const steps = [];
  for (const [index, event] of events.entries()) {
    const after = transition(job, event, 2_000 + index);
    if (after === undefined) continue;
    steps.push({ event, before: job, after });
    job = after;
  }
  return steps;
}

function at(...events: readonly JobEvent[]): Job {
  return walk(events).at(-1)?.after ?? makeJob();
}

const running = () => at({ kind: 'send' }, accepted);
const downloading = () => at({ kind: 'send' }, accepted, { kind: 'rendered' });

describe('transition', () => {
  it('takes a job from the queue to its clip', () => {
    const usual: readonly JobEvent[] = [
      { kind: 'send' },
      accepted,
      { kind: 'progressed', progress: 40, nextAt: 30_000 },
      { kind: 'rendered' },
      { kind: 'fetched', clip },
      { kind: 'placing', uri: clipUri },
      { kind: 'placed', uri: clipUri },
    ];
    const states = walk(usual).map(({ after }) => after.state);
    assert.deepEqual(states, [
      'submitting',
      'running',
      'running',
      'downloading',
      'stored',
      'stored',
      'saved',
    ]);
    const { progress, charge, clip: saved, endedAt } = at(...usual);
    assert.deepEqual(
      { progress, charge, uri: saved?.uri, endedAt },
      { progress: 100, charge: { microUsd: 320_000, basis: 'estimated' }, uri: clipUri, endedAt: 2_006 },
    );
  });

  it('is total and leaves the job it was given alone', () => {
    const job = fc.constantFrom(...jobStates).map((state) => Object.freeze(makeJob({ state })));
    fc.assert(
      fc.property(job, anyEvent, time, (before, event, now) => {
        const after = transition(before, event, now);
        assert.ok(after === undefined || (after.updatedAt === now && after.id === before.id));
      }),
    );
  });

  it('sends again only after certainly nothing was sent', () => {
    fc.assert(
      fc.property(anyWalk, (events) => {
        let mayHaveBeenSent = false;
        for (const { event, before, after } of walk(events)) {
          if (after.state === 'submitting') {
            assert.equal(after.taskId, undefined);
            assert.equal(mayHaveBeenSent, false);
            mayHaveBeenSent = true;
          } else if (before.state === 'submitting' && ['unsent', 'tooMany'].includes(event.kind)) {
            mayHaveBeenSent = false;
          }
        }
      }),
    );
  });

  it('lets a task id win in every state, whatever was believed before', () => {
    for (const state of jobStates) {
      const charge = { microUsd: 0, basis: 'estimated' } as const;
      const job = transition(makeJob({ state, charge, endedAt: 5 }), accepted, 9);
      assert.equal(job?.state, 'running', state);
      assert.equal(job.taskId, 'task-1');
      assert.equal(ledgerEntry(job).status, 'reserved', 'the money is at stake again');
      assert.equal(job.endedAt, undefined);
    }
  });

  it('keeps the first task id for ever', () => {
    fc.assert(
      fc.property(anyWalk, (events) => {
        for (const { before, after } of walk(events)) {
          if (before.taskId !== undefined) assert.equal(after.taskId, before.taskId);
        }
      }),
    );
  });

  it('is never saved without a clip, nor watched without a task id', () => {
    fc.assert(
      fc.property(anyWalk, (events) => {
        for (const { after } of walk(events)) {
          if (after.state === 'saved') assert.deepEqual(after.clip, { ...clip, uri: clipUri });
          if (after.state === 'stored') assert.ok(after.clip);
          if (['running', 'downloading', 'stopped'].includes(after.state)) assert.ok(after.taskId);
        }
      }),
    );
  });

  it('returns money only where the provider certainly took none', () => {
    fc.assert(
      fc.property(anyWalk, (events) => {
        for (const { event, after } of walk(events)) {
          if (ledgerEntry(after).status !== 'returned') continue;
          const isCertain =
            ['cancel', 'refused', 'tooMany'].includes(event.kind) ||
            (event.kind === 'ended' && event.failure.charged === 'no');
          assert.ok(isCertain, event.kind);
        }
      }),
    );
  });

  it('never fails a job for a missing answer', () => {
    for (const job of [running(), downloading()]) {
      const missed = transition(job, { kind: 'missed', nextAt: 50, failure }, 40);
      assert.equal(missed?.state, job.state);
      assert.deepEqual([missed.missCount, missed.nextAt, missed.failure], [1, 50, failure]);
      assert.equal(transition(missed, { kind: 'refused', failure }, 41), undefined);
    }
  });

  it('forgets misses and trouble at the next good answer', () => {
    const missed = at({ kind: 'send' }, accepted, { kind: 'missed', nextAt: 50, failure });
    const better = transition(missed, { kind: 'progressed', nextAt: 60 }, 55);
    assert.deepEqual([better?.missCount, better?.failure, better?.answeredAt], [0, undefined, 55]);
  });

  it('goes back to the queue after 429, and fails without charge at the last one', () => {
    const tooMany: JobEvent = { kind: 'tooMany', nextAt: 90, failure };
    let job = makeJob();
    for (let count = 1; count <= maxTooMany; count++) {
      job = transition({ ...job, state: 'submitting' }, tooMany, 10) ?? job;
      assert.equal(job.state, count < maxTooMany ? 'queued' : 'failed');
      assert.equal(job.tooManyCount, count);
    }
    assert.equal(ledgerEntry(job).status, 'returned');
  });

  it('leaves the money of doubtful, stopped and forgotten jobs unknown', () => {
    const doubted = at({ kind: 'send' }, { kind: 'doubted', failure });
    const stopped = at({ kind: 'send' }, accepted, { kind: 'stop' });
    const jobs = [doubted, stopped, at({ kind: 'send' }, { kind: 'doubted', failure }, { kind: 'forget' })];
    assert.deepEqual(
      jobs.map((job) => [job.state, ledgerEntry(job).status]),
      [
        ['uncertain', 'unknown'],
        ['stopped', 'unknown'],
        ['forgotten', 'unknown'],
      ],
    );
  });

  it('keeps the charge of a finished render whatever becomes of its bytes', () => {
    const charge = { microUsd: 320_000, basis: 'estimated' };
    const stopped = transition(downloading(), { kind: 'stop' }, 5);
    assert.deepEqual(stopped?.charge, charge);
    assert.deepEqual(transition(stopped, { kind: 'forget' }, 6)?.charge, charge);
    assert.equal(transition(stopped, { kind: 'resume' }, 6)?.state, 'downloading');
  });

  it('charges an ended render what the failure says of it', () => {
    const charges = (['no', 'yes', 'unknown'] as const).map(
      (charged) => transition(running(), { kind: 'ended', failure: { ...failure, charged } }, 5)?.charge,
    );
    assert.deepEqual(charges, [
      { microUsd: 0, basis: 'estimated' },
      { microUsd: 320_000, basis: 'estimated' },
      { basis: 'unknown' },
    ]);
  });

  it('watches a resumed job anew, with its money at stake', () => {
    const resumed = transition(at({ kind: 'send' }, accepted, { kind: 'stop' }), { kind: 'resume' }, 900);
    assert.equal(resumed?.state, 'running');
    assert.equal(resumed.answeredAt, 900);
    assert.equal(ledgerEntry(resumed).status, 'reserved');
  });

  it('watches a task that was looked up again, wherever it was found and whatever was believed of it', () => {
    const found: JobEvent = { kind: 'found', dialect: 'kling', keyFingerprint: 'g', nextAt: 30 };
    const charge = { microUsd: 0, basis: 'estimated' } as const;
    for (const state of jobStates) {
      const job = makeJob({
        state,
        taskId: 'task-1',
        charge,
        endedAt: 5,
        clip,
        renderedAt: 4,
        progress: 100,
      });
      const again = transition(job, found, 9);
      assert.equal(again?.state, state === 'stored' ? undefined : 'running', state);
      if (again === undefined) continue;
      assert.deepEqual(
        [again.dialect, again.endedAt, again.clip, again.renderedAt, again.progress, again.answeredAt],
        ['kling', undefined, undefined, undefined, undefined, 9],
      );
      assert.equal(ledgerEntry(again).status, 'reserved', 'the money is at stake again');
    }
    for (const state of jobStates) assert.equal(transition(makeJob({ state }), found, 9), undefined, state);
  });

  it('cancels only what was never sent', () => {
    assert.equal(transition(makeJob(), { kind: 'cancel' }, 5)?.state, 'cancelled');
    for (const state of jobStates.filter((one) => one !== 'queued')) {
      assert.equal(transition(makeJob({ state }), { kind: 'cancel' }, 5), undefined, state);
    }
  });

  it('holds a queued job until it is released', () => {
    const held = at({ kind: 'hold', reason: 'key' });
    assert.equal(held.hold, 'key');
    assert.equal(transition(held, { kind: 'release' }, 5)?.hold, undefined);
  });

  describe('of a job that waits for a frame', () => {
    const awaits = { jobId: 'job-0', role: 'last', at: 1 } as const;
    const follower = (fields: Partial<Job> = {}) => makeJob({ hold: 'frame', awaits, ...fields });
    const image = (uri: string) => ({ uri, role: 'reference' as const });

    it('puts the frame at its place, among images with and without a snapshot', () => {
      const images = [image('https://images.example/a.png'), image('file:///b.png')];
      const before = follower({
        request: { ...makeJob().request, images },
        images: [snapshot('b')],
        awaits: { ...awaits, at: 2 },
      });
      const after = transition(before, framed, 9);
      assert.deepEqual(after?.request.images, [
        ...images,
        { uri: 'file:///drafts/f.png', role: 'last', clip: { uri: clipUri, sha256: 'c' } },
      ]);
      assert.deepEqual(
        after.images.map(({ name }) => name),
        ['b.png', 'f.png'],
      );
      const first = transition({ ...before, awaits: { ...awaits, at: 1 } }, framed, 9);
      assert.deepEqual(
        first?.request.images.map(({ uri }) => uri),
        ['https://images.example/a.png', 'file:///drafts/f.png', 'file:///b.png'],
      );
      assert.deepEqual(
        first.images.map(({ name }) => name),
        ['f.png', 'b.png'],
      );
      assert.deepEqual([after.hold, after.awaits, after.framedAt], [undefined, undefined, 9]);
    });

    it('is never sent before, whatever happens', () => {
      fc.assert(
        fc.property(anyWalk, (events) => {
          let isFramed = false;
          for (const { event, after } of walk(events, follower())) {
            isFramed ||= event.kind === 'framed';
            if (event.kind === 'send') assert.ok(isFramed);
            if (after.awaits !== undefined && after.state === 'queued') assert.equal(after.hold, 'frame');
            assert.equal(after.images.length, isFramed ? 1 : 0);
            assert.equal(after.request.images.length, isFramed ? 1 : 0);
          }
        }),
      );
    });

    it('asks afterwards where it was to ask meanwhile, and not for its key', () => {
      const toAsk = transition(follower(), { kind: 'hold', reason: 'confirm' }, 5);
      assert.deepEqual([toAsk?.hold, toAsk?.awaits?.isToConfirm], ['frame', true]);
      assert.equal(transition(toAsk ?? follower(), { kind: 'hold', reason: 'confirm' }, 6), undefined);
      assert.equal(transition(follower(), { kind: 'hold', reason: 'key' }, 6), undefined);
      assert.equal(transition(follower(), { kind: 'release' }, 6), undefined);
      assert.equal(transition(toAsk ?? follower(), framed, 7)?.hold, 'confirm');
      assert.equal(transition(follower(), { ...framed, isToConfirm: true }, 7)?.hold, 'confirm');
    });
    it('completes the digest of its recipe', () => {
      const source = { promptFileUri: 'file:///a.video.md', shot: 's', cell: '', take: 1 };
      const digest = 'd'.repeat(64);
      assert.deepEqual(transition(follower({ source }), { ...framed, digest }, 7)?.source, {
        ...source,
        digest,
      });
      assert.equal(transition(follower(), { ...framed, digest }, 7)?.source, undefined);
    });

    it('takes one frame only, and only while it is queued', () => {
      const once = transition(follower(), framed, 7) ?? follower();
      assert.equal(transition(once, framed, 8), undefined);
      for (const state of jobStates.filter((one) => one !== 'queued'))
        assert.equal(transition(follower({ state }), framed, 8), undefined, state);
    });
  });
});
