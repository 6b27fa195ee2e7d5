import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { noteSidecars, sidecarOnDisk } from '../../../src/runtime/sidecarNotes.ts';
import { noteIn, type SidecarNote } from '../../../src/shots/sidecarNote.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from '../store/directory.ts';

const thread = new URL('../../../src/runtime/sidecarThread.ts', import.meta.url);
const count = 300;

/** A workspace folder with many sidecars, one that says nothing, and one that a link leads out to. */
async function inWorkspace(work: (folder: string, uris: readonly string[]) => Promise<void>): Promise<void> {
  await inDirectory(async (directory) => {
    const folder = join(directory, 'film');
    await mkdir(join(folder, 'videos'), { recursive: true });
    const uri = (name: string) => pathToFileURL(join(folder, 'videos', name)).href;
    const textOf = (take: number) =>
      writeSidecar(
        makeJob({
          state: 'saved',
          output: { workspaceFolderUri: uri('..'), directoryUri: uri('.'), baseName: 'storm' },
          source: { promptFileUri: uri('../boat.video.md'), shot: 'storm', cell: '', take },
          clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: uri('storm-1.mp4') },
        }),
        { savedAt: 1 },
      );
    const names = Array.from({ length: count }, (_, at) => `storm-${String(at + 1)}.mp4.json`);
    for (const [at, name] of names.entries()) await writeFile(join(folder, 'videos', name), textOf(at + 1));
    await writeFile(join(folder, 'videos', 'broken.mp4.json'), '{');
    await writeFile(join(directory, 'secret.mp4.json'), textOf(1));
    await symlink(join(directory, 'secret.mp4.json'), join(folder, 'videos', 'led.mp4.json'));
    const all = [...names, 'broken.mp4.json', 'led.mp4.json', 'gone.mp4.json'];
    await work(pathToFileURL(folder).href, all.map(uri));
  });
}

async function notedBy(folder: string, uris: readonly string[], file = thread) {
  const found = new Map<string, SidecarNote>();
  await noteSidecars({ folders: [folder], uris }, file, (uri, note) => {
    assert.ok(!found.has(uri), `${uri} is told once`);
    found.set(uri, note);
  });
  return found;
}

describe('a few sidecars', () => {
  it('are given along as they were read, so that nobody reads them once more', async () => {
    await inWorkspace(async (folder, uris) => {
      const told: unknown[] = [];
      await noteSidecars({ folders: [folder], uris: uris.slice(0, 2) }, thread, (_uri, _found, whole) => {
        told.push(whole?.kind);
      });
      assert.deepEqual(told, ['read', 'read']);
    });
  });
});

describe('sidecars that are read in a thread of their own', () => {
  it('are noted as those that are read one by one', async () => {
    await inWorkspace(async (folder, uris) => {
      const found = await notedBy(folder, uris);
      for (const uri of uris)
        assert.deepEqual(found.get(uri), noteIn(uri, await sidecarOnDisk([folder], uri)), uri);
      assert.equal(found.size, uris.length);
      const [first = '', broken = '', led = '', gone = ''] = [uris[0], ...uris.slice(-3)].map(String);
      const note = found.get(first);
      assert.ok(note?.kind === 'read');
      assert.equal(note.promptFileUri, `${folder}/boat.video.md`);
      assert.deepEqual(found.get(broken), { kind: 'unreadable', isEmpty: false });
      assert.deepEqual(found.get(led), { kind: 'missing' });
      assert.deepEqual(found.get(gone), { kind: 'missing' });
    });
  });

  it('are read without it where it breaks off or cannot be started', async () => {
    await inWorkspace(async (folder, uris) => {
      const broken = new URL(
        `data:text/javascript,import { parentPort } from 'node:worker_threads';
        parentPort.postMessage([[${JSON.stringify(uris[0])}, { kind: 'missing' }]]); throw new Error('It broke off.');`,
      );
      const found = await notedBy(folder, uris, broken);
      assert.equal(found.size, uris.length);
      assert.deepEqual(found.get(uris[0] ?? ''), { kind: 'missing' }, 'what it told is not asked again');
      assert.equal(found.get(uris[1] ?? '')?.kind, 'read');
      const missing = await notedBy(folder, uris, new URL('./none.ts', import.meta.url));
      assert.equal(missing.get(uris[0] ?? '')?.kind, 'read');
    });
  });
});
