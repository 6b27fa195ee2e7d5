import assert from 'node:assert/strict';
import { writeSidecar } from '../../../src/core/sidecar.ts';
import { sidecarLook } from '../../../src/shots/sidecarLook.ts';
import { noteIn } from '../../../src/shots/sidecarNote.ts';
import { createWorkspaceClips, type WorkspaceClips } from '../../../src/shots/workspaceClips.ts';
import { makeJob } from '../core/makeJob.ts';

const root = 'file:///work/film';
const promptFileUri = `${root}/boat.video.md`;
const at = (path: string) => `${root}/${path}`;

/** Files by their places; the text of a clip is its digest. */
class Disk {
  readonly files = new Map<string, string>();
  reads: string[] = [];
  /** Between the reading of all sidecars and the telling of it. */
  whileNoting: () => Promise<void> = () => Promise.resolve();

  record(path: string, digest: string, take = 1, promptFile = promptFileUri): void {
    const job = makeJob({
      state: 'saved',
      output: { workspaceFolderUri: root, directoryUri: root, baseName: 'x' },
      source: { promptFileUri: promptFile, shot: 'storm', cell: '', take },
      clip: { bytes: digest.length, sha256: digest, extension: '.mp4', uri: at(path) },
    });
    this.files.set(at(path), digest);
    this.files.set(at(`${path}.json`), writeSidecar(job, { savedAt: 1 }));
  }

  move(from: string, to: string): void {
    this.files.set(at(to), this.files.get(at(from)) ?? '');
    this.files.delete(at(from));
  }

  ending(ending: string) {
    return () => Promise.resolve([...this.files.keys()].filter((uri) => uri.endsWith(ending)));
  }
}

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

interface Desk {
  readonly disk: Disk;
  readonly clips: WorkspaceClips;
  readonly told: () => number;
  /** What was put off happens now. */
  readonly pass: () => void;
}

function desk(): Desk {
  const disk = new Disk();
  let told = 0;
  const due = new Set<() => void>();
  const clips = createWorkspaceClips({
    files: {
      sidecars: disk.ending('.json'),
      clips: disk.ending('.mp4'),
      promptFiles: disk.ending('.video.md'),
      readSidecar(uri) {
        disk.reads.push(uri);
        const text = disk.files.get(uri);
        return Promise.resolve(
          sidecarLook(
            text === undefined
              ? { kind: 'refused', refusal: 'missing' }
              : { kind: 'read', bytes: new TextEncoder().encode(text) },
          ),
        );
      },
      async noteSidecars(uris, note) {
        const found = await Promise.all(
          uris.map(async (uri) => [uri, noteIn(uri, await this.readSidecar(uri))] as const),
        );
        await disk.whileNoting();
        for (const [uri, one] of found) note(uri, one);
      },
      look(uri) {
        const digest = disk.files.get(uri);
        return Promise.resolve({
          bytes: digest?.length,
          pointer: undefined,
          digest: () => Promise.resolve(digest),
        });
      },
      isThere: (uri) => Promise.resolve(disk.files.has(uri)),
    },
    later: (run) => ({ call: () => void due.add(run), dispose: () => void due.delete(run) }),
    tell: () => (told += 1),
  });
  const pass = () => {
    const runs = [...due];
    due.clear();
    for (const run of runs) run();
  };
  return { disk, clips, told: () => told, pass };
}

