import assert from 'node:assert/strict';
import { type Mark, marksOf } from '../../../src/promptLanguage/marks.ts';
import { checkText } from './checkText.ts';

async function marks(text: string, options?: Parameters<typeof checkText>[1]): Promise<readonly string[]> {
  const told = ({ range, ...mark }: Mark) =>
    `${mark.kind === 'problem' ? mark.problem.code : mark.finding.code}: ${text.slice(range.start, range.end)}`;
  return marksOf(await checkText(text, options)).map(told);
}

describe('the marks of a prompt file', () => {
  it('stand at the value that is wrong: in the shot, else in the front matter', async () => {
    const text =
      '---\nseconds: 5\n---\n## One\n\nA.\n\n## Two\n\n```yaml\nseconds: 7\n```\n\nB.\n\n## Three\n\nC.\n';
    assert.deepEqual(await marks(text), ['seconds.set: 5', 'seconds.set: 7']);
  });

  it('stand at the value of a matrix that makes the clip', async () => {
    const text = '---\nmatrix: { seconds: [4, 5], resolution: [720p, 9p] }\n---\nA.\n';
    assert.deepEqual(await marks(text), ['resolution.unsupported: 9p', 'seconds.set: 5']);
  });

  it('stand at the value of the block where it takes the place of the matrix', async () => {
    const text = '---\nmatrix: { seconds: [4, 8] }\n---\n## One\n\n```yaml\nseconds: 5\n```\n\nA.\n';
    assert.deepEqual(await marks(text), ['seconds.set: 5']);
  });

  it('stand at the image that is meant, whatever key says it', async () => {
    const text = '---\nfirst: a.png\nlast: b.png\n---\nA.\n';
    assert.deepEqual(await marks(text, { missing: ['b.png'] }), ['image.missing: b.png']);
    const list = '---\nimages:\n  - a.png\n  - path: "c d.png"\n---\nA.\n';
    assert.deepEqual(await marks(list, { missing: ['c%20d.png'] }), ['image.missing: "c d.png"']);
  });

  it('stand at the path of the base that says the value', async () => {
    const text = '---\nextends: ./style.video.md\n---\nA.\n';
    const bases = { 'style.video.md': '---\nseconds: 5\n---\n' };
    assert.deepEqual(await marks(text, { bases }), ['seconds.set: ./style.video.md']);
  });

  it('stand at the heading where nobody says it, and at the name in the prompt', async () => {
    assert.deepEqual(await marks('## One\n\nA @image1.\n\n## Two\n'), [
      'prompt.imageMissing: @image1',
      'prompt.empty: ## Two',
    ]);
    assert.deepEqual(await marks('---\nmodel: gen3a_turbo\n---\nA.\n'), ['images.tooFew: gen3a_turbo']);
    assert.deepEqual(await marks('---\nmodel: gen3a_turbo\n---\n## One\n\nA.\n'), ['images.tooFew: ## One']);
  });

  it('are no reproach to a file of options that others extend', async () => {
    assert.deepEqual(await marks('---\nmodel: veo3.1-fast\n---\n'), []);
  });

  it('take the frame of a clip to come for an image', async () => {
    const text =
      '---\nmodel: veo3.1-fast\n---\n## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./one }\n```\n\nFrom @image1.\n';
    assert.deepEqual(await marks(text), []);
  });

  it('take the last frame of a clip that is there for an image', async () => {
    const text = '---\nmodel: veo3.1-fast\nfirst: { clip: old/boat.mp4 }\n---\nA @image1 @image2.\n';
    assert.deepEqual(await marks(text), ['prompt.imageMissing: @image2']);
  });

  it('tell once what several shots share, and about which', async () => {
    const text = '---\nseconds: 5\n---\n## One\n\nA.\n\n## Two\n\nB.\n';
    const [mark, ...others] = marksOf(await checkText(text));
    assert.deepEqual(others, []);
    assert.ok(mark?.kind === 'finding');
    assert.deepEqual(
      mark.shots.map(({ shot }) => shot.slug),
      ['one', 'two'],
    );
  });
});
