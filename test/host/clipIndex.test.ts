import assert from 'node:assert/strict';
import { rename as fsRename, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { type ClipIndex, createClipIndex } from '../../src/editor/workspace/clipIndex.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { until } from '../support/until.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { activate, extensionPath, folder, sha256 } from './world.ts';

describe('the index of clips', () => {
  let index: ClipIndex;
  const at = (path: string) => vscode.Uri.joinPath(folder(), 'index test', path);
  const promptFile = at('boat.video.md');

  interface Recorded {
    readonly take: number;
    readonly isThere?: boolean;
    readonly file?: vscode.Uri;
    readonly image?: vscode.Uri;
  }

  async function record(path: string, { take, isThere = true, file = promptFile, image }: Recorded) {
    const uri = at(path);
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: folder().toString(), directoryUri: at('').toString(), baseName: 'x' },
      source: { promptFileUri: file.toString(), shot: 'storm', cell: '', take },
      ...(image === undefined
        ? {}
        : { request: { ...request, images: [{ uri: image.toString(), role: 'first' as const }] } }),
      clip: {
        bytes: path.length,
        sha256: sha256(new TextEncoder().encode(path)),
        extension: '.mp4',
        uri: uri.toString(),
      },
    });
    if (isThere) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(path));
    const sidecar = uri.with({ path: `${uri.path}.json` });
    await vscode.workspace.fs.writeFile(sidecar, new TextEncoder().encode(writeSidecar(job, { savedAt: 1 })));
  }

  /** The file system is watched only some time after a window has opened. */
  async function untilWatched() {
    let told = false;
    const watcher = vscode.workspace.createFileSystemWatcher('**/probe-*');
    watcher.onDidCreate(() => (told = true));
    const probes: vscode.Uri[] = [];
    await until('the file system is watched', async () => {
      const probe = vscode.Uri.joinPath(folder(), `probe-${String(probes.length)}`);
      probes.push(probe);
      await vscode.workspace.fs.writeFile(probe, new Uint8Array());
      return told;
    });
    watcher.dispose();
    await Promise.all(probes.map((probe) => vscode.workspace.fs.delete(probe)));
  }

  const takes = async (file = promptFile) =>
    (await index.takesOf(file.toString())).map(({ uri, isThere, sidecar }) => [
      vscode.Uri.parse(uri).path.slice(at('').path.length + 1),
      sidecar.source?.take,
      isThere,
    ]);

  before(async () => {
    await untilWatched();
    await record('boat/storm-2.mp4', { take: 2 });
    await record('elsewhere/deep/storm-1.mp4', { take: 1, isThere: false });
    await vscode.workspace.fs.writeFile(at('boat/broken.mp4.json'), new TextEncoder().encode('{'));
    index = createClipIndex(vscode.Uri.file(extensionPath()));
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

  it('finds a clip that was moved without its sidecar by its bytes, and a prompt file that was moved by its name', async () => {
    await record('boat/storm-4.mp4', { take: 4 });
    await until('the new take', async () => (await takes()).some(([, take]) => take === 4));
    const moved = at('kept/best.mp4');
    await vscode.workspace.fs.rename(at('boat/storm-4.mp4'), moved);
    await until('the clip elsewhere', async () =>
      (await takes()).some(([path, take, isThere]) => take === 4 && isThere && path === 'kept/best.mp4'),
    );
    const elsewhere = at('scenes/boat.video.md');
    await vscode.workspace.fs.writeFile(elsewhere, new Uint8Array());
    await until('the takes of the moved file', async () => (await takes(elsewhere)).length > 0);
    await vscode.workspace.fs.delete(elsewhere);
    await until('their old place', async () => (await takes()).length > 0);
  });

  describe('of a folder', () => {
    const file = at('scene/raft.video.md');
    const named = async (path: string) => (await takes(at(path))).map(([clip, , isThere]) => [clip, isThere]);
    const says = async (path: string, expected: readonly (readonly [string, boolean])[]) => {
      await until(
        `${path} has ${expected.join()}`,
        async () => JSON.stringify(await named(path)) === JSON.stringify(expected),
      ).catch(async () => assert.deepEqual(await named(path), expected));
    };
    beforeEach(async () => {
      await vscode.workspace.fs.writeFile(file, new Uint8Array());
      await record('scene/raft/storm-1.mp4', { take: 1, file });
      await says('scene/raft.video.md', [['scene/raft/storm-1.mp4', true]]);
    });
    afterEach(async () => {
      for (const name of ['scene', 'moved']) {
        await rm(at(name).fsPath, { recursive: true, force: true });
        // Of a folder that is made again before it was seen to go, the file system may tell nothing.
        await says(`${name}/raft.video.md`, []);
      }
    });

    it('follows a rename in the editor', async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(at('scene'), at('moved'));
      assert.ok(await vscode.workspace.applyEdit(edit));
      await says('moved/raft.video.md', [['moved/raft/storm-1.mp4', true]]);
    });

    it('follows a rename outside of the editor', async () => {
      await fsRename(at('scene').fsPath, at('moved').fsPath);
      await says('moved/raft.video.md', [['moved/raft/storm-1.mp4', true]]);
      await says('scene/raft.video.md', []);
    });

    it('notices that it is deleted in the editor', async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(at('scene/raft'), { recursive: true });
      assert.ok(await vscode.workspace.applyEdit(edit));
      await says('scene/raft.video.md', []);
    });

    it('notices that it is deleted outside of the editor', async () => {
      await rm(at('scene/raft').fsPath, { recursive: true });
      await says('scene/raft.video.md', []);
    });
  });

  it('keeps what belongs together when it is renamed in the editor', async () => {
    await (await activate()).spend();
    const file = at('film/raft.video.md');
    const image = at('images/dawn.png');
    await vscode.workspace.fs.writeFile(file, new Uint8Array());
    await vscode.workspace.fs.writeFile(image, new Uint8Array([1]));
    await record('film/boat/storm-1.mp4', { take: 1, file, image });
    await vscode.workspace.fs.writeFile(at('film/boat/storm-1.mp4.jpg'), new Uint8Array([2]));
    await until('the take', async () => (await takes(file)).length === 1);

    const rename = async (from: string, to: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(at(from), at(to));
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    const told = async (path: string) => {
      const { source, request: asked } = readSidecar(
        new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path))),
      );
      return [source?.file, asked.images[0]?.path];
    };
    const untilTold = async (path: string, expected: readonly (string | undefined)[]) => {
      await until(`${path} says ${expected.join(', ')}`, async () => {
        try {
          return (await told(path)).join() === expected.join();
        } catch {
          return false;
        }
      });
    };
    await untilTold('film/boat/storm-1.mp4.json', ['../raft.video.md', '../../images/dawn.png']);
    await rename('film/boat/storm-1.mp4', 'film/best of/storm.mp4');
    await untilTold('film/best of/storm.mp4.json', ['../raft.video.md', '../../images/dawn.png']);
    await until('the poster', async () => {
      try {
        return (await vscode.workspace.fs.stat(at('film/best of/storm.mp4.jpg'))).size > 0;
      } catch {
        return false;
      }
    });
    await rename('film/best of/storm.mp4', 'storm.mp4');
    await untilTold('storm.mp4.json', ['film/raft.video.md', 'images/dawn.png']);
    await rename('images', 'pictures');
    await untilTold('storm.mp4.json', ['film/raft.video.md', 'pictures/dawn.png']);
    await rename('film/raft.video.md', 'ship.video.md');
    await untilTold('storm.mp4.json', ['ship.video.md', 'pictures/dawn.png']);
    await until('the take of the renamed file', async () => (await takes(at('ship.video.md'))).length === 1);
  });
});