describe('the clips of a workspace', () => {
  it('are the takes of the prompt file that their sidecars name, the oldest first', async () => {
    const { disk, clips } = desk();
    disk.files.set(promptFileUri, '');
    disk.record('boat/storm-2.mp4', b, 2);
    disk.record('storm-1.mp4', a, 1);
    disk.record('other.mp4', 'c'.repeat(64), 1, at('other.video.md'));
    await clips.load();
    const takes = await clips.takesOf(promptFileUri);
    assert.deepEqual(
      takes.map(({ uri, isThere }) => [uri, isThere]),
      [
        [at('storm-1.mp4'), true],
        [at('boat/storm-2.mp4'), true],
      ],
    );
    assert.equal(clips.all().length, 3);
    assert.ok(clips.hasAnyBelow(at('boat')) && !clips.hasAnyBelow(at('elsewhere')));
  });

  it('are found by their bytes where they were moved without their sidecars, and missed where they are gone', async () => {
    const { disk, clips } = desk();
    disk.record('storm-1.mp4', a);
    disk.record('storm-2.mp4', b);
    disk.move('storm-1.mp4', 'best.mp4');
    disk.files.delete(at('storm-2.mp4'));
    await clips.load();
    assert.deepEqual(
      new Map(clips.all().map(({ uri, isThere }) => [uri, isThere])),
      new Map([
        [at('storm-2.mp4'), false],
        [at('best.mp4'), true],
      ]),
    );
  });

  it('are known as they are now where one changes while all are looked at', async () => {
    const { disk, clips, pass } = desk();
    disk.record('storm-1.mp4', a, 1);
    disk.record('storm-2.mp4', b, 2);
    disk.whileNoting = async () => {
      disk.record('storm-1.mp4', b, 7);
      clips.sidecarChanged(at('storm-1.mp4.json'));
      pass();
      await clips.refresh([]);
    };
    await clips.load();
    assert.deepEqual(
      clips.all().map(({ sidecar }) => sidecar.source?.take),
      [7, 2],
    );
  });

  it('follow a prompt file that was moved, where there is one of its name', async () => {
    const { disk, clips } = desk();
    disk.record('storm-1.mp4', a);
    disk.files.set(at('scenes/boat.video.md'), '');
    await clips.load();
    assert.equal((await clips.takesOf(at('scenes/boat.video.md'))).length, 1);
    clips.promptFileChanged(at('old/boat.video.md'), true);
    assert.equal((await clips.takesOf(at('scenes/boat.video.md'))).length, 0, 'two have that name');
    clips.promptFileChanged(promptFileUri, true);
    assert.equal((await clips.takesOf(promptFileUri)).length, 1, 'the named one is there');
  });

  it('are takes of the other file once their sidecars name it, and of none once these are gone', async () => {
    const { disk, clips } = desk();
    const takes = async () => [
      (await clips.takesOf(promptFileUri)).length,
      (await clips.takesOf(at('other.video.md'))).length,
    ];
    disk.files.set(promptFileUri, '').set(at('other.video.md'), '');
    disk.record('storm-1.mp4', a);
    await clips.load();
    assert.deepEqual(await takes(), [1, 0]);
    disk.record('storm-1.mp4', a, 1, at('other.video.md'));
    await clips.refresh([at('storm-1.mp4.json')]);
    assert.deepEqual(await takes(), [0, 1]);
    disk.files.delete(at('storm-1.mp4.json'));
    await clips.refresh([at('storm-1.mp4.json')]);
    assert.deepEqual(await takes(), [0, 0]);
  });

  it('are looked at again when they change, several at once told once', async () => {
    const { disk, clips, told, pass } = desk();
    await clips.load();
    disk.record('storm-1.mp4', a);
    disk.record('storm-2.mp4', b);
    for (const path of ['storm-1.mp4', 'storm-2.mp4']) {
      clips.clipChanged(at(path), true);
      clips.sidecarChanged(at(`${path}.json`));
    }
    assert.equal(clips.all().length, 0);
    pass();
    // Waits for what is under way.
    await clips.refresh([]);
    assert.equal(clips.all().length, 2);
    pass();
    assert.equal(told(), 1);
    disk.files.delete(at('storm-1.mp4'));
    disk.files.delete(at('storm-1.mp4.json'));
    await clips.refresh([at('storm-1.mp4.json')]);
    assert.deepEqual(
      clips.all().map(({ uri }) => uri),
      [at('storm-2.mp4')],
    );
  });

  it('whose sidecars say nothing are known as such', async () => {
    const { disk, clips } = desk();
    disk.files.set(at('merged.mp4.json'), '<<<<<<< ours');
    disk.files.set(at('full.mp4.json'), '\0\0\0');
    await clips.load();
    assert.deepEqual(clips.all(), []);
    assert.deepEqual(
      clips
        .unreadable()
        .map(({ uri, isEmpty }) => [uri, isEmpty])
        .sort(),
      [
        [at('full.mp4'), true],
        [at('merged.mp4'), false],
      ],
    );
  });

  it('keep the words of a sidecar, and read it once more only when it has changed', async () => {
    const { disk, clips } = desk();
    disk.record('storm-1.mp4', a);
    await clips.load();
    disk.reads = [];
    const [take] = await clips.takesOf(promptFileUri);
    await clips.takesOf(promptFileUri);
    assert.equal(take?.sidecar.request.prompt, makeJob().request.prompt);
    assert.equal(disk.reads.length, 1);
    await clips.refresh([at('storm-1.mp4.json')]);
    await clips.takesOf(promptFileUri);
    assert.equal(disk.reads.length, 2);
  });
});
