import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recipeText } from '../../../src/core/recipe.ts';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { planLines } from '../../demo/planFile.ts';
import { repository } from '../../support/paths.ts';
import { makeJob } from '../core/makeJob.ts';

const prompts = join(repository, 'test/demo/prompts');

describe('a prompt file without an editor', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-prompt-plan-'));
    await cp(prompts, folder, { recursive: true });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('says what it asks for and what that costs', () => {
    const script = join(repository, 'test/demo/planFile.ts');
    const { stdout, stderr } = spawnSync(process.execPath, [script, join(prompts, 'boat.video.md')], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.deepEqual(stdout.trim().split('\n'), [
      'Leaving the harbour · no clip yet · $0.32',
      'The storm · no clip yet · $0.32',
      'Home again (4s) · no clip yet · $0.32',
      'Home again (6s) · no clip yet · $0.48',
      '4 of 4 to render: $1.44',
    ]);
  });

  it('needs nothing of one', async () => {
    const text = await readFile(join(repository, 'test/demo/planFile.ts'), 'utf8');
    const rooms = [...text.matchAll(/src\/(\w+)\//g)].map(([, room]) => room);
    assert.deepEqual([...new Set(rooms)].sort(), ['runtime', 'shots', 'words']);
  });

  it('tells what is current from what is stale', async () => {
    const file = join(folder, 'boat.video.md');
    const clip = join(folder, 'boat/home-again.4s-1.mp4');
    await mkdir(join(folder, 'boat'));
    await writeFile(clip, 'clip');
    const request = {
      prompt:
        '35 mm film, soft light, a camera that moves slowly.\n\nA small sailing boat, seen from the quay.\n\nThe boat comes home at dusk.',
      model: 'veo3.1-fast',
      seconds: 4,
      aspectRatio: '16:9',
      resolution: '720p',
      images: [],
    };
    const uri = (path: string) => pathToFileURL(path).href;
    const job = makeJob({
      state: 'saved',
      request,
      output: { workspaceFolderUri: uri(folder), directoryUri: uri(join(folder, 'boat')), baseName: 'x' },
      source: {
        promptFileUri: uri(file),
        shot: 'home-again',
        cell: '4s',
        take: 1,
        digest: sha256(recipeText(request)),
      },
      clip: { bytes: 4, sha256: sha256('clip'), extension: '.mp4', uri: uri(clip) },
    });
    await writeFile(`${clip}.json`, writeSidecar(job, { savedAt: 1 }));
    const lines = await planLines(file, folder);
    assert.equal(lines[2], 'Home again (4s) · current · $0.32');
    assert.equal(lines.at(-1), '3 of 4 to render: $1.12');
    await writeFile(file, (await readFile(file, 'utf8')).replace('at dusk', 'at night'));
    assert.equal((await planLines(file, folder))[2], 'Home again (4s) · stale: prompt · $0.32');
  });
});
