import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Job } from '../../../src/core/job.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { diskPlaces } from '../../../src/runtime/diskPlaces.ts';
import { createPlaces, type PlaceFiles } from '../../../src/runtime/places.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from '../store/directory.ts';

interface Desk {
  readonly at: (path: string) => string;
  readonly uri: (path: string) => string;
  readonly job: Job;
  readonly placesWith: (changes?: Partial<PlaceFiles>) => ReturnType<typeof createPlaces>;
}

/** A folder on the disk, and a clip that is kept until it is placed. */
async function atDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  await inDirectory(async (directory) => {
    const at = (path: string) => join(directory, 'film', path);
    const uri = (path: string) => pathToFileURL(at(path)).href;
    await mkdir(at('.'));
    const kept = join(directory, 'kept.mp4');
    await writeFile(kept, 'clip');
    const folder = pathToFileURL(join(directory, 'film')).href;
    const job = makeJob({
      state: 'stored',
      output: { workspaceFolderUri: folder, directoryUri: `${folder}/videos`, baseName: 'boat' },
      clip: { bytes: 4, sha256: sha256(Buffer.from('clip')), extension: '.mp4' },
    });
    const files = diskPlaces([folder]);
    const placesWith = (changes = {}) => createPlaces({ ...files, ...changes }, systemClock, () => kept);
    await work({ at, uri, job, placesWith });
  });
}

describe('the folder of a file', () => {
  it('is the innermost that it lies in, else its own', () => {
    const places = diskPlaces(['file:///w/film', 'file:///w/film/inner']);
    assert.equal(places.folderOf('file:///w/film/inner/boat.video.md'), 'file:///w/film/inner');
    assert.equal(places.folderOf('file:///w/film/boat.video.md'), 'file:///w/film');
    assert.equal(places.folderOf('file:///elsewhere/boat.video.md'), 'file:///elsewhere');
  });
});

describe('a clip that is put into the workspace', () => {
  it('has its sidecar beside it', async () => {
    await atDesk(async ({ at, uri, job, placesWith }) => {
      const target = await placesWith().choosePlace(job);
      assert.equal(target, uri('videos/boat.mp4'));
      assert.equal(await placesWith().place(job, target), 'placed');
      assert.deepEqual((await readdir(at('videos'))).sort(), ['boat.mp4', 'boat.mp4.json']);
      const { clip } = readSidecar(await readFile(at('videos/boat.mp4.json'), 'utf8'));
      assert.equal(clip?.sha256, job.clip?.sha256);
    });
  });

  it('takes no name that something has', async () => {
    await atDesk(async ({ at, uri, job, placesWith }) => {
      await mkdir(at('videos'));
      await writeFile(at('videos/boat.mp4'), 'mine');
      assert.equal(await placesWith().choosePlace(job), uri('videos/boat-2.mp4'));
      assert.equal(await placesWith().place(job, uri('videos/boat.mp4')), 'taken');
      assert.equal(await readFile(at('videos/boat.mp4'), 'utf8'), 'mine');
      assert.deepEqual(await readdir(at('videos')), ['boat.mp4']);
    });
  });

  it('is known again where a crash came between the clip and its sidecar', async () => {
    await atDesk(async ({ at, uri, job, placesWith }) => {
      const crash = () => Promise.reject(new Error('crash'));
      await assert.rejects(placesWith({ write: crash }).place(job, uri('videos/boat.mp4')));
      assert.deepEqual(await readdir(at('videos')), ['boat.mp4']);
      assert.equal(await placesWith().place(job, uri('videos/boat.mp4')), 'placed');
      assert.deepEqual((await readdir(at('videos'))).sort(), ['boat.mp4', 'boat.mp4.json']);
    });
  });

  it('is not given up where other bytes lie there than were written', async () => {
    await atDesk(async ({ uri, job, placesWith }) => {
      const digest = () => Promise.resolve('0'.repeat(64));
      await assert.rejects(placesWith({ digest }).place(job, uri('videos/boat.mp4')), {
        code: 'output.unavailable',
        message: /does not hold the bytes that were written/,
      });
    });
  });

  it('is not led out of the workspace by a link', async () => {
    await atDesk(async ({ at, uri, job, placesWith }) => {
      await mkdir(at('../elsewhere'));
      await symlink(at('../elsewhere'), at('videos'));
      await assert.rejects(placesWith().place(job, uri('videos/boat.mp4')), {
        code: 'output.unavailable',
        message: /leads out of the workspace/,
      });
      assert.deepEqual(await readdir(at('../elsewhere')), []);
    });
  });

  it('keeps a sidecar that is there, but for an empty one', async () => {
    await atDesk(async ({ at, uri, job, placesWith }) => {
      await mkdir(at('videos'));
      await writeFile(at('videos/boat.mp4.json'), 'mine');
      await placesWith().place(job, uri('videos/boat.mp4'));
      assert.equal(await readFile(at('videos/boat.mp4.json'), 'utf8'), 'mine');
      await writeFile(at('videos/boat-2.mp4.json'), '');
      await placesWith().place(job, uri('videos/boat-2.mp4'));
      assert.notEqual(await readFile(at('videos/boat-2.mp4.json'), 'utf8'), '');
    });
  });

  it('goes only where the folder is open and trusted; a place in no folder was chosen by hand', async () => {
    await atDesk(({ job, placesWith }) => {
      const { directoryUri, baseName } = job.output;
      assert.equal(placesWith().canPlace(job.output), true);
      assert.equal(placesWith({ isTrusted: () => false }).canPlace(job.output), false);
      assert.equal(placesWith({ folders: () => [] }).canPlace(job.output), false);
      assert.equal(placesWith({ folders: () => [] }).canPlace({ directoryUri, baseName }), true);
      return Promise.resolve();
    });
  });
});
