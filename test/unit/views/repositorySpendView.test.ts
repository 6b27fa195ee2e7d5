import assert from 'node:assert/strict';
import type { NotedClip } from '../../../src/shots/recordedClip.ts';
import { countClips, spendLines } from '../../../src/shots/repositorySpend.ts';
import { inOrder, spendKey } from '../../../src/shots/spendKeys.ts';
import { repositorySpendView } from '../../../src/views/repositorySpendView.ts';
import { paidClip } from '../shots/paidClip.ts';

interface Given extends Partial<Parameters<typeof repositorySpendView>[0]> {
  readonly clips?: readonly NotedClip[];
}
const ports = {
  localDay: (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10),
  authorOf: () => undefined,
};
const view = ({ clips = [], ...facts }: Given) => {
  const counted = countClips(clips);
  return repositorySpendView({
    hasFolder: true,
    counted,
    sums: (['month', 'model', 'file', 'shot'] as const).map((by) => ({
      by,
      lines: inOrder(by, spendLines(counted, spendKey(by, ports))),
    })),
    unreadable: [],
    shown: 100,
    shownPlace: (uri) => uri.replace('file:///work/film/', ''),
    ...facts,
  });
};
const source = (take: number, shot = 'storm') => ({ file: 'boat.video.md', shot, cell: '', take });
const atLeast = { kind: 'at-least', source: 'CometAPI', date: '2026-06' } as const;
const clip = (taskId: string, fields: Parameters<typeof paidClip>[0] = {}) =>
  paidClip({ at: `${taskId}.mp4.json`, taskId, ...fields });

describe('the spend of a repository, as the spend screen shows it', () => {
  it('says what was charged, on what it rests, and what a kept take has cost', () => {
    const { facts } = view({
      clips: [
        clip('a', { source: source(1), charge: { microUsd: 1_000_000, basis: 'reported' } }),
        clip('b', { source: source(2), quote: atLeast, kept: true }),
        clip('c', { charge: { basis: 'unknown' } }),
      ],
    });
    assert.deepEqual(
      facts.map(({ label, value, detail }) => [label, value, detail]),
      [
        ['Charged', 'at least $1.32', undefined],
        ['Reported', '$1.00', undefined],
        ['Estimated', 'at least $0.32', undefined],
        ['Unknown', '1', undefined],
        ['Clips', '3', undefined],
        ['Per kept take', 'at least $1.32', '2 takes for 1 kept'],
      ],
    );
  });

  it('gives a lower bound where a take of the shot is of unknown charge, and nothing where all are', () => {
    const unknown = { charge: { basis: 'unknown' } } as const;
    const perKept = (fields: Parameters<typeof paidClip>[0]) =>
      view({
        clips: [
          clip('a', { source: source(1), kept: true, ...fields }),
          clip('b', { source: source(2), ...unknown }),
        ],
      }).facts.at(-1)?.value;
    assert.equal(perKept({}), 'at least $0.32');
    assert.equal(perKept(unknown), '–');
  });

  it('has a table by month, model, prompt file and shot, what is not known told as that', () => {
    const { tables } = view({
      clips: [
        clip('a', { source: source(1), kept: true }),
        clip('b', { model: 'moon-1', times: {}, charge: { basis: 'unknown' } }),
      ],
    });
    const rows = tables.map(({ by, rows: all }) => [
      by,
      ...all.map(({ label, tooltip, figures }) => [label, tooltip, figures.join(' ')]),
    ]);
    const paid = '$0.32 – $0.32 – 1 1 $0.32';
    const doubtful = 'unknown – – 1 1 – –';
    assert.deepEqual(rows, [
      ['month', ['October 2026', undefined, paid], ['unknown', undefined, doubtful]],
      ['model', ['Veo 3.1 Fast', 'veo3.1-fast', paid], ['moon-1', 'moon-1', doubtful]],
      ['file', ['boat.video.md', 'boat.video.md', paid], ['No prompt file', undefined, doubtful]],
      ['shot', ['boat.video.md · storm', 'boat.video.md', paid], ['No prompt file', undefined, doubtful]],
    ]);
  });

  it('names samples, copies, clips that are gone and sidecars that it cannot read', () => {
    const state = view({
      clips: [
        clip('a', { isThere: false }),
        clip('b', { sample: true }),
        clip('c'),
        clip('c', { at: 'copy/c.mp4.json' }),
      ],
      unreadable: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `file:///work/film/${name}.mp4.json`),
    });
    assert.deepEqual(state.notes, [
      '1 sample cost nothing and is in no sum.',
      '1 sidecar is a copy; its clip is counted once.',
      '1 clip is not beside its sidecar; what it cost is counted.',
    ]);
    assert.equal(
      state.unreadable,
      '6 sidecars cannot be read, so their clips are in no sum: a.mp4.json, b.mp4.json, c.mp4.json, d.mp4.json, e.mp4.json, and 1 more',
    );
    assert.equal(state.isEmpty, false);
    assert.equal(view({}).isEmpty, true);
  });

  it('shows names of strangers short, on one line and without hidden characters', () => {
    const { tables } = view({ clips: [clip('a', { model: `\u202e${'very '.repeat(60)}long\nname` })] });
    const label = tables.find(({ by }) => by === 'model')?.rows[0]?.label ?? '';
    assert.equal(label.length, 90);
    assert.match(label, /^very .*…/);
    assert.ok(!/[\n\u202e]/.test(label));
  });

  it('shows so many lines of a table, the dearest first, and says whether there are more', () => {
    const clips = [1, 3, 2].map((usd) =>
      clip(`t${usd}`, { model: `m-${usd}`, charge: { microUsd: usd * 1_000_000, basis: 'reported' } }),
    );
    const state = view({ clips, shown: 2 });
    const models = state.tables.find(({ by }) => by === 'model');
    assert.deepEqual(
      models?.rows.map(({ label, share }) => [label, share]),
      [
        ['m-3', 100],
        ['m-2', 66.7],
      ],
    );
    assert.equal(state.hasMore, true);
    assert.equal(view({ clips, shown: 3 }).hasMore, false);
  });
});
