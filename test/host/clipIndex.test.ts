import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { type ClipIndex, createClipIndex } from '../../src/editor/promptFiles/clipIndex.ts';
import { until } from '../support/until.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { folder } from './world.ts';

describe('the index of clips', () => {
  let index: ClipIndex;
  const at = (path: string) => vscode.Uri.joinPath(folder(), 'index test', path);
  const promptFile = at('boat.video.md');

  async function record(path: string, { take, isThere = true }: { take: number; isThere?: boolean }) {
    const uri = at(path);
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: folder().toString(), directoryUri: at('').toString(), baseName: 'x' },
      source: { promptFileUri: promptFile.toString(), shot: 'storm', cell: '', take },
      clip: { bytes: 4, sha256: 'a'.repeat(64), extension: '.mp4', uri: uri.toString() },
    });
    if (isThere) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('clip'));
    const sidecar = uri.with({ path: `${uri.path}.json` });
    await vscode.workspace.fs.writeFile(sidecar, new TextEncoder().encode(writeSidecar(job, { savedAt: 1 })));
  }

  const takes = async (file = promptFile) =>
    (await index.takesOf(file)).map(({ uri, isThere, sidecar }) => [
      uri.path.slice(at('').path.length),
      sidecar.source?.take,
      isThere,
    ]);

  before(async () => {
    await record('boat/storm-2.mp4', { take: 2 });
    await record('elsewhere/deep/storm-1.mp4', { take: 1, isThere: false });
    await vscode.workspace.fs.writeFile(at('boat/broken.mp4.json'), new TextEncoder().encode('{'));
    index = createClipIndex();
  });
  after(() => {
    index.dispose();
  });

  it('finds the takes of a prompt file wherever they lie, and what is left of a clip that is gone', async () => {
    assert.deepEqual(await takes(), [
      ['elsewhere/deep/storm-1.mp4', 1, false],
      ['boat/storm-2.mp4', 2, true],
    ]);
    assert.deepEqual(await takes(at('other.video.md')), []);
  });

  it('notices clips and sidecars that come and go', async () => {
    let told = 0;
    const listening = index.onDidChange(() => (told += 1));
    await record('boat/storm-3.mp4', { take: 3 });
    await until('the new take', async () => (await takes()).some(([, take]) => take === 3));
    await vscode.workspace.fs.delete(at('boat/storm-2.mp4'));
    await until('the loss', async () => (await takes()).some(([, take, isThere]) => take === 2 && !isThere));
    await vscode.workspace.fs.delete(at('boat/storm-2.mp4.json'));
    await until('the end', async () => (await takes()).every(([, take]) => take !== 2));
    await until('somebody is told', () => told > 0);
    listening.dispose();
  });
});
