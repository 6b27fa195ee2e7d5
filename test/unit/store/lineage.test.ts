import assert from 'node:assert/strict';
import { copyFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Job } from '../../../src/core/job.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { type JobStore, openStore } from '../../../src/store/jobStore.ts';
import { markerFileName } from '../../../src/store/connection.ts';
import { knownVersion, migrations } from '../../../src/store/migrations.ts';
import { witnessFileOf } from '../../../src/store/witness.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing } from './openStores.ts';

const day = '2026-10-02';
const dollar = 1_000_000;
const task = { kind: 'accepted', keyFingerprint: 'f', nextAt: 1 } as const;

interface Opened {
  readonly store: JobStore;
  readonly wentBack: () => number;
}

async function open(directory: string): Promise<Opened> {
  let times = 0;
  const onWentBack = () => {
    times++;
  };
  const store = await openStore({ directory, pacing: hastyPacing, onWentBack });
  return { store, wentBack: () => times };
}

function job(id: string, fields: Partial<Job> = {}): Job {
  return makeJob({ id, day, workspaceKey: 'w', reservedMicroUsd: dollar, ...fields });
}

/** A job that was sent, rendered and saved, for a dollar. */
async function spend(store: JobStore, id: string, fields: Partial<Job> = {}): Promise<void> {
  const clip = { bytes: 9, sha256: 'ab', extension: '.mp4' };
  await store.admit(
    [job(id, { quote: { microUsd: dollar, kind: 'listed', source: 's', date: 'd' }, ...fields })],
    {},
  );
  const events = [
    { kind: 'send' },
    { ...task, taskId: `task_${id}` },
    { kind: 'rendered' },
    { kind: 'fetched', clip },
    { kind: 'placed', uri: 'file:///clip.mp4' },
  ] as const;
  for (const [index, event] of events.entries()) await store.apply(id, event, 2_000 + index);
}

const counted = async (store: JobStore) => {
  const { day: today, month, workspaceMonth } = await store.totals(day, 'w');
  const sum = (totals: typeof today) =>
    totals.spentMicroUsd + totals.reservedMicroUsd + totals.unknownMicroUsd;
  return [sum(today), sum(month), sum(workspaceMonth)];
};

/** Ways in which another program puts an older copy in the place of the database. */
const replacements = {
  'overwrites it in place': async (copy: string, file: string) => {
    await writeFile(file, await readFile(copy), { flag: 'r+' });
  },
  'cuts it short and writes it anew': async (copy: string, file: string) => {
    await copyFile(copy, file);
  },
};

