import assert from 'node:assert/strict';
import { readPromptFile } from '../../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../../src/core/promptFile/resolvePromptFile.ts';
import { anywhere } from './makeFile.ts';

/** What keeps each shot from being rendered: nothing, codes of errors, or the shot before. */
async function obstacles(text: string, base = ''): Promise<Readonly<Record<string, string>>> {
  const { shots } = await resolvePromptFile(
    readPromptFile(text),
    'file:///w/a.video.md',
    anywhere(() => ({ text: base })),
  );
  return Object.fromEntries(
    shots.map(({ shot, obstacle }) => [
      `${String(shot.index)} ${shot.slug}`,
      obstacle === undefined
        ? ''
        : obstacle.kind === 'before'
          ? `behind ${obstacle.slug}`
          : obstacle.problems.map(({ code }) => code).join(' '),
    ]),
  );
}

const shot = (name: string, yaml = '') =>
  `## ${name}\n\n${yaml === '' ? '' : `\`\`\`yaml\n${yaml}\n\`\`\`\n\n`}Words.\n\n`;
const front = (yaml: string) => `---\n${yaml}\n---\n\n`;

describe('an error of a prompt file', () => {
  it('is that of the shot that it stands in', async () => {
    const text = shot('A') + shot('B', 'sceonds: 8') + shot('C', 'model: [') + shot('D');
    assert.deepEqual(await obstacles(text), {
      '0 a': '',
      '1 b': 'key.misspelled',
      '2 c': 'yaml.brackets',
      '3 d': '',
    });
    assert.deepEqual(await obstacles(shot('A') + shot('A')), { '0 a': '', '1 a': 'shot.duplicate' });
  });

  it('is that of every shot where all take part in it', async () => {
    for (const [yaml, code] of [
      ['sceonds: 8', 'key.misspelled'],
      ['prompt: A #cat', 'value.hash'],
    ] as const) {
      const found = await obstacles(front(yaml) + shot('A', 'seconds: 4') + shot('B'));
      assert.deepEqual(found, { '0 a': code, '1 b': code }, yaml);
    }
    assert.deepEqual(await obstacles(`\n${front('model: a')}${shot('A')}`), {
      '0 model-a': 'frontMatter.place heading.paragraph',
      '1 a': 'frontMatter.place heading.paragraph',
    });
  });

  it('is not that of a shot which says the value itself', async () => {
    const texts: readonly [string, string][] = [
      ['seconds: 8s', 'seconds: 4'],
      ['first: ../../../../a.png', 'references: [b.png]'],
      ['references: b.png', 'first: a.png'],
      ['matrix: { seconds: [a] }', 'matrix: { seconds: [4] }'],
      ['matrix: { seconds: [a] }', 'seconds: 4'],
      ['audio: maybe', 'audio: on'],
    ];
    for (const [wrong, own] of texts) {
      const found = await obstacles(front(wrong) + shot('A', own) + shot('B'));
      assert.equal(found['0 a'], '', `${wrong} against ${own}`);
      assert.notEqual(found['1 b'], '', wrong);
      const ofBase = await obstacles(
        front('extends: ./b.video.md') + shot('A', own) + shot('B'),
        front(wrong),
      );
      assert.equal(ofBase['0 a'], '', `${wrong} of a base`);
      assert.notEqual(ofBase['1 b'], '', `${wrong} of a base`);
      const between = await obstacles(front(`extends: ./b.video.md\n${own}`) + shot('A'), front(wrong));
      assert.equal(between['0 a'], '', `${wrong} of a base, ${own} of the file`);
    }
  });

  it('is found for each shot where it depends on the shot', async () => {
    const text = front('first: { clip: ./a }') + shot('A') + shot('B');
    assert.deepEqual(await obstacles(text), { '0 a': 'clip.self', '1 b': 'behind a' });
    const many = front('matrix: { seed: [1, 2, 3, 4, 5, 6, 7, 8], variants: [1] }') + shot('A');
    assert.deepEqual(await obstacles(many), { '0 a': 'matrix.key' });
    const seeds = Array.from({ length: 65 }, (_, index) => index).join(', ');
    assert.deepEqual(
      await obstacles(front(`matrix: { seed: [${seeds}] }`) + shot('A', 'seed: 1') + shot('B')),
      {
        '0 a': '',
        '1 b': 'shot.tooManyCells',
      },
    );
    const some = Array.from({ length: 60 }, (_, index) => index).join(', ');
    const cells =
      front(`matrix: { seed: [${some}] }`) + ['A', 'B', 'C', 'D', 'E'].map((name) => shot(name)).join('');
    assert.deepEqual(await obstacles(cells), {
      '0 a': '',
      '1 b': '',
      '2 c': '',
      '3 d': 'file.tooManyCells',
      '4 e': 'file.tooManyCells',
    });
  });

  it('leaves out the shots that would start from a clip of it, at any distance', async () => {
    const chain =
      shot('A', 'sceonds: 8') +
      shot('B', 'first: { clip: ./a }') +
      shot('C', 'first: { clip: ./b }') +
      shot('D');
    assert.deepEqual(await obstacles(chain), {
      '0 a': 'key.misspelled',
      '1 b': 'behind a',
      '2 c': 'behind b',
      '3 d': '',
    });
    const circle =
      shot('A', 'first: { clip: ./b }') +
      shot('B', 'first: { clip: ./a }') +
      shot('C', 'first: { clip: ./a }');
    assert.deepEqual(await obstacles(circle), {
      '0 a': 'clip.cycle',
      '1 b': 'clip.cycle',
      '2 c': 'behind a',
    });
  });

  it('holds for every shot whose words it takes away', async () => {
    assert.deepEqual(await obstacles(`${shot('A')}A cat walks.\n---\n\nMore\n\n${shot('B')}`), {
      '0 a': 'heading.paragraph',
      '1 a-cat-walks': 'heading.paragraph',
      '2 b': '',
    });
    assert.deepEqual(await obstacles(`${shot('A')}${shot('B')}a <!-- b\n\n${shot('C')}`), {
      '0 a': '',
      '1 b': 'comment.unclosed',
      '2 c': 'comment.unclosed',
    });
  });

  it('is not lost in a crowd: where more are than are told, nothing is rendered', async () => {
    const crowd = Array.from({ length: 120 }, (_, index) => shot(`S${String(index)}`, 'sceonds: 8')).join('');
    const found = Object.values(await obstacles(shot('A') + crowd));
    assert.ok(found.every((codes) => codes !== ''));
  });

  it('of the only shot is that of its options', async () => {
    assert.deepEqual(await obstacles('Words\n\n```yaml\nseed: 1\nseed: 2\n```\n'), { '0 ': 'key.duplicate' });
    assert.deepEqual(await obstacles(`${front('seed: x')}Words\n\n\`\`\`yaml\nseed: 2\n\`\`\`\n`), {
      '0 ': '',
    });
  });
});
