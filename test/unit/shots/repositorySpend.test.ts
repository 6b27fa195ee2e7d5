import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chargeBases } from '../../../src/core/job.ts';
import type { NotedClip } from '../../../src/shots/recordedClip.ts';
import { countClips, spendLines, spendTotal } from '../../../src/shots/repositorySpend.ts';
import { inOrder, placeOfKey, type SpendBy, spendBys, spendKey } from '../../../src/shots/spendKeys.ts';
import { paidClip } from './paidClip.ts';

const ports = {
  localDay: (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10),
  authorOf: (uri: string) => (uri.includes('ann') ? 'Ann' : undefined),
};
const sumsBy = (by: SpendBy, clips: readonly NotedClip[]) => {
  const counted = countClips(clips);
  const { samples, copies } = counted;
  const lines = inOrder(by, spendLines(counted, spendKey(by, ports)));
  return { total: spendTotal(counted), lines, samples, copies };
};
const spent = (by: SpendBy, clips: readonly NotedClip[]) =>
  sumsBy(by, clips).lines.map(({ key, spentMicroUsd, clips: count }) => [key, spentMicroUsd, count]);

const source = (take: number, shot = 'storm', file = 'boat.video.md') => ({ file, shot, cell: '', take });
const listed = { kind: 'listed', source: 'CometAPI', date: '2026-06' } as const;
const atLeast = { ...listed, kind: 'at-least' } as const;
const usd = (dollars: number) => dollars * 1_000_000;
const clip = (taskId: string, fields: Parameters<typeof paidClip>[0] = {}) =>
  paidClip({ at: `${taskId}.mp4.json`, taskId, ...fields });

