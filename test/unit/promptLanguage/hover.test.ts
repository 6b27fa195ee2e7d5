import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hoverAt } from '../../../src/promptLanguage/hover.ts';
import type { ShotState } from '../../../src/shots/shotState.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { type Around, openMarked, openText } from './openText.ts';

/** `words: paragraphs`, or undefined. */
async function hover(marked: string, around?: Around): Promise<string | undefined> {
  const [open, offset] = openMarked(marked, around);
  const found = await hoverAt(open, offset);
  if (found === undefined) return undefined;
  const { start, end } = found.range;
  const shown = found.paragraphs.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return `${open.file.text.slice(start, end)}: ${shown.join(' | ')}`;
}

const picture = {
  kind: 'read',
  uri: 'file:///work/a.png',
  role: 'reference',
  bytes: 2048,
  facts: { type: 'image/png', width: 1280, height: 720 },
} as const;
const state = (of: Partial<ShotState>): ShotState => ({
  shot: 'one',
  cell: '',
  freshness: { kind: 'missing' },
  takes: [],
  jobs: [],
  ...of,
});

describe('what is shown of the words under the pointer', () => {
  it('is the picture of an image with its size', async () => {
    assert.equal(
      await hover('---\nfirst: a|.png\n---\nA.\n', { image: picture }),
      'a.png: {"picture":"file:///work/a.png","width":320,"height":180} | 1280 × 720, 2.0 KB',
    );
  });

  const images = [
    [{ kind: 'missing' }, 'This file does not exist'],
    [{ kind: 'directory' }, 'This is a folder'],
    [{ kind: 'unreadable', reason: 'x' }, 'This file cannot be read'],
    [{ kind: 'link' }, 'x.example'],
    [{ kind: 'frame' }, 'Last frame of a clip to come'],
    [{ kind: 'read', bytes: 2048 }, '2.0 KB, not an image'],
  ] as const;
  for (const [what, words] of images) {
    it(`is “${words}” without a picture`, async () => {
      const image = { uri: 'https://x.example/a.png', role: 'reference', ...what } as const;
      assert.equal(await hover('---\nfirst: a|.png\n---\nA.\n', { image }), `a.png: ${words}`);
    });
  }

  it('is nothing of a path that may not be followed', async () => {
    const refusal = () => 'outside' as const;
    assert.equal(await hover('---\nfirst: a|.png\n---\nA.\n', { image: picture, refusal }), undefined);
    const address = '---\nfirst: https://x.example/a|.png\n---\nA.\n';
    assert.match((await hover(address, { image: picture, refusal })) ?? '', /x\.example/);
  });

  it('is what a key means, and what the model in force takes', async () => {
    assert.equal(
      await hover('---\nmodel: veo3.1-fast\nseco|nds: 8\n---\nA.\n'),
      'seconds: The length of the clip in seconds; 0 leaves it to the model. | Veo 3.1 Fast takes: 4, 6, 8',
    );
    const inShot = '## One\n\n```yaml\nmodel: viduq3-turbo\nmatrix: { sec|onds: [4] }\n```\n\nA.\n';
    assert.match((await hover(inShot)) ?? '', /^seconds: .* takes: /);
    assert.equal(await hover('---\nsecs|: 8\n---\nA.\n'), undefined);
  });

  it('is what a model can do and costs, also where a matrix names it', async () => {
    const facts =
      /^veo3\.1-fast: Veo 3\.1 Fast · veo3\.1-fast \| .*4, 6, 8 s.* \| \$0\.64\. Listed price\. Source: .*20\d\d/;
    assert.match((await hover('---\nmodel: veo3.1-fa|st\nseconds: 8\n---\nA.\n')) ?? '', facts);
    assert.match(
      (await hover('---\nseconds: 8\nmatrix: { model: [veo3.1, veo3.1-fa|st] }\n---\nA.\n')) ?? '',
      facts,
    );
    assert.equal(await hover('---\nmodel: no|ne\n---\nA.\n'), undefined);
  });

  it('is the shot that a clip comes from, and how its clips stand', async () => {
    const text = '## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./on|e }\n```\n\nB.\n';
    assert.equal(await hover(text), './one: The last frame of the shot “One”');
    const states = [state({ cell: '4s', freshness: { kind: 'current' } }), state({ shot: 'two' })];
    const matrix = text.replace('A.\n', () => '```yaml\nmatrix: { seconds: [4] }\n```\n\nA.\n');
    assert.equal(await hover(matrix, { states }), './one: The last frame of the shot “One” | 4s: current');
    assert.match((await hover('---\nextends: ./sty|le.video.md\n---\nA.\n')) ?? '', /Another prompt file/);
    assert.match((await hover('---\nfirst: { clip: a/b|.mp4 }\n---\nA.\n')) ?? '', /last frame of this clip/);
  });

  it('is nothing of the prompt', async () => {
    assert.equal(await hover('---\nmodel: veo3.1-fast\n---\nA model| boat.\n'), undefined);
  });

  it('stays within any text, around the pointer', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.nat(), async (text, seed) => {
        const offset = seed % (text.length + 1);
        const found = await hoverAt(openText(text, { image: picture }), offset);
        if (found === undefined) return;
        const { start, end } = found.range;
        assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length);
        assert.ok(found.paragraphs.length > 0);
      }),
      { numRuns: 200 },
    );
  });
});
