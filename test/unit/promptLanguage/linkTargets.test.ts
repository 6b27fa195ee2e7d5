import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkTargets } from '../../../src/promptLanguage/linkTargets.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { type Around, openText } from './openText.ts';

async function links(text: string, around?: Around): Promise<readonly (readonly [string, string])[]> {
  return (await linkTargets(openText(text, around))).map(({ range, uri }) => [
    text.slice(range.start, range.end),
    uri,
  ]);
}

const text =
  '---\nextends: ./style.video.md\nfirst: "images/a b.png"\nlast: https://x.example/b.png\n---\n## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./one }\nlast: { clip: old/boat.mp4 }\n```\n\nB.\n';

describe('the links of a prompt file', () => {
  it('lead from paths to files, and from the name of a shot to its heading', async () => {
    assert.deepEqual(await links(text), [
      ['./style.video.md', 'file:///work/style.video.md'],
      ['images/a b.png', 'file:///work/images/a%20b.png'],
      ['https://x.example/b.png', 'https://x.example/b.png'],
      ['./one', 'file:///work/boat.video.md#L6'],
      ['old/boat.mp4', 'file:///work/old/boat.mp4'],
    ]);
  });

  it('are none where a path may not be followed', async () => {
    const asked: string[] = [];
    const refusal = (place: string, kind: string) => {
      asked.push(`${kind} ${place}`);
      return 'outside' as const;
    };
    assert.deepEqual(
      (await links(text, { refusal })).map(([words]) => words),
      ['https://x.example/b.png', './one'],
    );
    assert.deepEqual(asked, [
      'base file:///work/style.video.md',
      'image file:///work/images/a%20b.png',
      'clip file:///work/old/boat.mp4',
    ]);
  });

  it('stay within any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (any) => {
        for (const { range } of await linkTargets(openText(any)))
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= any.length);
      }),
      { numRuns: 300 },
    );
  });
});
