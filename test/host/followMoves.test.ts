import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import { until } from '../support/until.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';
import { folder } from './world.ts';

describe('what belongs together follows a rename in the editor', () => {
  const at = (path: string) => vscode.Uri.joinPath(folder(), 'moves test', path);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const write = async (path: string, text = path) => {
    await vscode.workspace.fs.writeFile(at(path), bytes(text));
  };

  interface Recorded {
    readonly file?: string;
    readonly image?: string;
    /** The image is the last frame of this clip. */
    readonly clip?: string;
  }

  async function record(path: string, { file = 'boat.video.md', image, clip }: Recorded = {}) {
    const from = clip === undefined ? {} : { clip: { uri: at(clip).toString(), sha256: 'b'.repeat(64) } };
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: folder().toString(), directoryUri: at('').toString(), baseName: 'x' },
      source: { promptFileUri: at(file).toString(), shot: 'storm', cell: '', take: 1 },
      ...(image === undefined
        ? {}
        : {
            request: { ...request, images: [{ uri: at(image).toString(), role: 'first' as const, ...from }] },
          }),
      clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: at(path).toString() },
    });
    await write(path);
    await write(`${path}.jpg`);
    await write(`${path}.json`, writeSidecar(job, { savedAt: 1 }));
  }

  async function rename(...moves: readonly (readonly [from: string, to: string])[]): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    for (const [from, to] of moves) edit.renameFile(at(from), at(to));
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  async function told(path: string): Promise<string> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(at(`${path}.json`)));
      const { source, request: asked } = readSidecar(text);
      return [source?.file, ...asked.images.flatMap(({ path: image, clip }) => [image, clip])]
        .filter((one) => one !== undefined)
        .join();
    } catch {
      return 'no sidecar';
    }
  }

  async function says(path: string, expected: string): Promise<void> {
    let last = '';
    await until(`${path} says ${expected}`, async () => (last = await told(path)) === expected).catch(() =>
      assert.equal(last, expected),
    );
  }

  const isThere = async (path: string) => {
    try {
      await vscode.workspace.fs.stat(at(path));
      return true;
    } catch {
      return false;
    }
  };

  beforeEach(async () => {
    await write('boat.video.md', '## Storm\n\nWaves\n');
    await write('images/dawn.png');
    await record('boat/storm-1.mp4', { image: 'images/dawn.png' });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(at(''), { recursive: true });
  });

  it('in a window in which nothing else was used yet', async () => {
    await rename(['boat/storm-1.mp4', 'best.mp4']);
    await says('best.mp4', 'boat.video.md,images/dawn.png');
    await until('the poster', () => isThere('best.mp4.jpg'));
    assert.equal(await isThere('boat/storm-1.mp4.json'), false);
    await rename(['images/dawn.png', 'images/dusk.png']);
    await says('best.mp4', 'boat.video.md,images/dusk.png');
    await rename(['boat.video.md', 'ship.video.md']);
    await says('best.mp4', 'ship.video.md,images/dusk.png');
  });

  it('also a whole folder, with a dot in its name', async () => {
    await record('take.2/storm-2.mp4', { image: 'images/dawn.png', clip: 'boat/storm-1.mp4' });
    await rename(['boat', 'take.1']);
    await says('take.1/storm-1.mp4', '../boat.video.md,../images/dawn.png');
    await says('take.2/storm-2.mp4', '../boat.video.md,../images/dawn.png,../take.1/storm-1.mp4');
    await rename(['take.1', 'old/takes/take.1']);
    await says('old/takes/take.1/storm-1.mp4', '../../../boat.video.md,../../../images/dawn.png');
    await says('take.2/storm-2.mp4', '../boat.video.md,../images/dawn.png,../old/takes/take.1/storm-1.mp4');
  });

  it('several at once, the sidecar and poster among them', async () => {
    await record('boat/storm-2.mp4', { clip: 'boat/storm-1.mp4', image: 'images/dawn.png' });
    await rename(
      ['boat/storm-1.mp4', 'best/storm-1.mp4'],
      ['boat/storm-1.mp4.json', 'best/storm-1.mp4.json'],
      ['images/dawn.png', 'best/dawn.png'],
      ['boat/storm-2.mp4', 'best/storm-2.mp4'],
    );
    await says('best/storm-1.mp4', '../boat.video.md,dawn.png');
    await says('best/storm-2.mp4', '../boat.video.md,dawn.png,storm-1.mp4');
    await until('the posters', async () =>
      (await Promise.all(['best/storm-1.mp4.jpg', 'best/storm-2.mp4.jpg'].map(isThere))).every(Boolean),
    );
    assert.equal(await isThere('boat/storm-2.mp4.json'), false);
  });
});
