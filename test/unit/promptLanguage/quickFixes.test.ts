import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/core/promptFile/textEdit.ts';
import { findingsOf } from '../../../src/promptLanguage/findings.ts';
import { type QuickFix, quickFixes } from '../../../src/promptLanguage/quickFixes.ts';
import { anyFile } from '../core/promptFile/makeFile.ts';
import { type Around, openText } from './openText.ts';

const around: Around = { near: { image: ['images/boat.png', 'images/sea.png'], base: ['style.video.md'] } };

/** The fixes of the finding with this code. */
async function fixesOf(text: string, code: string, more: Around = {}): Promise<readonly QuickFix[]> {
  const open = openText(text, { ...around, ...more });
  const found = findingsOf(await open.checked()).find((one) => one.code === code);
  assert.ok(found !== undefined, code);
  return (await quickFixes(open, found.range)).filter(({ of }) => of.code === code);
}

const file = (options: string) => `---\n${options}\n---\nA boat.\n`;
const two = (options: string) => `## One\n\nA.\n\n## Two\n\n\`\`\`yaml\n${options}\n\`\`\`\n\nB.\n`;

/** Options, the finding in them, the title of a fix, and the options after it. */
const cases: readonly (readonly [string, string, string, string, Around?])[] = [
  ['secnds: 8', 'key.misspelled', 'Write seconds', 'seconds: 8'],
  [
    'model: veo3.1-fast\nseconds: 5 # short',
    'seconds.set',
    'Use 4 s',
    'model: veo3.1-fast\nseconds: 4 # short',
  ],
  ['matrix: { seconds: [5, 8] }', 'seconds.set', 'Use 4 s', 'matrix: { seconds: [ 4, 8 ] }'],
  ['first: images\\boat.png', 'path.backslash', 'Write images/boat.png', 'first: images/boat.png'],
  [
    'first: "boat.png"\nlast: boat.png',
    'image.missing',
    'Write images/boat.png',
    'first: "images/boat.png"\nlast: images/boat.png',
    { missing: ['work/boat.png'] },
  ],
  [
    'extends: ./stile.video.md',
    'extends.unreadable',
    'Write style.video.md',
    'extends: ./style.video.md',
    { bases: { 'style.video.md': 'Style.\n' } },
  ],
  [
    'images: [{ path: a.png, role: fist }]',
    'value.role',
    'Write first',
    'images: [{ path: a.png, role: first }]',
  ],
  ['model: veo3.1-fest', 'model.unknown', 'Use Veo 3.1 Fast ($0.32)', 'model: veo3.1-fast'],
  ['seed: 1\nnonsense: x', 'key.unknown', 'Remove the key “nonsense”', 'seed: 1'],
];

describe('the quick fixes of a prompt file', () => {
  for (const [options, code, title, expected, more] of cases) {
    it(`settle ${code} by “${title}”`, async () => {
      const text = file(options);
      const fixes = await fixesOf(text, code, more);
      const fix = fixes.find((one) => one.title === title);
      assert.ok(fix !== undefined && 'edits' in fix, fixes.map((one) => one.title).join());
      const after = applyEdits(text, fix.edits);
      assert.equal(
        after.replaceAll(/([[{]) | (?=[\]}])/g, '$1'),
        file(expected).replaceAll(/([[{]) | (?=[\]}])/g, '$1'),
      );
      const left = findingsOf(await openText(after, { ...around, ...more }).checked());
      assert.deepEqual(
        left.filter((one) => one.code === code),
        [],
      );
    });
  }

  it('name the shot that was meant, else those that there are', async () => {
    const titles = async (options: string) =>
      (await fixesOf(two(options), 'clip.unknown')).map(({ title }) => title);
    assert.deepEqual(await titles('first: { clip: ./on }'), ['Write ./one']);
    assert.deepEqual(await titles('first: { clip: ./somewhere-else }'), ['Write ./one', 'Write ./two']);
  });

  it('offer models with their prices, which do what is asked', async () => {
    const titles = (await fixesOf(file('model: veo3.1-fast\nseconds: 5'), 'seconds.set')).map(
      ({ title }) => title,
    );
    assert.equal(titles[0], 'Use 4 s');
    assert.equal(
      titles.filter((title) => /^Use .* \((?:at least )?\$[\d.]+\)$/.test(title)).length,
      3,
      titles.join(),
    );
  });

  it('prefer the first that is an edit', async () => {
    const preferred = (await fixesOf(file('seconds: 5'), 'seconds.set')).map(
      ({ isPreferred }) => isPreferred,
    );
    assert.deepEqual(preferred, [true, false, false, false]);
  });

  it('lead to a copy that is drawn where an image has another shape', async () => {
    const text =
      '---\nmodel: veo3.1-fast\naspectRatio: 9:16\n---\n## One\n\n```yaml\nfirst: a.png\n```\n\nA.\n';
    const draws = (await fixesOf(text, 'image.shape')).filter((fix) => 'draw' in fix);
    assert.deepEqual(
      draws.map(({ title, draw, isPreferred }) => [title, draw, isPreferred]),
      [['Crop or pad…', { slug: 'one', cell: '', index: 0 }, false]],
    );
  });

  it('are none of what another file says wrong, or of what is not touched', async () => {
    const bases = { 'style.video.md': '---\nmodle: x\n---\n' };
    assert.deepEqual(await fixesOf(file('extends: ./style.video.md'), 'key.misspelled', { bases }), []);
    const open = openText(file('secnds: 8'), around);
    assert.deepEqual(await quickFixes(open, { start: 0, end: 2 }), []);
    assert.notDeepEqual(await quickFixes(open, { start: 4, end: 4 }), []);
  });

  it('stay within any text and change it', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (text) => {
        const open = openText(text, around);
        for (const fix of await quickFixes(open, { start: 0, end: text.length })) {
          if (!('edits' in fix)) continue;
          let last = 0;
          for (const { start, end } of [...fix.edits].sort((one, other) => one.start - other.start)) {
            assert.ok(last <= start && start <= end && end <= text.length, fix.title);
            last = end;
          }
          assert.notEqual(applyEdits(text, fix.edits), text, fix.title);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('leave fewer findings of the kind that they are for', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (text) => {
        const open = openText(text);
        const before = findingsOf(await open.checked());
        const count = (found: typeof before, code: string) => found.filter((one) => one.code === code).length;
        for (const fix of await quickFixes(open, { start: 0, end: text.length })) {
          // Another model may have rules of its own; what a person has to name is only begun.
          if (!('edits' in fix) || !fix.isPreferred) continue;
          const after = findingsOf(await openText(applyEdits(text, fix.edits)).checked());
          const { code } = fix.of;
          assert.ok(
            count(after, code) < count(before, code),
            `${code}: ${fix.title}\n${JSON.stringify(text)}`,
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});
