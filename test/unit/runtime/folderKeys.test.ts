import assert from 'node:assert/strict';
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Job } from '../../../src/core/job.ts';
import { createFolderKeys } from '../../../src/runtime/folderKeys.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { type JobStore, openStore } from '../../../src/store/jobStore.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from '../store/directory.ts';
import { hastyPacing } from '../store/openStores.ts';

const day = '2026-10-02';
const dollar = 1_000_000;

interface Desk {
  readonly store: JobStore;
  /** A folder on the disk. */
  readonly folder: (name: string) => Promise<string>;
  readonly uri: (name: string) => string;
  /** As a window that has just opened a folder sees it. */
  readonly keyOf: (uri: string) => Promise<string>;
  readonly spend: (uri: string, fields?: Partial<Job>) => Promise<void>;
  readonly counted: (uri: string) => Promise<number>;
}

async function atDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  await inDirectory(async (directory) => {
    const store = await openStore({ directory, pacing: hastyPacing });
    const path = (name: string) => join(directory, 'work', name);
    const uri = (name: string) => pathToFileURL(path(name)).href;
    const keyOf = (folderUri: string) => createFolderKeys(store, () => day.slice(0, 7)).keyOf(folderUri);
    let jobs = 0;
    try {
      await work({
        store,
        uri,
        keyOf,
        folder: async (name) => {
          await mkdir(path(name), { recursive: true });
          return path(name);
        },
        spend: async (folderUri, fields = {}) => {
          const workspaceKey = await keyOf(folderUri);
          const id = `job-${String(++jobs)}`;
          await store.admit([makeJob({ id, day, workspaceKey, reservedMicroUsd: dollar, ...fields })], {});
        },
        counted: async (folderUri) =>
          (await store.totals(day, await keyOf(folderUri))).workspaceMonth.reservedMicroUsd,
      });
    } finally {
      store.close();
    }
  });
}

describe('what the cap of a folder counts', () => {
  it('is the same for every spelling and every link', async () => {
    await atDesk(async ({ folder, uri, spend, counted }) => {
      const path = await folder('my film');
      await symlink(path, `${path}-link`);
      const spellings = [
        uri('my film'),
        `${uri('my film')}/`,
        uri('my film').replace('%20', ' '),
        uri('my film-link'),
        `${uri('my film')}/../my%20film`,
      ];
      for (const spelling of spellings) await spend(spelling);
      for (const spelling of spellings) assert.equal(await counted(spelling), 5 * dollar, spelling);
    });
  });

  it('follows a folder that is renamed or moved, with its open jobs', async () => {
    await atDesk(async ({ store, folder, uri, keyOf, spend, counted }) => {
      const path = await folder('film');
      await spend(uri('film'));
      await spend(uri('film'));
      await rename(path, `${path}-new`);
      assert.equal(await counted(uri('film-new')), 2 * dollar);
      const key = await keyOf(uri('film-new'));
      assert.deepEqual(
        (await store.list({ limit: 9 })).map(({ workspaceKey }) => workspaceKey),
        [key, key],
      );
      // What is settled later is settled there.
      await store.apply('job-1', { kind: 'cancel' }, 2_000);
      assert.equal(await counted(uri('film-new')), dollar);
      assert.equal((await store.totals(day, key)).month.reservedMicroUsd, dollar);
      const tallies = await store.reports.tallies('2026-10', 'workspace');
      assert.deepEqual([...new Set(tallies.map((tally) => tally.key))], [key]);
    });
  });

  it('follows it over several names', async () => {
    await atDesk(async ({ folder, uri, spend, counted }) => {
      let path = await folder('film');
      for (const name of ['film2', 'film3']) {
        await spend(pathToFileURL(path).href);
        const next = join(path, '..', name);
        await rename(path, next);
        path = next;
      }
      assert.equal(await counted(uri('film3')), 2 * dollar);
    });
  });

  it('starts anew for a copy, and for another folder at the old place', async () => {
    await atDesk(async ({ folder, uri, spend, counted }) => {
      const path = await folder('film');
      await spend(uri('film'));
      await cp(path, `${path}-copy`, { recursive: true });
      assert.equal(await counted(uri('film-copy')), 0);
      await rename(path, `${path}-new`);
      assert.equal(await counted(uri('film-new')), dollar);
      await folder('film');
      assert.equal(await counted(uri('film')), 0);
      assert.equal(await counted(uri('film-new')), dollar);
    });
  });

  it('stays where the folder was deleted, and for one that is not on a disk', async () => {
    await atDesk(async ({ folder, uri, spend, counted }) => {
      const path = await folder('film');
      await spend(uri('film'));
      await rm(path, { recursive: true });
      assert.equal(await counted(`${uri('film')}/`), dollar);
      await spend('vscode-vfs://github/me/film/');
      assert.equal(await counted('vscode-vfs://GitHub/me/film'), dollar);
    });
  });

  it('takes in what an earlier version counted under another spelling', async () => {
    await atDesk(async ({ store, folder, uri, counted }) => {
      await folder('a film');
      const old = `${uri('a film')}/`;
      await store.admit([makeJob({ day, workspaceKey: old, reservedMicroUsd: dollar })], {});
      assert.equal(await counted(old), dollar);
    });
  });

  it('is one for all that is saved without a folder', async () => {
    await atDesk(async ({ store }) => {
      assert.equal(await createFolderKeys(store, () => '2026-10').keyOf(undefined), '');
    });
  });

  it('counts earlier rows of several folders for the one in which the clip lies', async () => {
    await inDirectory(async (directory) => {
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const before = migrations.findIndex((sql) => sql.includes('CREATE TABLE folders'));
      raw.exec(`${migrations.slice(0, before).join('\n')} PRAGMA user_version = ${String(before)};`);
      const both = 'file:///work/film file:///work/trailer';
      const places = [
        ['a', both, 'file:///work/trailer', 0],
        ['b', both, undefined, 0],
        ['c', 'file:///work/film', 'file:///work/film', 0],
        ['d', both, 'file:///work/film', 1],
      ] as const;
      for (const [id, workspaceKey, workspaceFolderUri, sample] of places) {
        const { state, windowId, epoch, ...doc } = makeJob({
          id,
          workspaceKey,
          output: {
            directoryUri: 'file:///work/film',
            baseName: 'a',
            ...(workspaceFolderUri === undefined ? {} : { workspaceFolderUri }),
          },
        });
        raw
          .prepare('INSERT INTO jobs (id, state, open, window_id, epoch, doc) VALUES (?, ?, 1, ?, ?, ?)')
          .run(id, state, windowId, epoch, JSON.stringify(doc));
        raw
          .prepare(`INSERT INTO ledger VALUES (?, ?, '2026-10', ?, 'm', ?, 'reserved', NULL, ?, NULL, NULL)`)
          .run(id, day, workspaceKey, sample, dollar);
      }
      raw.close();
      const store = await openStore({ directory, pacing: hastyPacing });
      const counted = async (key: string) => (await store.totals(day, key)).workspaceMonth.reservedMicroUsd;
      assert.deepEqual(
        [await counted('file:///work/trailer'), await counted('file:///work/film'), await counted(both)],
        [dollar, dollar, dollar],
      );
      assert.equal((await store.get('a'))?.workspaceKey, 'file:///work/trailer');
      assert.equal((await store.get('d'))?.workspaceKey, 'file:///work/film');
      assert.equal((await store.totals(day, '')).month.reservedMicroUsd, 3 * dollar);
      store.close();
    });
  });
});
