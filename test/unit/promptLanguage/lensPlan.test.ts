import assert from 'node:assert/strict';
import type { Sidecar } from '../../../src/core/sidecar.ts';
import type { RecordedClip } from '../../../src/shots/recordedClip.ts';
import { type LensPlan, planLenses } from '../../../src/promptLanguage/lensPlan.ts';
import type { ShotState } from '../../../src/shots/shotState.ts';
import { makeJob } from '../core/makeJob.ts';
import { checkText } from './checkText.ts';

// Of a clip a lens only asks whether there is one.
const clip: RecordedClip = {
  uri: {} as RecordedClip['uri'],
  sidecarUri: {} as RecordedClip['sidecarUri'],
  sidecar: {} as Sidecar,
  isThere: true,
};

const state = (shot: string, of: Partial<ShotState> = {}): ShotState => ({
  shot,
  cell: '',
  freshness: { kind: 'missing' },
  takes: [],
  jobs: [],
  ...of,
});
const current = { freshness: { kind: 'current' }, chosen: clip, takes: [clip] } as const;

async function lenses(text: string, states: readonly ShotState[] = []): Promise<readonly string[]> {
  const { resolved, shots } = await checkText(text);
  const clips = shots.map((shot) => {
    const known = states.find((one) => one.shot === shot.shot.slug && one.cell === shot.cell.key);
    return { ...shot, ...(known === undefined ? {} : { state: known }) };
  });
  return planLenses(resolved, clips).map(({ shot, content }) => `${shot ?? 'file'}: ${wordsOf(content)}`);
}

function wordsOf(content: LensPlan['content']): string {
  switch (content.kind) {
    case 'render':
      return `render ${content.isPart ? 'part ' : ''}${content.again ? 'again ' : ''}${String(content.clips)} for ${String(content.price.microUsd)} (${String(content.price.unknownClips)} unknown)`;
    case 'open':
      return `open ${content.state.freshness.kind}`;
    case 'job':
      return `job ${String(content.state.jobs.length)}`;
    case 'sum':
      return `sum ${String(content.current)} ${String(content.stale)} ${String(content.running)} ${String(content.missing)}`;
    case 'missing':
    case 'unreadable':
      return content.kind;
    case 'takes':
    case 'errors':
      return `${content.kind} ${String(content.count)}`;
    case 'some':
      return `${String(content.wrong)} of ${String(content.total)} ${content.of} wrong, ${String(content.waiting)} waiting`;
    case 'waits':
      return `waits for ${content.title}`;
  }
}

const two =
  '---\nmodel: veo3.1-fast\n---\n## One\n\n```yaml\nseconds: 4\n```\n\nA.\n\n## Two\n\n```yaml\nseconds: 8\nvariants: 2\n```\n\nB.\n';

