import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/promptFile/textEdit.ts';
import { copyEdits } from '../../../src/promptLanguage/copyEdits.ts';
import { fixEdits } from '../../../src/promptLanguage/fixEdits.ts';
import { otherModels } from '../../../src/promptLanguage/otherModels.ts';
import { checkText, fileUri } from './checkText.ts';

/** The text after the fix of the first finding of this code. */
async function fixed(text: string, code: string, bases?: Record<string, string>): Promise<string> {
  const { resolved, shots } = await checkText(text, bases === undefined ? {} : { bases });
  for (const shot of shots) {
    const fix = shot.findings.find((finding) => finding.code === code)?.fix;
    const edits = fix === undefined ? undefined : fixEdits({ file: resolved.file, fileUri }, shot, fix);
    if (edits !== undefined) return applyEdits(text, edits);
  }
  throw new Error(`No fix of ${code}.`);
}

describe('the edits of a fix', () => {
  it('change the value where it is said, and keep comments', async () => {
    assert.equal(
      await fixed('---\nseconds: 5 # short\n---\n## One\n\nA.\n', 'seconds.set'),
      '---\nseconds: 4 # short\n---\n## One\n\nA.\n',
    );
    assert.equal(
      await fixed('---\nseconds: 4\n---\n## One\n\n```yaml\nseconds: 5\n```\n\nA.\n', 'seconds.set'),
      '---\nseconds: 4\n---\n## One\n\n```yaml\nseconds: 4\n```\n\nA.\n',
    );
  });

  it('change one value of a matrix, and leave out one that is there already', async () => {
    const text = '---\nmatrix: { model: [veo3.1], seconds: [8, 5] }\n---\nA.\n';
    assert.match(await fixed(text, 'seconds.set'), /model: \[veo3\.1\], seconds: \[8, 4\]/);
    const twice = '---\nmatrix: { seconds: [4, 5] }\n---\nA.\n';
    assert.match(await fixed(twice, 'seconds.set'), /seconds: *(\[4\]|\n *- 4\n)/);
  });

  it('say in the shot what a base says wrong', async () => {
    const text = '---\nextends: ./style.video.md\n---\n## One\n\nA.\n';
    const bases = { 'style.video.md': '---\nseconds: 5\n---\n' };
    assert.match(await fixed(text, 'seconds.set', bases), /## One\n\n```yaml\nseconds: 4\n```/);
  });

  it('give images other roles in their order, each by the path that was written', async () => {
    const text = '---\nmodel: veo3.1-fast\nlast: "./art/a b.png"\n---\nA @image1.\n';
    assert.equal(
      await fixed(text, 'images.lastNeedsFirst'),
      '---\nmodel: veo3.1-fast\nimages:\n  - path: ./art/a b.png\n    role: first\n---\nA @image1.\n',
    );
  });

  it('take a wish back that the model does not hear', async () => {
    const text = '---\nmodel: veo3.1-fast\nnegativePrompt: fog\n---\nA.\n';
    assert.equal(await fixed(text, 'negativePrompt.unsupported'), '---\nmodel: veo3.1-fast\n---\nA.\n');
  });
});

describe('the other models that a quick fix offers', () => {
  async function offered(text: string, code: string): Promise<readonly string[]> {
    const checked = await checkText(text);
    const shots = checked.shots.filter(({ findings }) => findings.some((one) => one.code === code));
    const finding = shots[0]?.findings.find((one) => one.code === code);
    return finding === undefined ? [] : otherModels(checked, finding, shots).map(({ model }) => model.id);
  }

  it('can do all that the shots ask', async () => {
    const text = '---\nmodel: veo3.1-fast\nseconds: 5\n---\nA.\n';
    const ids = await offered(text, 'seconds.set');
    assert.equal(ids.length, 3);
    for (const id of ids) {
      const { shots } = await checkText(text.replace('veo3.1-fast', () => id));
      assert.deepEqual(
        shots.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error')),
        [],
      );
    }
    const several = await checkText('---\nseconds: 5\nmatrix: { aspectRatio: [1:1, 21:9] }\n---\nA.\n');
    const findings = several.shots.map((shot) => shot.findings.find(({ code }) => code === 'seconds.set'));
    assert.ok(findings[0] !== undefined);
    for (const { model } of otherModels(several, findings[0], several.shots)) {
      const shapes = model.sizes.map(({ aspectRatio }) => aspectRatio);
      assert.ok(shapes.includes('1:1') && shapes.includes('21:9'), model.id);
    }
  });

  it('begin with the one that a misspelled name means', async () => {
    assert.equal((await offered('---\nmodel: viduq3-turb\n---\nA.\n', 'model.unknown'))[0], 'viduq3-turbo');
  });

  it('are none where no model helps', async () => {
    assert.deepEqual(await offered('---\nvariants: 9\n---\nA.\n', 'variants.range'), []);
  });
});

describe('a copy in the place of an image', () => {
  async function copied(text: string, index: number, bases?: Record<string, string>): Promise<string> {
    const { resolved, shots } = await checkText(text, bases === undefined ? {} : { bases });
    const shot = shots.at(-1);
    const found = { file: resolved.file, fileUri };
    const edits =
      shot === undefined ? undefined : copyEdits(found, shot, index, 'file:///work/images/b-720x1280.png');
    return edits === undefined ? 'none' : applyEdits(text, edits);
  }

  it('is named where the path is said, and nowhere else', async () => {
    const text = (path: string) =>
      `---\nfirst: ${path} # quay\nlast: "images/b.png"\n---\n## One\n\n\`\`\`yaml\nfirst: images/b.png\n\`\`\`\n\nA.\n\n## Two\n\nB.\n`;
    assert.equal(await copied(text('images/b.png'), 0), text('images/b-720x1280.png'));
    assert.equal(
      await copied(text('images/b.png'), 1),
      text('images/b.png').replace('"images/b.png"', '"images/b-720x1280.png"'),
    );
    const windows = text('images/b.png').replaceAll('\n', '\r\n');
    assert.equal(await copied(windows, 0), text('images/b-720x1280.png').replaceAll('\n', '\r\n'));
  });

  it('is named in the shot where a base file says the path', async () => {
    const text = '---\nextends: ./style.video.md\n---\n## One\n\nA.\n';
    const bases = { 'style.video.md': '---\nfirst: images/b.png\n---\n' };
    assert.match(
      await copied(text, 0, bases),
      /## One\n\n```yaml\nimages:\n +- path: images\/b-720x1280\.png\n +role: first\n```/,
    );
  });

  it('has no place where the image is the frame of a clip', async () => {
    const text = '## One\n\nA.\n\n## Two\n\n```yaml\nfirst: { clip: ./one }\n```\n\nB.\n';
    assert.equal(await copied(text, 0), 'none');
  });
});
