import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { type JobStore, openStore } from '../../../src/store/jobStore.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing } from './openStores.ts';

const digest = 'a'.repeat(64);
const good = ['job-1', 'job-3', 'job-5'];

/** What a row's document may be made into; each is something `jobs.doc` can hold. */
const documents: Readonly<Record<string, string>> = {
  'no JSON': '{',
  nothing: '',
  'a list': '[]',
  null: 'null',
  'a number': '1e999',
  'JSON 100,000 levels deep': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'an object that lacks everything': '{"__proto__":{"request":{}},"constructor":1}',
  'a job with a negative amount': JSON.stringify({ ...makeJob(), reservedMicroUsd: -1 }),
  'a job with an image that is a path': JSON.stringify({
    ...makeJob(),
    images: [{ role: 'first', sha256: '../../etc/passwd', bytes: 1, type: 'image/png', name: 'x' }],
  }),
  'a job of a dialect that is not known': JSON.stringify({ ...makeJob(), dialect: 'newer' }),
};

/** Five jobs of a window that is gone, the second and fourth spoilt by the statement. */
async function withSpoiltRows(
  sql: string,
  parameters: readonly string[],
  work: (store: JobStore, heard: readonly string[], database: DatabaseSync) => Promise<void>,
): Promise<void> {
  await inDirectory(async (directory) => {
    const first = await openStore({ directory, pacing: hastyPacing });
    const ids = ['job-1', 'job-2', 'job-3', 'job-4', 'job-5'];
    await first.admit(
      ids.map((id) =>
        makeJob({
          id,
          images: [{ role: 'first', sha256: digest, bytes: 1, type: 'image/png', name: 'x.png' }],
        }),
      ),
      {},
    );
    first.close();
    const database = new DatabaseSync(join(directory, databaseFileName));
    database.prepare(`${sql} WHERE id IN ('job-2', 'job-4')`).run(...parameters);
    const heard: string[] = [];
    const store = await openStore({ directory, pacing: hastyPacing, onUnreadable: (id) => heard.push(id) });
    try {
      await work(store, heard, database);
    } finally {
      store.close();
      database.close();
    }
  });
}

const idsOf = (jobs: readonly { readonly id: string }[]) => jobs.map(({ id }) => id);

describe('a row that cannot be read', () => {
  for (const [name, document] of Object.entries(documents)) {
    it(`does not stop the other jobs when it is ${name}`, async () => {
      await withSpoiltRows('UPDATE jobs SET doc = ?', [document], async (store, heard) => {
        assert.deepEqual(idsOf(await store.driven()), good);
        assert.deepEqual(idsOf(await store.list({ limit: 100 })), good.toReversed());
        await store.beat('window-2', 1_000);
        assert.deepEqual(idsOf(await store.takeOver('window-2', 1_000, 13_000)), good);
        assert.deepEqual([...heard].sort(), ['job-2', 'job-4']);
      });
    });
  }

  it('does not stop them when its epoch is larger than a number can hold', async () => {
    await withSpoiltRows('UPDATE jobs SET epoch = 9223372036854775807', [], async (store) => {
      assert.deepEqual(idsOf(await store.driven()), good);
      assert.deepEqual(idsOf(await store.list({ limit: 2 })), ['job-5', 'job-3']);
    });
  });

  it('is told once, however often it is met', async () => {
    await withSpoiltRows('UPDATE jobs SET doc = ?', ['{'], async (store, heard) => {
      for (let times = 0; times < 3; times++) {
        await store.driven();
        await store.list({ limit: 10 });
      }
      assert.equal(heard.length, 2);
    });
  });

  it('makes no page short, so that paging goes on behind it', async () => {
    await withSpoiltRows('UPDATE jobs SET doc = ?', ['{'], async (store) => {
      assert.deepEqual(idsOf(await store.list({ limit: 2 })), ['job-5', 'job-3']);
      assert.deepEqual(idsOf(await store.list({ limit: 2, before: 'job-3' })), ['job-1']);
    });
  });

  it('stays as it is with its money and its images, and asking for it says so', async () => {
    await withSpoiltRows('UPDATE jobs SET doc = doc || ?', ['}'], async (store, _heard, database) => {
      const rows = () => database.prepare("SELECT * FROM jobs WHERE id IN ('job-2', 'job-4')").all();
      const before = rows();
      await store.beat('window-2', 1_000);
      await store.takeOver('window-2', 1_000, 13_000);
      for (const id of good) await store.apply(id, { kind: 'cancel' }, 2_000);
      assert.deepEqual(rows(), before);
      assert.equal((await store.totals('2026-10-01', '')).day.reservedMicroUsd, 640_000);
      assert.equal(await store.isImageUsed(digest), true);
      await assert.rejects(
        store.get('job-2'),
        (error) => error instanceof VideoPromptError && error.code === 'store.damaged',
      );
    });
  });

  it('costs no write transaction once it is known', async () => {
    await withSpoiltRows('UPDATE jobs SET doc = ?', ['{'], async (store, _heard, database) => {
      await store.beat('window-2', 1_000);
      await store.takeOver('window-2', 1_000, 13_000);
      database.exec('BEGIN IMMEDIATE');
      try {
        // Would wait for the lock, in vain.
        assert.deepEqual(await store.takeOver('window-2', 1_000, 13_000), []);
      } finally {
        database.exec('ROLLBACK');
      }
    });
  });
});