describe('the lenses of a prompt file', () => {
  it('offer to render everything and each shot, variants included', async () => {
    assert.deepEqual(await lenses(two), [
      'file: render 3 for 1600000 (0 unknown)',
      'one: render 1 for 320000 (0 unknown)',
      'two: render 2 for 1280000 (0 unknown)',
    ]);
  });

  it('are one where there is one clip', async () => {
    assert.deepEqual(await lenses('---\nseconds: 4\n---\nA.\n'), [': render 1 for 320000 (0 unknown)']);
    assert.deepEqual(await lenses('---\nseconds: 4\n---\n## One\n\nA.\n'), [
      'one: render 1 for 320000 (0 unknown)',
    ]);
  });

  it('offer no money for a clip that only has to be fetched, and all the same for one that is stale', async () => {
    const pointer: RecordedClip = { ...clip, isPointer: true };
    const key = { shot: 'one', cell: '', takes: [pointer], jobs: [], chosen: pointer } as const;
    assert.deepEqual(await lenses(two, [{ ...key, freshness: { kind: 'current' } }]), [
      'file: render 2 for 1280000 (0 unknown)',
      'one: open current',
      'two: render 2 for 1280000 (0 unknown)',
    ]);
    const changes = [{ field: 'prompt' }] as const;
    assert.deepEqual((await lenses(two, [{ ...key, freshness: { kind: 'stale', changes } }])).slice(0, 3), [
      'file: render 3 for 1600000 (0 unknown)',
      'one: open stale',
      'one: render again 1 for 320000 (0 unknown)',
    ]);
  });

  it('name a clip whose sidecar cannot be read', async () => {
    const { uri, sidecarUri } = clip;
    const unreadable = [{ uri, sidecarUri, isEmpty: false }];
    const state = {
      shot: 'one',
      cell: '',
      takes: [],
      jobs: [],
      unreadable,
      freshness: { kind: 'missing' },
    } as const;
    assert.deepEqual((await lenses(two, [state])).slice(1, 3), [
      'one: unreadable',
      'one: render 1 for 320000 (0 unknown)',
    ]);
  });

  it('say that a price is not known', async () => {
    assert.deepEqual(await lenses('---\nmodel: kling-v2-6\n---\nA.\n'), [': render 1 for 0 (1 unknown)']);
  });

  it('open the clip that is there, say whether it is current, and offer another one', async () => {
    const stale = state('two', {
      freshness: { kind: 'stale', changes: [{ field: 'prompt' }] },
      chosen: clip,
      takes: [clip, clip, clip],
    });
    assert.deepEqual((await lenses(two, [state('one', current), stale])).slice(1), [
      'one: open current',
      'one: render again 1 for 320000 (0 unknown)',
      'two: open stale',
      'two: render again 2 for 1280000 (0 unknown)',
      'two: takes 3',
    ]);
  });

  it('tell how far a clip is in place of offering it', async () => {
    const running = state('one', { jobs: [makeJob({ state: 'running', progress: 45 })] });
    assert.deepEqual(
      (await lenses(two, [running])).filter((words) => words.startsWith('one')),
      ['one: job 1'],
    );
  });

  it('add up the clips of a matrix', async () => {
    const text = '---\nmatrix: { seconds: [4, 6, 8] }\n---\n## One\n\nA.\n';
    const states = [
      { ...state('one', current), cell: '4s' },
      { ...state('one', { jobs: [makeJob()] }), cell: '8s' },
    ];
    assert.deepEqual(await lenses(text, states), [
      'file: render 3 for 1440000 (0 unknown)',
      'one: sum 1 0 1 0',
      'one: render 3 for 1440000 (0 unknown)',
    ]);
  });

  it('say that a clip which was there is missing', async () => {
    const gone = { takes: [{ ...clip, isThere: false }] };
    assert.deepEqual((await lenses(two, [state('one', gone)])).slice(1, 3), [
      'one: missing',
      'one: render 1 for 320000 (0 unknown)',
    ]);
    const text = '---\nmatrix: { seconds: [4, 6, 8] }\n---\n## One\n\nA.\n';
    const states = [
      { ...state('one', current), cell: '4s' },
      { ...state('one', gone), cell: '6s' },
      { ...state('one'), cell: '8s' },
    ];
    assert.equal((await lenses(text, states))[1], 'one: sum 1 0 0 1');
  });

  it('offer what has no errors, and count the errors of what has', async () => {
    const wrong = two.replace('seconds: 4', () => 'sceonds: 4\nseed: x');
    assert.deepEqual(await lenses(wrong, [state('one', current)]), [
      'file: render part 2 for 1280000 (0 unknown)',
      'file: 1 of 2 shots wrong, 0 waiting',
      'one: open current',
      'one: errors 2',
      'two: render 2 for 1280000 (0 unknown)',
    ]);
  });

  it('count what the model’s rules forbid as well', async () => {
    assert.deepEqual(await lenses(two.replace('seconds: 4', () => 'seconds: 99\nresolution: 9p')), [
      'file: render part 2 for 1280000 (0 unknown)',
      'file: 1 of 2 shots wrong, 0 waiting',
      'one: errors 2',
      'two: render 2 for 1280000 (0 unknown)',
    ]);
    const matrix = '---\nmatrix: { seconds: [4, 99, 8] }\n---\n## One\n\nA.\n';
    assert.deepEqual(await lenses(matrix), [
      'file: render part 2 for 960000 (0 unknown)',
      'one: render part 2 for 960000 (0 unknown)',
      'one: 1 of 3 clips wrong, 0 waiting',
    ]);
  });

  it('leave out what would start from a clip with errors, and say so', async () => {
    const chain = `${two.replace('seconds: 4', () => 'seconds: 99')}\n## Three\n\n\`\`\`yaml\nfirst: { clip: ./one }\n\`\`\`\n\nC.\n`;
    assert.deepEqual(await lenses(chain), [
      'file: render part 2 for 1280000 (0 unknown)',
      'file: 1 of 3 shots wrong, 1 waiting',
      'one: errors 1',
      'two: render 2 for 1280000 (0 unknown)',
      'three: waits for One',
    ]);
  });

  it('offer nothing where the whole file has an error', async () => {
    assert.deepEqual(
      await lenses(
        two.replace('model:', () => 'modle:'),
        [state('one', current)],
      ),
      ['file: 2 of 2 shots wrong, 0 waiting', 'one: open current', 'one: errors 1', 'two: errors 1'],
    );
    assert.deepEqual(await lenses('---\nseconds: x\nsceonds: 4\n---\nA.\n'), [': errors 2']);
    assert.deepEqual(await lenses('a'.repeat(1_000_001)), ['file: errors 1']);
    assert.deepEqual(await lenses('## One\n\n```yaml\nmatrix: [x]\n```\n\nA.\n\n## Two\n\nB.\n'), [
      'file: render part 1 for 320000 (0 unknown)',
      'file: 1 of 2 shots wrong, 0 waiting',
      'one: errors 1',
      'two: render 1 for 320000 (0 unknown)',
    ]);
  });

  it('stand over the shot that they are about where two have one name', async () => {
    assert.deepEqual(await lenses('## One\n\nA.\n\n## One\n\nB.\n'), [
      'file: render part 1 for 320000 (0 unknown)',
      'file: 1 of 2 shots wrong, 0 waiting',
      'one: render 1 for 320000 (0 unknown)',
      'one: errors 1',
    ]);
  });
});