describe('a database that goes back', () => {
  for (const [what, replace] of Object.entries(replacements)) {
    it(`is noticed by an open window when another program ${what}`, async () => {
      await inDirectory(async (directory) => {
        const file = join(directory, databaseFileName);
        const { store, wentBack } = await open(directory);
        await spend(store, 'a');
        await copyFile(file, `${file}.old`);
        await spend(store, 'b');
        await spend(store, 'c');
        await replace(`${file}.old`, file);
        assert.deepEqual(await counted(store), [3 * dollar, 3 * dollar, 3 * dollar]);
        assert.equal(wentBack(), 1);
        assert.deepEqual(await store.gap(), { jobs: 2, microUsd: 2 * dollar, restored: 0, doubted: 0 });
        store.close();
      });
    });
  }

  it('holds a cap by what was spent, in the very next reservation', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await spend(store, 'a');
      await copyFile(file, `${file}.old`);
      await spend(store, 'b');
      await copyFile(`${file}.old`, file);
      const outcome = await store.admit([job('z')], { dayMicroUsd: 2 * dollar });
      assert.equal(outcome.kind, 'capped');
      store.close();
    });
  });

  it('is noticed at the next start, and by every window once', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const first = await open(directory);
      await spend(first.store, 'a');
      await copyFile(file, `${file}.old`);
      await spend(first.store, 'b');
      first.store.close();
      await copyFile(`${file}.old`, file);
      const second = await open(directory);
      const third = await open(directory);
      assert.deepEqual(await counted(third.store), [2 * dollar, 2 * dollar, 2 * dollar]);
      assert.deepEqual([second.wentBack(), third.wentBack()], [1, 0]);
      await spend(third.store, 'c');
      assert.deepEqual(await counted(second.store), [3 * dollar, 3 * dollar, 3 * dollar]);
      assert.equal((await second.store.gap())?.microUsd, dollar);
      second.store.close();
      third.store.close();
    });
  });

  it('is noticed by a second open window without counting twice', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const [one, other] = [await open(directory), await open(directory)];
      await spend(one.store, 'a');
      await copyFile(file, `${file}.old`);
      await spend(other.store, 'b');
      await copyFile(`${file}.old`, file);
      assert.deepEqual(await counted(one.store), [2 * dollar, 2 * dollar, 2 * dollar]);
      assert.deepEqual(await counted(other.store), [2 * dollar, 2 * dollar, 2 * dollar]);
      assert.deepEqual([one.wentBack(), other.wentBack()], [1, 0]);
      one.store.close();
      other.store.close();
    });
  });

  it('keeps the caps of a data folder that was moved away', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await spend(first.store, 'a');
      first.store.close();
      await rename(directory, `${directory}-moved`);
      const second = await open(directory);
      assert.deepEqual(await counted(second.store), [dollar, dollar, dollar]);
      assert.equal(second.wentBack(), 1);
      assert.deepEqual(await second.store.gap(), { jobs: 1, microUsd: dollar, restored: 0, doubted: 0 });
      second.store.close();
      // Said again at every start, until a person has said what to do.
      const third = await open(directory);
      assert.ok(await third.store.gap());
      assert.equal(third.wentBack(), 0);
      third.store.close();
    });
  });

  it('counts nothing twice when the folder is put back', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await spend(first.store, 'a');
      first.store.close();
      await rename(directory, `${directory}-moved`);
      const second = await open(directory);
      await spend(second.store, 'b');
      second.store.close();
      await rm(directory, { recursive: true });
      await rename(`${directory}-moved`, directory);
      const third = await open(directory);
      assert.deepEqual(await counted(third.store), [2 * dollar, 2 * dollar, 2 * dollar]);
      assert.equal((await third.store.gap())?.microUsd, dollar);
      third.store.close();
    });
  });

  it('lets a person count only what is there', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await spend(first.store, 'a');
      first.store.close();
      await rename(directory, `${directory}-moved`);
      const second = await open(directory);
      await second.store.closeGap({ keepCounting: false });
      assert.deepEqual(await counted(second.store), [0, 0, 0]);
      second.store.close();
      const third = await open(directory);
      assert.deepEqual([await third.store.gap(), await counted(third.store)], [undefined, [0, 0, 0]]);
      third.store.close();
    });
  });

  it('or go on counting all of it', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await spend(first.store, 'a');
      first.store.close();
      await rename(directory, `${directory}-moved`);
      const second = await open(directory);
      await second.store.closeGap({ keepCounting: true });
      second.store.close();
      const third = await open(directory);
      assert.deepEqual([await third.store.gap(), (await counted(third.store))[0]], [undefined, dollar]);
      third.store.close();
    });
  });

  it('puts open jobs back with their task ids', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await store.admit([job('a'), job('b')], {});
      await copyFile(file, `${file}.old`);
      for (const id of ['a', 'b']) await store.apply(id, { kind: 'send' }, 2_000);
      await store.apply('a', { ...task, taskId: 'task_a' }, 2_001);
      await store.admit([job('c')], {});
      await store.apply('c', { kind: 'send' }, 2_002);
      await store.apply('c', { ...task, taskId: 'task_c' }, 2_003);
      await copyFile(`${file}.old`, file);
      const found = await Promise.all(['a', 'b', 'c'].map((id) => store.get(id)));
      assert.deepEqual(
        found.map((one) => [one?.state, one?.taskId]),
        [
          ['running', 'task_a'],
          ['submitting', undefined],
          ['running', 'task_c'],
        ],
      );
      assert.deepEqual(await store.gap(), { jobs: 0, microUsd: 0, restored: 3, doubted: 0 });
      assert.equal((await counted(store))[0], 3 * dollar);
      store.close();
    });
  });

  it('never leaves a job in the queue that may have been sent since', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await store.admit([job('sent'), job('still'), job('held')], {});
      await store.apply('held', { kind: 'hold', reason: 'key' }, 1_500);
      await copyFile(file, `${file}.old`);
      await store.apply('sent', { kind: 'send' }, 2_000);
      await store.apply(
        'sent',
        { kind: 'refused', failure: { class: 'unknown', message: 'x', charged: 'no' } },
        2_001,
      );
      await copyFile(`${file}.old`, file);
      const [sent, still, held] = await Promise.all(['sent', 'still', 'held'].map((id) => store.get(id)));
      assert.equal(sent?.state, 'uncertain');
      assert.equal(sent.failure?.message, 'create.databaseReplaced');
      assert.deepEqual([still?.state, still?.hold], ['queued', 'confirm']);
      assert.deepEqual([held?.state, held?.hold], ['queued', 'confirm']);
      store.close();
    });
  });

  it('does not let a request leave meanwhile', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await store.beat('window-1', 1_000);
      await store.admit([job('a', { windowId: 'window-1' })], {});
      assert.equal(store.holdsLease('a', 1, 'window-1'), true);
      await copyFile(file, `${file}.old`);
      await spend(store, 'b');
      await copyFile(`${file}.old`, file);
      assert.equal(store.holdsLease('a', 1, 'window-1'), false);
      store.close();
    });
  });

  it('takes an older copy of an older version', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const raw = new DatabaseSync(`${file}.old`);
      const before = knownVersion - 1;
      raw.exec(`${migrations.slice(0, before).join('\n')} PRAGMA user_version = ${String(before)};`);
      raw.close();
      const { store, wentBack } = await open(directory);
      await spend(store, 'a');
      await copyFile(`${file}.old`, file);
      assert.deepEqual(await counted(store), [dollar, dollar, dollar]);
      assert.equal(wentBack(), 1);
      store.close();
    });
  });

  it('is never taken for an empty one when it is emptied under an open window', async () => {
    await inDirectory(async (directory) => {
      const { store } = await open(directory);
      await spend(store, 'a');
      await truncate(join(directory, databaseFileName), 0);
      const damaged = (error: unknown) => error instanceof VideoPromptError && error.code === 'store.damaged';
      await assert.rejects(store.totals(day, 'w'), damaged);
      await assert.rejects(store.admit([job('b')], {}), damaged);
      store.close();
    });
  });

  it('is not written to any more when another file lies in its place', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await spend(store, 'a');
      await copyFile(file, `${file}.old`);
      await rename(`${file}.old`, file);
      await assert.rejects(
        store.admit([job('b')], {}),
        (error) => error instanceof VideoPromptError && error.code === 'store.replaced',
      );
      store.close();
    });
  });

  it('is no going back to be the same, newer, or without a witness', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await spend(first.store, 'a');
      first.store.close();
      await rm(witnessFileOf(directory));
      const second = await open(directory);
      await spend(second.store, 'b');
      second.store.close();
      const third = await open(directory);
      assert.deepEqual([third.wentBack(), await third.store.gap()], [0, undefined]);
      third.store.close();
    });
  });

  it('says nothing of a database without jobs that is gone', async () => {
    await inDirectory(async (directory) => {
      const first = await open(directory);
      await first.store.beat('window-1', 1_000);
      first.store.close();
      await rm(join(directory, databaseFileName));
      await rm(join(directory, markerFileName));
      const second = await open(directory);
      assert.equal(await second.store.gap(), undefined);
      second.store.close();
    });
  });

  it('counts what is missing also where a rule of the database refuses to put a job back', async () => {
    await inDirectory(async (directory) => {
      const file = join(directory, databaseFileName);
      const { store } = await open(directory);
      await copyFile(file, `${file}.old`);
      const raw = new DatabaseSync(`${file}.old`);
      raw.exec(`CREATE TRIGGER stern BEFORE INSERT ON jobs BEGIN SELECT raise(ABORT, 'no'); END`);
      raw.close();
      await store.admit([job('a')], {});
      await store.beat('window-1', 1_000);
      await copyFile(`${file}.old`, file);
      assert.deepEqual(await counted(store), [dollar, dollar, dollar]);
      assert.deepEqual(await store.gap(), { jobs: 1, microUsd: dollar, restored: 0, doubted: 0 });
      store.close();
    });
  });
});
