import assert from 'node:assert/strict';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Job } from '../../../src/core/job.ts';
import { recipeOfJob } from '../../../src/core/jobRecipe.ts';
import { recipeText } from '../../../src/core/recipe.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { FrameFeeding, type FrameFeedingPorts } from '../../../src/shots/frameFeeding.ts';
import { makeJob } from '../core/makeJob.ts';

const clipUri = 'file:///work/clip.mp4';
const clipSha256 = sha256('a clip');
const waiting = (id: string) =>
  makeJob({
    id,
    hold: 'frame',
    awaits: { jobId: 'before', role: 'first', at: 0 },
    source: { promptFileUri: 'file:///work/boat.video.md', shot: 'storm', cell: '', take: 1 },
  });

class World {
  before: Job = makeJob({
    id: 'before',
    state: 'saved',
    clip: { bytes: 6, sha256: clipSha256, extension: '.mp4', uri: clipUri },
  });
  behind: readonly Job[] = [waiting('behind')];
  /** What lies at places. */
  readonly files = new Map([[clipUri, clipSha256]]);
  /** What was done, one after the other. */
  readonly done: string[] = [];
  readonly digests: (string | undefined)[] = [];
  trouble: Error | undefined;
  canPlace = true;
  looks = 0;
  readonly feeding = new FrameFeeding(this.#ports());

  #ports(): FrameFeedingPorts {
    return {
      awaitingFrames: () => {
        this.looks += 1;
        return Promise.resolve(this.behind.map((job) => ({ job, predecessor: this.before })));
      },
      frame: (id, { digest }) => {
        this.digests.push(digest);
        return Promise.resolve(this.done.push(`frame ${id}`));
      },
      cancel: (id, { message, charged }) =>
        Promise.resolve(this.done.push(`cancel ${id} ${message} ${charged}`)),
      canPlace: () => this.canPlace,
      storedClip: () => 'file:///vault/kept.mp4',
      digests: { file: (uri) => Promise.resolve(this.files.get(uri)), text: sha256 },
      clipWith: (digest) => Promise.resolve([...this.files].find(([, held]) => held === digest)?.[0]),
      lastFrame: (clip) => {
        this.done.push(`take ${clip}`);
        if (this.trouble !== undefined) return Promise.reject(this.trouble);
        return Promise.resolve({ uri: 'file:///f.png', name: 'f.png', bytes: new Uint8Array(1), clipSha256 });
      },
      report: (error) => Promise.resolve(void this.done.push(`report ${String(error)}`)),
    };
  }
}

describe('feeding frames to jobs that wait for one', () => {
  it('takes the last frame of the clip, and says which recipe the job has by it', async () => {
    const world = new World();
    await world.feeding.feedAll();
    assert.deepEqual(world.done, [`take ${clipUri}`, 'frame behind']);
    const [job] = world.behind;
    assert.ok(job !== undefined);
    assert.deepEqual(world.digests, [sha256(recipeText(recipeOfJob(job, clipSha256)))]);
  });

  it('takes it of the very clip: moved, it is found by what it holds', async () => {
    const world = new World();
    world.files.set(clipUri, sha256('another clip'));
    world.files.set('file:///work/moved.mp4', clipSha256);
    await world.feeding.feedAll();
    assert.deepEqual(world.done, ['take file:///work/moved.mp4', 'frame behind']);
  });

  it('ends the job, which costs nothing, where the clip is gone', async () => {
    const world = new World();
    world.files.clear();
    await world.feeding.feedAll();
    assert.deepEqual(world.done, ['cancel behind follow.clipGone no']);
  });

  it('waits while the clip is on its way to its place, and takes it from storage where it cannot get there', async () => {
    const world = new World();
    world.before = { ...world.before, state: 'stored' };
    await world.feeding.feedAll();
    assert.deepEqual(world.done, []);
    world.before = {
      ...world.before,
      failure: { class: 'unknown', message: 'place.folder', charged: 'yes' },
    };
    await world.feeding.feedAll();
    assert.deepEqual(world.done, ['take file:///vault/kept.mp4', 'frame behind']);
  });

  it('leaves alone what another window can read', async () => {
    const world = new World();
    world.canPlace = false;
    await world.feeding.feedAll();
    assert.deepEqual(world.done, []);
  });

  it('reports what goes wrong once, and tries again when something has changed', async () => {
    const world = new World();
    world.trouble = new Error('no decoder');
    await world.feeding.feedAll();
    await world.feeding.feedAll();
    assert.deepEqual(world.done, [`take ${clipUri}`, 'report Error: no decoder']);
    world.feeding.retry();
    await world.feeding.feedAll();
    assert.equal(world.done.filter((one) => one.startsWith('report')).length, 1);
    world.trouble = undefined;
    world.feeding.retry();
    await world.feeding.feedAll();
    assert.equal(world.done.at(-1), 'frame behind');
  });

  it('says nothing where the job went on without it, and goes on with the others', async () => {
    const world = new World();
    world.behind = ['one', 'two'].map(waiting);
    world.trouble = new VideoPromptError('job.state', 'It is running.');
    await world.feeding.feedAll();
    assert.deepEqual(world.done, [`take ${clipUri}`, `take ${clipUri}`]);
  });

  it('looks once at a time, and once more after what was wished for meanwhile', async () => {
    const world = new World();
    world.behind = [];
    await Promise.all([1, 2, 3].map(() => world.feeding.feedAll()));
    assert.equal(world.looks, 2);
  });
});
