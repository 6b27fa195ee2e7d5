import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { markKept } from '../../src/core/sidecarEdits.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import type { RecordedClip } from '../../src/shots/recordedClip.ts';
import { keepTake } from '../../src/editor/takes/keepTake.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { makeJob } from '../unit/core/makeJob.ts';

/** Files in memory, of which some cannot be written. */
class Files implements vscode.FileSystemProvider {
  readonly texts = new Map<string, string>();
  readonly held = new Set<string>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = () => [];
  createDirectory = () => undefined;
  delete = () => undefined;
  rename = () => undefined;

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const text = this.texts.get(uri.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.held.has(uri.path)) throw vscode.FileSystemError.NoPermissions(uri);
    this.texts.set(uri.path, new TextDecoder().decode(content));
  }
}

describe('keeping a take', () => {
  const files = new Files();
  const at = (path: string) => vscode.Uri.from({ scheme: 'vp-keep-test', authority: 'test', path });
  let registered: vscode.Disposable;
  before(() => {
    registered = vscode.workspace.registerFileSystemProvider('vp-keep-test', files);
    for (const take of [1, 2]) {
      const clip = at(`/film/storm-${String(take)}.mp4`);
      const job = makeJob({
        state: 'saved',
        output: {
          workspaceFolderUri: at('/').toString(),
          directoryUri: at('/film').toString(),
          baseName: 'storm',
        },
        source: { promptFileUri: at('/film.video.md').toString(), shot: 'storm', cell: '', take },
        clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: clip.toString() },
      });
      files.texts.set(`${clip.path}.json`, markKept(writeSidecar(job, { savedAt: 1 }), take === 1));
    }
  });
  after(() => {
    registered.dispose();
  });

  const recorded = (): readonly RecordedClip[] =>
    [...files.texts].map(([path, text]) => ({
      uri: at(path.replace('.json', '')).toString(),
      sidecarUri: at(path).toString(),
      sidecar: readSidecar(text),
      isThere: true,
    }));
  const keep = async (path: string) => {
    const takes = recorded();
    const index = {
      all: () => Promise.resolve(takes),
      takesOf: () => Promise.resolve(takes),
      unreadable: () => Promise.resolve([]),
      refresh: () => Promise.resolve(),
      onDidChange: () => new vscode.Disposable(() => undefined),
      dispose: () => undefined,
    };
    await keepTake(index, at(path), true);
  };
  const kept = () => recorded().map(({ sidecar }) => sidecar.kept === true);

  it('leaves the choice as it was where the sidecar cannot be written, and says so', async () => {
    files.held.add('/film/storm-2.mp4.json');
    await assert.rejects(keep('/film/storm-2.mp4'), {
      code: 'output.unavailable',
      message: 'storm-2.mp4.json cannot be written, so the choice stays as it was.',
    });
    assert.deepEqual(kept(), [true, false]);
  });
});
