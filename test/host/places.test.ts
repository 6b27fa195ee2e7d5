import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { JobSummary, VideoPromptApi } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { activate, folder, offerRenders } from './world.ts';

describe('a clip that cannot be put into the workspace', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  let outside: string;

  before(async () => {
    ({ provider, stop } = await offerRenders());
    outside = await mkdtemp(join(tmpdir(), 'video-prompt-outside-'));
    api = await activate();
  });
  afterEach(() => provider.release());
  after(async () => {
    await stop();
    await rm(outside, { recursive: true, force: true });
  });

  const creates = () => provider.stats.creates;

  async function assertKept(job: JobSummary, code: string): Promise<void> {
    assert.equal(job.state, 'stored');
    assert.equal(job.failure?.message, code);
    assert.equal(job.failure.charged, 'yes');
    assert.equal(job.clip?.uri, undefined);
    const clips = await vscode.workspace.findFiles(`**/*${job.id}*`);
    assert.deepEqual(clips, []);
  }

  it('is kept, and says so, where the path is too long for the system', async () => {
    const before = creates();
    const { id } = await api.generate({
      prompt: 'Long path',
      output: `${`${'deep'.repeat(50)}/`.repeat(21)}clip.mp4`,
    });
    await assertKept(await api.waitFor(id), 'place.nameTooLong');
    assert.equal(creates() - before, 1);
  });

  it('is kept where a link leads out of the workspace by then, and nothing is written there', async () => {
    provider.hold();
    const { id } = await api.generate({ prompt: 'Led out', output: 'elsewhere/clip.mp4' });
    await symlink(outside, join(folder().fsPath, 'elsewhere'));
    provider.release();
    await assertKept(await api.waitFor(id), 'place.link');
    assert.deepEqual(await readdir(outside), []);
  });

  it('goes to its place by itself when what stood there is gone', async () => {
    const blocked = vscode.Uri.joinPath(folder(), 'blocked');
    await vscode.workspace.fs.writeFile(blocked, new Uint8Array([1]));
    const { id } = await api.generate({ prompt: 'Blocked', output: 'blocked/clip.mp4' });
    await assertKept(await api.waitFor(id), 'place.blocked');
    const saved = new Promise<JobSummary>((resolve) => {
      const listening = api.onDidChangeJob((job) => {
        if (job.id !== id || job.state !== 'saved') return;
        listening.dispose();
        resolve(job);
      });
    });
    await vscode.workspace.fs.delete(blocked);
    const { clip } = await saved;
    assert.equal(vscode.workspace.asRelativePath(clip?.uri ?? folder()), 'blocked/clip.mp4');
  });

  it('is put into a folder that was deleted while it was rendered', async () => {
    const takes = vscode.Uri.joinPath(folder(), 'gone');
    await vscode.workspace.fs.createDirectory(takes);
    provider.hold();
    const { id } = await api.generate({ prompt: 'Gone meanwhile', output: 'gone/clip.mp4' });
    await vscode.workspace.fs.delete(takes, { recursive: true });
    provider.release();
    const saved = await api.waitFor(id);
    assert.equal(saved.state, 'saved');
    assert.equal(vscode.workspace.asRelativePath(saved.clip?.uri ?? folder()), 'gone/clip.mp4');
  });
});
