import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Job, JobState } from '../../../src/core/job.ts';
import { sampleOrigin } from '../../../src/core/job.ts';
import { countedMicroUsd } from '../../../src/core/ledger.ts';
import { checkVideo } from '../../../src/core/mp4.ts';
import { readSidecar } from '../../../src/core/readSidecar.ts';
import type { SpendQuestion } from '../../../src/engine/ports.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { createDiskImages } from '../../../src/runtime/diskImages.ts';
import { diskPlaces } from '../../../src/runtime/diskPlaces.ts';
import { folderTotals } from '../../../src/runtime/folderTotals.ts';
import { openRuntime, type Runtime } from '../../../src/runtime/openRuntime.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import { repository } from '../../support/paths.ts';
import { request } from '../core/makeJob.ts';
import { tinyPng } from '../engine/tinyPng.ts';
import { inDirectory } from '../store/directory.ts';

const key = 'sk-abcDEF_123-456';
const ended: readonly JobState[] = ['saved', 'failed', 'uncertain', 'stopped', 'cancelled'];
/** A clip that could not be placed stays stored, and says why. */
const isAtEnd = ({ state, failure }: Job) =>
  ended.includes(state) || (state === 'stored' && failure !== undefined);

interface Desk {
  readonly runtime: Runtime;
  /** URI of the folder that is open. */
  readonly folderUri: string;
  /** Of the offline CometAPI. */
  readonly origin: string;
  /** Of the clip that it has sent. */
  readonly servedSha256: () => string | undefined;
  /** What was asked about money so far. */
  readonly asked: readonly SpendQuestion[];
}

/** The working half on folders of its own, before an offline CometAPI, without an editor. */
async function atDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  await inDirectory(async (directory) => {
    const folder = join(directory, 'film');
    await mkdir(folder);
    const folderUri = pathToFileURL(folder).href;
    const clip = await readFile(join(repository, 'media/sample.mp4'));
    const simulator = await startSimulator({ clip, renderMs: 0 });
    const places = diskPlaces([folderUri]);
    const servedSha256 = () => simulator.stats.servedSha256;
    const asked: SpendQuestion[] = [];
    const runtime = await openRuntime({
      directory: join(directory, 'state'),
      clock: systemClock,
      random: systemRandom,
      network: {},
      settings: () => ({
        caps: { dayMicroUsd: 1_000_000 },
        allowUnattended: false,
        maxConcurrent: 4,
      }),
      origin: () => simulator.origin,
      keys: {
        get: (origin) => Promise.resolve(origin === simulator.origin ? { key, from: 'secret' } : undefined),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      secrets: {
        get: () => Promise.resolve(undefined),
        store: () => Promise.resolve(),
        delete: () => Promise.resolve(),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      places,
      images: (store) => createDiskImages(store, places),
      gate: {
        isTrusted: () => true,
        knowsFragile: () => true,
        ask: (question) => {
          asked.push(question);
          return Promise.resolve({ kind: 'agreed' });
        },
      },
      uploads: { isGiven: () => true, isInWorkspace: () => true, ask: () => Promise.resolve(true) },
      sampleClip: () => Promise.resolve(clip),
      onUnreadable: (id) => assert.fail(`job ${id} cannot be read`),
      onWentBack: () => undefined,
      log: () => undefined,
      debug: () => undefined,
    });
    try {
      await work({ runtime, folderUri, origin: simulator.origin, servedSha256, asked });
    } finally {
      await runtime.close();
      await simulator.close();
    }
  });
}

/** The job as it is in the end. */
async function endOf({ engine }: Runtime, id: string): Promise<Job> {
  const { promise, resolve } = Promise.withResolvers<Job>();
  const listening = engine.onDidChangeJob((job) => {
    if (job.id === id && isAtEnd(job)) resolve(job);
  });
  const now = await engine.get(id);
  if (now !== undefined && isAtEnd(now)) resolve(now);
  const job = await promise;
  listening.dispose();
  return job;
}

describe('the working half, without an editor', () => {
  it('renders a request with an image and puts the clip with its sidecar beside the files', async () => {
    await atDesk(async ({ runtime, folderUri, origin, servedSha256, asked }) => {
      const image = `${folderUri}/dawn.png`;
      await writeFile(fileURLToPath(image), tinyPng());
      const output = { workspaceFolderUri: folderUri, directoryUri: `${folderUri}/videos`, baseName: 'boat' };
      const countedIn = await runtime.folders.keyOf(folderUri);
      const [job] = await runtime.engine.submitAll({
        items: [{ request: { ...request, images: [{ uri: image, role: 'first' }] }, output, countedIn }],
        caller: { kind: 'program' },
        origin,
        workspaceKey: '',
      });
      const saved = await endOf(runtime, job?.id ?? '');

      assert.equal(saved.state, 'saved', JSON.stringify(saved.failure));
      const path = fileURLToPath(saved.clip?.uri ?? '');
      assert.equal(sha256(await readFile(path)), servedSha256());
      const sidecar = readSidecar(await readFile(`${path}.json`, 'utf8'));
      assert.deepEqual(sidecar.request.images, [{ path: '../dawn.png', role: 'first' }]);
      assert.deepEqual((await readdir(dirname(path))).sort(), ['boat.mp4', 'boat.mp4.json']);
      assert.deepEqual(
        asked.map(({ reason, total }) => [reason, total.microUsd]),
        [['program', saved.quote.microUsd]],
      );
      const { workspaceMonth } = await folderTotals({ ...runtime, clock: systemClock }, folderUri);
      assert.equal(countedMicroUsd(workspaceMonth), saved.quote.microUsd);
    });
  });

  it('puts a second clip of the same name beside the first, and a sample costs nothing', async () => {
    await atDesk(async ({ runtime, folderUri, asked }) => {
      await writeFile(fileURLToPath(`${folderUri}/boat.mp4`), 'mine');
      const output = { workspaceFolderUri: folderUri, directoryUri: folderUri, baseName: 'boat' };
      const [job] = await runtime.engine.submit({
        request,
        output,
        caller: { kind: 'program' },
        origin: sampleOrigin,
        workspaceKey: '',
      });
      const saved = await endOf(runtime, job?.id ?? '');

      assert.equal(saved.clip?.uri, `${folderUri}/boat-2.mp4`, JSON.stringify(saved.failure));
      assert.equal(await readFile(fileURLToPath(`${folderUri}/boat.mp4`), 'utf8'), 'mine');
      const placed = await readFile(fileURLToPath(`${folderUri}/boat-2.mp4`));
      assert.equal(sha256(placed), saved.clip.sha256);
      const readAt = (from: number, length: number) => Promise.resolve(placed.subarray(from, from + length));
      assert.equal((await checkVideo(readAt, placed.length)).kind, 'whole');
      assert.deepEqual(asked, []);
      assert.equal(saved.charge?.microUsd ?? 0, 0);
    });
  });
});
