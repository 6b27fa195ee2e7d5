import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as vscode from 'vscode';
import type { VideoPromptApi, VideoRequestInput } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { activate, folder, wholePng, offerRenders } from './world.ts';

describe('a hostile workspace', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  let outside: string;
  before(async () => {
    ({ provider, stop } = await offerRenders());
    outside = await mkdtemp(join(tmpdir(), 'video-prompt-outside-'));
    api = await activate();
  });
  after(async () => {
    await stop();
    await rm(outside, { recursive: true, force: true });
  });

  /** Said before anything is read of it. */
  const noFile = /it is not an ordinary file/;
  const creates = () => provider.log.filter(({ method }) => method === 'POST').length;
  const inFolder = (name: string) => join(folder().fsPath, name);

  async function assertRefused(input: VideoRequestInput, words = /./): Promise<void> {
    const before = creates();
    await assert.rejects(api.generate(input), (error) => {
      assert.equal(Reflect.get(Object(error), 'code'), 'request.invalid');
      assert.equal(Reflect.get(Object(error), 'spent'), 'no');
      assert.match(String(error), words);
      return true;
    });
    assert.equal(creates(), before);
  }

  it('cannot make an image of a pipe that never ends', async () => {
    execFileSync('mkfifo', [inFolder('pipe.png')]);
    await assertRefused({ prompt: 'A pipe', images: [vscode.Uri.file(inFolder('pipe.png'))] }, noFile);
  });

  it('cannot make an image of a device behind a link', async () => {
    await symlink('/dev/zero', inFolder('zero.png'));
    await assertRefused({ prompt: 'A device', images: [vscode.Uri.file(inFolder('zero.png'))] }, noFile);
  });

  it('cannot have a file that is no image sent, by a link or a path out of the workspace', async () => {
    await symlink('/etc/passwd', inFolder('passwd.png'));
    for (const path of [inFolder('passwd.png'), inFolder('../../../../../../etc/passwd'), '/etc/passwd'])
      await assertRefused({ prompt: 'A secret', images: [vscode.Uri.file(path)] });
  });

  for (const output of [
    '../../clip.mp4',
    '/tmp/clip.mp4',
    'a/../../clip',
    'evil\u202e4pm.exe',
    'CON',
    'a\0b',
    'x'.repeat(300),
  ]) {
    it(`cannot lead the clip to ${JSON.stringify(output.slice(0, 30))}`, async () => {
      await assertRefused({ prompt: 'Out of here', output });
    });
  }

  it('cannot lead the clip out through a linked folder, and nothing is paid for it', async () => {
    await symlink(outside, inFolder('linked'));
    await assertRefused({ prompt: 'Through a link', output: 'linked/deep/' }, /output: .*link/);
    assert.deepEqual(await readdir(outside), []);
  });

  it('cannot have an image sent by a text that leads out of the workspace', async () => {
    await writeFile(join(outside, 'private.png'), wholePng(1280, 720));
    const address = vscode.Uri.file(join(outside, 'private.png')).toString();
    for (const path of [
      relative(folder().fsPath, join(outside, 'private.png')),
      address,
      'linked/private.png',
    ])
      await assertRefused({ prompt: 'A private image', images: [path] }, /images\[0\]: /);
  });
});