describe('the spend of a repository', () => {
  it('is summed by month, model, file, shot and author', () => {
    const clips = [
      clip('ann-1', { source: source(1), model: 'veo3.1' }),
      clip('ann-2', { source: source(2), charge: { microUsd: usd(1), basis: 'reported' } }),
      clip('bob-1', { source: source(1, ''), times: { saved: '2026-11-30T10:00:00.000Z' } }),
      clip('bob-2', { times: {}, charge: { microUsd: usd(2), basis: 'estimated' } }),
    ];
    assert.deepEqual(spent('month', clips), [
      ['2026-11', 320_000, 1],
      ['2026-10', 1_320_000, 2],
      ['', 2_000_000, 1],
    ]);
    assert.deepEqual(spent('model', clips), [
      ['veo3.1-fast', 3_320_000, 3],
      ['veo3.1', 320_000, 1],
    ]);
    assert.deepEqual(spent('file', clips), [
      ['', 2_000_000, 1],
      ['file:///work/film/boat.video.md', 1_640_000, 3],
    ]);
    assert.deepEqual(
      spent('shot', clips).map(([key, ...rest]) => [placeOfKey(String(key)), ...rest]),
      [
        [{ file: '', shot: '' }, 2_000_000, 1],
        [{ file: 'file:///work/film/boat.video.md', shot: 'storm' }, 1_320_000, 2],
        [{ file: 'file:///work/film/boat.video.md', shot: '' }, 320_000, 1],
      ],
    );
    assert.deepEqual(spent('author', clips), [
      ['', 2_320_000, 2],
      ['Ann', 1_320_000, 2],
    ]);
  });

  it('keeps reported, estimated and unknown charges apart, and a lower bound a lower bound', () => {
    const clips = [
      clip('a', { charge: { microUsd: usd(3), basis: 'reported' }, quote: atLeast }),
      clip('b', { charge: { microUsd: usd(2), basis: 'estimated' } }),
      clip('c', { charge: { basis: 'unknown' } }),
      // What a stranger wrote: neither is a charge.
      clip('d', { charge: { microUsd: usd(9), basis: 'unknown' } }),
      clip('e', { charge: { basis: 'reported' } }),
    ];
    const { total } = sumsBy('month', clips);
    assert.deepEqual(
      [total.spentMicroUsd, total.reportedMicroUsd, total.estimatedMicroUsd, total.unknownCount],
      [usd(5), usd(3), usd(2), 3],
    );
    assert.equal(total.isAtLeast, false);
    const bound = clip('f', { quote: atLeast });
    assert.equal(sumsBy('month', [...clips, bound]).total.isAtLeast, true);
  });

  it('leaves samples out of every sum, and counts them', () => {
    const clips = [
      clip('a'),
      clip('a', { at: 'sample.mp4.json', sample: true }),
      clip('b', { sample: true, model: 'veo3.1', charge: { microUsd: usd(7), basis: 'reported' } }),
    ];
    const spend = sumsBy('model', clips);
    assert.deepEqual([spend.total.clips, spend.total.spentMicroUsd, spend.samples], [1, 320_000, 2]);
    assert.deepEqual(
      spend.lines.map(({ key }) => key),
      ['veo3.1-fast'],
    );
  });

  it('counts a clip that lies twice once, by its task, else by its bytes and times', () => {
    const bytes = { bytes: 9, sha256: 'a'.repeat(64) };
    const { taskId: _none, ...chat } = { taskId: '', clip: bytes };
    const clips = [
      clip('a'),
      clip('a', { at: 'copy/a.mp4.json' }),
      paidClip({ at: 'chat.mp4.json', ...chat }),
      paidClip({ at: 'copy/chat.mp4.json', ...chat }),
      // Equal bytes of another moment were paid for by themselves.
      paidClip({
        at: 'later.mp4.json',
        ...chat,
        times: { created: '2026-10-04T10:00:00.000Z', saved: '2026-10-04T10:00:09.000Z' },
      }),
      // Nothing says that these are one.
      paidClip({ at: 'x.mp4.json' }),
      paidClip({ at: 'y.mp4.json' }),
    ];
    const spend = sumsBy('month', clips);
    assert.deepEqual([spend.total.clips, spend.copies], [5, 2]);
  });

  it('takes a copy in a deeper folder for the copy, also where its relative path then leads elsewhere', () => {
    const clips = [
      clip('a', { at: 'backup/harbour/a.mp4.json', source: source(1, 'storm', '../boat.video.md') }),
      clip('a', { at: 'harbour/a.mp4.json', source: source(1, 'storm', '../boat.video.md') }),
    ];
    assert.deepEqual(spent('file', clips), [['file:///work/film/boat.video.md', 320_000, 1]]);
  });

  it('takes the dearest of copies that disagree, and keeps the take that any of them keeps', () => {
    const shot = { source: source(1) };
    const copies = [
      clip('a', { ...shot, at: '1.mp4.json', charge: { basis: 'unknown' } }),
      clip('a', { ...shot, at: '2.mp4.json', charge: { microUsd: usd(1), basis: 'estimated' } }),
      clip('a', { ...shot, at: '3.mp4.json', charge: { microUsd: 5, basis: 'reported' }, kept: true }),
    ];
    const { total } = sumsBy('month', copies);
    assert.deepEqual([total.spentMicroUsd, total.unknownCount, total.kept.kept], [usd(1), 0, 1]);
  });

  it('says what a kept take has cost, all takes of its shot counted, in the line that it stands in', () => {
    const clips = [
      clip('a', { source: source(1) }),
      clip('b', { source: source(2), kept: true, times: { created: '2026-11-02T10:00:00.000Z' } }),
      clip('c', { source: source(1, 'calm'), charge: { basis: 'unknown' } }),
    ];
    const { lines, total } = sumsBy('month', clips);
    const kept = { kept: 1, takes: 2, microUsd: 640_000, isAtLeast: false, unknown: 0 };
    assert.deepEqual(total.kept, kept);
    assert.deepEqual(
      lines.map((line) => [line.key, line.kept.kept, line.kept.microUsd]),
      [
        ['2026-11', 1, 640_000],
        ['2026-10', 0, 0],
      ],
    );
  });

  it('adds up by whatever it is summed, in any order of the sidecars', () => {
    const some = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const anyClip = fc
      .record({
        taskId: fc.option(some, { nil: undefined }),
        at: fc.constantFrom('1', '2', 'ann/3', '4', 'ann/5', '6', '7', '8'),
        basis: fc.constantFrom(...chargeBases),
        microUsd: fc.option(fc.integer({ min: 0, max: 5_000_000 }), { nil: undefined }),
        quote: fc.constantFrom(listed, atLeast),
        shot: fc.option(fc.constantFrom('', 'calm', 'storm'), { nil: undefined }),
        sample: fc.boolean(),
        kept: fc.boolean(),
        month: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ taskId, at, basis, microUsd, quote, shot, sample, kept, month }) =>
        paidClip({
          at: `${at}.mp4.json`,
          ...(taskId === undefined ? {} : { taskId }),
          charge: { ...(microUsd === undefined ? {} : { microUsd }), basis },
          quote,
          ...(shot === undefined ? {} : { source: source(1, shot) }),
          ...(sample ? { sample } : {}),
          ...(kept ? { kept } : {}),
          times: { created: `2026-0${month}-01T00:00:00.000Z` },
        }),
      );
    // A place has one sidecar.
    const anyClips = fc.uniqueArray(anyClip, { maxLength: 8, selector: ({ sidecarUri }) => sidecarUri });
    fc.assert(
      fc.property(anyClips, fc.constantFrom(...spendBys), (clips, by) => {
        const spend = sumsBy(by, clips);
        const { total, lines } = spend;
        const add = (amount: (line: (typeof lines)[number]) => number) =>
          lines.reduce((sum, line) => sum + amount(line), 0);
        assert.equal(
          add((line) => line.spentMicroUsd),
          total.spentMicroUsd,
        );
        assert.equal(
          add((line) => line.unknownCount),
          total.unknownCount,
        );
        assert.equal(
          add((line) => line.clips),
          total.clips,
        );
        assert.equal(total.reportedMicroUsd + total.estimatedMicroUsd, total.spentMicroUsd);
        assert.equal(total.clips + spend.samples + spend.copies, clips.length);
        assert.equal(
          total.isAtLeast,
          lines.some(({ isAtLeast }) => isAtLeast),
        );
        assert.deepEqual(sumsBy(by, clips.toReversed()), spend);
        // A copy of everything, elsewhere, changes no sum of what has a task.
        const tasks = clips.filter(({ sidecar }) => sidecar.taskId !== undefined);
        const copies = tasks.map((one) => ({ ...one, sidecarUri: `${one.sidecarUri}~` }));
        assert.deepEqual(sumsBy('model', [...tasks, ...copies]).total, sumsBy('model', tasks).total);
      }),
      { numRuns: 300 },
    );
  });
});
