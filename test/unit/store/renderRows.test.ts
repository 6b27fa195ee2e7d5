import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { inDirectory } from './directory.ts';
import { inOneWindow, inTwoWindows } from './openStores.ts';

const origin = 'https://api.cometapi.com';
const render = (afterMs: number, resolution = '720p') => ({
  seconds: 8,
  resolution,
  afterMs,
  withinMs: afterMs + 4_000,
});

describe('render times', () => {
  it('come back newest first, also in another window', async () => {
    await inTwoWindows(async (one, other) => {
      await one.addRender(origin, 'veo3.1', render(100_000));
      await one.addRender(origin, 'veo3.1', render(120_000, '4K'));
      assert.deepEqual(await other.renders(origin, 'veo3.1'), [render(120_000, '4K'), render(100_000)]);
    });
  });

  it('bring back what was heard of their progress, and nothing where that cannot be read', async () => {
    const heard = { ...render(100_000), told: [{ percent: 30, atMs: 41_000 }] };
    await inDirectory(async (directory) => {
      const store = await openStore({ directory });
      await store.addRender(origin, 'veo3.1', heard);
      assert.deepEqual(await store.renders(origin, 'veo3.1'), [heard]);
      const raw = new DatabaseSync(join(directory, databaseFileName));
      for (const damaged of ['[[30]]', '{', 7]) {
        raw.prepare('UPDATE renders SET told = ?').run(damaged);
        assert.deepEqual(await store.renders(origin, 'veo3.1'), [render(100_000)]);
      }
      raw.close();
      store.close();
    });
  });

  it('belong to one model at one origin', async () => {
    await inOneWindow(async (store) => {
      await store.addRender(origin, 'veo3.1', render(1));
      assert.deepEqual(await store.renders(origin, 'veo3.1-fast'), []);
      assert.deepEqual(await store.renders('https://elsewhere.example', 'veo3.1'), []);
    });
  });

  it('are kept for the newest fifty of each kind, so that reading them never grows', async () => {
    await inOneWindow(async (store) => {
      await store.addRender(origin, 'veo3.1', render(7, '4K'));
      for (let count = 1; count <= 60; count++) await store.addRender(origin, 'veo3.1', render(count));
      const kept = (await store.renders(origin, 'veo3.1')).map(({ afterMs }) => afterMs);
      assert.deepEqual(kept, [...Array.from({ length: 50 }, (_, index) => 60 - index), 7]);
    });
  });
});
