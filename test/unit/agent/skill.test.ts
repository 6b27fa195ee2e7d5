import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toolNames } from '../../../src/agent/toolNames.ts';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { repository } from '../../support/paths.ts';

interface Manifest {
  readonly contributes: { readonly chatSkills: readonly { readonly path: string }[] };
}

describe('the skill', () => {
  let path: string;
  let text: string;

  before(async () => {
    const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as Manifest;
    path = manifest.contributes.chatSkills[0]?.path ?? '';
    text = await readFile(join(repository, path), 'utf8');
  });

  it('is called as its folder is, without which no host loads it', () => {
    const [, name] = /^---\nname: (.+)\n/.exec(text) ?? [];
    assert.equal(name, basename(dirname(path)));
  });

  it('shows a prompt file in which nothing is wrong', () => {
    const [, example = ''] = /```markdown\n([\s\S]*?)```/.exec(text) ?? [];
    const { problems, shots } = readPromptFile(example);
    assert.deepEqual([problems.length, shots.length], [0, 2]);
  });

  it('names every tool that costs or prices something', () => {
    for (const name of toolNames.filter((one) => one !== 'models'))
      assert.ok(text.includes(`\`${name}\``), name);
  });
});
