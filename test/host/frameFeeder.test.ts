import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VideoPromptError } from '../../src/core/errors.ts';
import type { Failure } from '../../src/core/failure.ts';
import type { Job } from '../../src/core/job.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import type { TakenFrame } from '../../src/shots/frameFeeding.ts';
import type { RecordedClip } from '../../src/shots/recordedClip.ts';
import { startFrameFeeder } from '../../src/editor/promptFiles/frameFeeder.ts';
import { readSidecar } from '../../src/core/readSidecar.ts';
import type { Frame } from '../../src/engine/frames.ts';
import { until } from '../support/until.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { folder, sha256 } from './world.ts';

const at = (path: string) => vscode.Uri.joinPath(folder(), 'feeder', path);
const bytes = new TextEncoder().encode('a clip');

/** One job that waits for another's clip, in a window that has what is given. */
class World {
  readonly frames: Frame[] = [];
  readonly cancelled: (Failure | undefined)[] = [];
  readonly told: unknown[] = [];
  readonly grabbed: string[] = [];
  looks = 0;
  readonly changed = new vscode.EventEmitter<void>();
  clips: readonly RecordedClip[] = [];
  canPlace = true;
  trouble: Error | undefined;
  predecessor = makeJob({
    id: 'before',
    state: 'saved',
    clip: { bytes: 6, sha256: sha256(bytes), extension: '.mp4', uri: at('clip.mp4').toString() },
  });
  waiting: Job[] = [
    makeJob({
      id: 'behind',
      hold: 'frame',
      awaits: { jobId: 'before', role: 'first', at: 0 },
      source: { promptFileUri: at('boat.video.md').toString(), shot: 'storm', cell: '', take: 1 },
    }),
  ];

  /** The first look has come to its end when the second begins. */
  async untilLookedTwice(): Promise<void> {
    const before = this.looks;
    await until('a look', () => this.looks > before);
    this.changed.fire();
    await until('another look', () => this.looks > before + 1);
  }

  start(): vscode.Disposable {
    const nothing = () => ({ dispose: () => undefined });
    return startFrameFeeder({
      session: {
        canPlace: () => this.canPlace,
        clipPath: () => at('kept.mp4').fsPath,
        engine: {
          active: () => this.waiting,
          awaitingFrames: () => {
            this.looks += 1;
            return Promise.resolve(this.waiting.map((job) => ({ job, predecessor: this.predecessor })));
          },
          frame: (id, frame) => {
            this.frames.push(frame);
            return Promise.resolve(this.take(id));
          },
          cancel: (id, failure) => {
            this.cancelled.push(failure);
            return Promise.resolve(this.take(id));
          },
          onDidChangeJob: nothing,
          onDidChange: nothing,
        },
      },
      clipFrames: {
        last: async (clip): Promise<TakenFrame> => {
          this.grabbed.push(clip.path.slice(at('x').path.length - 1));
          if (this.trouble !== undefined) throw this.trouble;
          return {
            uri: 'file:///f.png',
            name: 'f.png',
            bytes,
            clipSha256: sha256(await vscode.workspace.fs.readFile(clip)),
          };
        },
      },
      index: { all: () => Promise.resolve(this.clips), onDidChange: this.changed.event },
      report: (error) => {
        this.told.push(error);
        return Promise.resolve();
      },
    });
  }

  private take(id: string): Job {
    const job = this.waiting.find((one) => one.id === id);
    this.waiting = this.waiting.filter((one) => one !== job);
    assert.ok(job);
    return job;
  }
}

describe('the feeder of frames', () => {
  let world: World;
  let feeding: vscode.Disposable | undefined;

  beforeEach(async () => {
    world = new World();
    await vscode.workspace.fs.writeFile(at('clip.mp4'), bytes);
    await vscode.workspace.fs.writeFile(at('kept.mp4'), bytes);
  });
  afterEach(() => {
    feeding?.dispose();
  });

  it('gives a job the last frame of the very clip, with the digest that is complete now', async () => {
    feeding = world.start();
    await until('the frame', () => world.frames.length > 0);
    assert.equal(world.frames[0]?.clipSha256, sha256(bytes));
    assert.match(world.frames[0].digest ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual([world.grabbed, world.told], [['clip.mp4'], []]);
  });

  it('finds a clip that was moved, and takes one that has no place from where it is kept', async () => {
    await vscode.workspace.fs.rename(at('clip.mp4'), at('moved.mp4'), { overwrite: true });
    const { clip } = world.predecessor;
    assert.ok(clip);
    const sidecar = readSidecar(writeSidecar(world.predecessor, { savedAt: 1 }));
    world.clips = [
      {
        uri: at('moved.mp4').toString(),
        sidecarUri: at('moved.mp4.json').toString(),
        sidecar,
        isThere: true,
      },
    ];
    feeding = world.start();
    await until('the frame', () => world.frames.length > 0);
    feeding.dispose();

    world = new World();
    const failure = { class: 'disk', message: 'full', charged: 'yes' } as const;
    world.predecessor = { ...world.predecessor, state: 'stored', failure };
    feeding = world.start();
    await until('the frame', () => world.frames.length > 0);
    assert.deepEqual(world.grabbed, ['kept.mp4']);
  });

  it('ends the job where the clip is gone, or was changed', async () => {
    await vscode.workspace.fs.writeFile(at('clip.mp4'), new TextEncoder().encode('another clip'));
    feeding = world.start();
    await until('its end', () => world.cancelled.length > 0);
    assert.deepEqual(world.cancelled, [{ class: 'unknown', message: 'follow.clipGone', charged: 'no' }]);
    assert.deepEqual([world.frames, world.grabbed], [[], []]);
  });

  it('leaves it to the window that has the folder, and waits for a clip that is about to be placed', async () => {
    world.canPlace = false;
    feeding = world.start();
    await world.untilLookedTwice();
    feeding.dispose();
    world.canPlace = true;
    world.predecessor = { ...world.predecessor, state: 'stored' };
    feeding = world.start();
    await world.untilLookedTwice();
    assert.deepEqual([world.frames, world.cancelled, world.grabbed], [[], [], []]);
  });

  it('tells trouble once, leaves the job waiting, and tries again when a clip has changed', async () => {
    world.trouble = new VideoPromptError('frame.unavailable', 'The tab was closed.');
    feeding = world.start();
    await until('the trouble', () => world.told.length > 0);
    world.changed.fire();
    await until('another try', () => world.grabbed.length > 1);
    // The try before has come to its end when another one begins.
    world.changed.fire();
    await until('a third try', () => world.grabbed.length > 2);
    assert.deepEqual([world.told.length, world.waiting.length, world.cancelled], [1, 1, []]);
    world.trouble = undefined;
    world.changed.fire();
    await until('the frame', () => world.frames.length > 0);
  });
});
