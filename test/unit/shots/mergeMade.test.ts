import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/job.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import {
  type FoundOfFile,
  lostSidecars,
  mergeMade,
  straysOf,
  unrecordedTakes,
} from '../../../src/shots/mergeMade.ts';
import { makeJob } from '../core/makeJob.ts';

const promptFileUri = 'file:///work/film/boat.video.md';
const clipUri = (take: number) => `file:///work/film/boat/storm-${String(take)}.mp4`;

function jobOf(state: Job['state'], take: number): Job {
  return makeJob({
    id: `${state} ${String(take)}`,
    state,
    source: { promptFileUri, shot: 'storm', cell: '', take },
    ...(state === 'saved'
      ? { clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: clipUri(take) } }
      : {}),
  });
}

const nothing: FoundOfFile = {
  jobs: [],
  recorded: [],
  elsewhere: [],
  unreadable: [],
  strays: [],
  upTo: 0,
};

describe('what was made of a prompt file', () => {
  it('is under way in every state but those in which a job has ended', () => {
    const live = [
      'queued',
      'submitting',
      'running',
      'downloading',
      'stored',
      'uncertain',
      'stopped',
    ] as const;
    const ended = ['saved', 'failed', 'cancelled', 'forgotten'] as const;
    const jobs = [...live, ...ended].map((state, index) => jobOf(state, index + 1));
    const made = mergeMade(promptFileUri, { ...nothing, jobs, upTo: 7 });
    assert.deepEqual(
      made.jobs.map(({ state }) => state),
      live,
    );
    assert.equal(made.upTo, 7);
  });

  it('is also what only its jobs know, in the order of the takes', () => {
    const jobs = [jobOf('saved', 3), jobOf('saved', 1), jobOf('saved', 2), jobOf('running', 4)];
    const takes = unrecordedTakes(jobs, new Set([clipUri(2)]));
    assert.deepEqual(
      takes.map(({ uri, sidecarUri, isThere, sidecar }) => [uri, sidecarUri, isThere, sidecar.source?.take]),
      [3, 1].map((take) => [clipUri(take), `${clipUri(take)}.json`, true, take]),
    );
    const [second] = unrecordedTakes([jobOf('saved', 2)], new Set());
    assert.ok(second !== undefined);
    const made = mergeMade(promptFileUri, { ...nothing, recorded: [second], elsewhere: takes });
    assert.deepEqual(
      made.takes.map(({ sidecar }) => sidecar.source?.take),
      [1, 2, 3],
    );
  });

  it('may be what cannot be read below its folder', () => {
    const clip = (uri: string) => ({ uri, sidecarUri: `${uri}.json`, isEmpty: false });
    const near = clip('file:///work/film/boat/storm-1.mp4');
    const made = mergeMade(promptFileUri, {
      ...nothing,
      unreadable: [near, clip('file:///work/other/storm-1.mp4')],
    });
    assert.deepEqual(made.unreadable, [near]);
  });

  it('gives the words of an empty sidecar back, where the job of its clip is known', () => {
    const clip = (take: number, isEmpty: boolean) => ({
      uri: clipUri(take),
      sidecarUri: `${clipUri(take)}.json`,
      isEmpty,
    });
    const jobs = [jobOf('saved', 1), jobOf('saved', 2)];
    const lost = lostSidecars([clip(1, true), clip(2, false), clip(3, true)], jobs);
    assert.deepEqual(
      lost.map((one) => one.clip.uri),
      [clipUri(1)],
    );
    assert.equal(readSidecar(lost[0]?.text ?? '').source?.take, 1);
  });

  it('has strays where the prompt file of a job is gone', () => {
    const job = jobOf('running', 1);
    assert.deepEqual(straysOf([job], new Set([promptFileUri])), [job]);
    assert.deepEqual(straysOf([job], new Set(['file:///work/film/sea.video.md'])), []);
    assert.deepEqual(straysOf([makeJob({ state: 'running' })], new Set([''])), []);
  });
});
