import assert from 'node:assert/strict';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { lensesOf } from '../../../src/promptLanguage/lenses.ts';
import type { RecordedClip } from '../../../src/shots/recordedClip.ts';
import type { ShotState } from '../../../src/shots/shotState.ts';
import { makeJob } from '../core/makeJob.ts';
import { checkText } from './checkText.ts';
import { standingOf } from './openText.ts';

const clip = (name: string): RecordedClip => ({
  uri: `file:///work/boat/${name}`,
  sidecarUri: `file:///work/boat/${name}.json`,
  sidecar: readSidecar(writeSidecar(makeJob({ state: 'saved' }), { savedAt: 1 })),
  isThere: true,
});
const state = (shot: string, of: Partial<ShotState>): ShotState => ({
  shot,
  cell: '',
  freshness: { kind: 'missing' },
  takes: [],
  jobs: [],
  ...of,
});

const text =
  '---\nmodel: veo3.1-fast\nseconds: 4\n---\n## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\n```yaml\nmatrix: { seconds: [4, 8] }\n```\n\nC.\n';

async function shown(states: readonly ShotState[], of = text): Promise<readonly string[]> {
  return lensesOf(standingOf(await checkText(of), states)).map(
    ({ offset, title, tooltip, action }) =>
      `${String(of.slice(0, offset).split('\n').length)} ${tooltip}: ${title} ${JSON.stringify(action)}`,
  );
}

describe('the lenses of a prompt file in words', () => {
  it('offer to render the file and each shot, with their prices', async () => {
    assert.deepEqual(await shown([]), [
      '1 : Render all 4 · $1.60 {"kind":"render"}',
      '5 One: Render · $0.32 {"kind":"render","shot":"one"}',
      '9 Two: Render · $0.32 {"kind":"render","shot":"two"}',
      '13 Three: Render 2 · $0.96 {"kind":"render","shot":"three"}',
    ]);
  });

  it('say how clips stand, and lead to them', async () => {
    const [first, second] = [clip('one-1.mp4'), clip('one-2.mp4')];
    const changes = [{ field: 'prompt' }, { field: 'images[0]', change: 'replaced' }] as const;
    const states = [
      state('one', { freshness: { kind: 'stale', changes }, chosen: second, takes: [first, second] }),
      state('two', { jobs: [makeJob({ state: 'running', progress: 45 })] }),
      state('three', { cell: '4s', freshness: { kind: 'current' }, chosen: first, takes: [first] }),
    ];
    assert.deepEqual((await shown(states)).slice(1), [
      '5 One: Open clip · stale: prompt, image 1 {"kind":"openClip","uri":"file:///work/boat/one-2.mp4"}',
      '5 One: Render again · $0.32 {"kind":"render","shot":"one"}',
      '5 One: 2 takes {"kind":"showTakes","shot":"one"}',
      '9 Two: Rendering 45 % {"kind":"showJobs"}',
      '13 Three: 1 current {"kind":"showTakes","shot":"three"}',
      '13 Three: Render 2 · $0.96 {"kind":"render","shot":"three"}',
    ]);
  });

  it('lead to a sidecar that cannot be read, and to the takes of a clip that is gone', async () => {
    const { uri, sidecarUri } = clip('one-1.mp4');
    const states = [
      state('one', { unreadable: [{ uri, sidecarUri, isEmpty: false }] }),
      state('two', { takes: [{ ...clip('two-1.mp4'), isThere: false }] }),
    ];
    const words = await shown(states);
    assert.ok(
      words.includes(
        '5 One: Sidecar cannot be read {"kind":"openFile","uri":"file:///work/boat/one-1.mp4.json"}',
      ),
    );
    assert.ok(words.includes('9 Two: Clip missing {"kind":"showTakes","shot":"two"}'));
  });

  it('lead to the findings that keep something from being rendered', async () => {
    const wrong =
      '---\nmodel: veo3.1-fast\nseconds: 4\n---\n## A\n\nA boat.\n\n## B\n\n```yaml\nseconds: 99\nsede: 1\n```\n\nRain.\n\n## C\n\n```yaml\nfirst: { clip: ./b }\n```\n\nHome.\n';
    assert.deepEqual(await shown([], wrong), [
      '1 : Render 1 · $0.32 {"kind":"render"}',
      '1 : 1 of 3 shots has errors · 1 starts from a clip that cannot be rendered {"kind":"showProblems"}',
      '5 A: Render · $0.32 {"kind":"render","shot":"a"}',
      '9 B: Cannot render: 2 errors {"kind":"showProblems"}',
      '18 C: Cannot render: “B” has errors {"kind":"showProblems"}',
    ]);
  });
});
