import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { databaseFileName, openDatabase } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { knownVersion, migrations } from '../../../src/store/migrations.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing } from './openStores.ts';
import { runChild } from './runChild.ts';

const withCode = (code: string) => (error: unknown) =>
  error instanceof VideoPromptError && error.code === code;

async function createIn(directory: string): Promise<string> {
  const store = await openStore({ directory });
  await store.admit([makeJob()], {});
  store.close();
  return join(directory, databaseFileName);
}

/** Opening fails with the code, and the file is as it was. */
async function assertLeftAlone(directory: string, code: string): Promise<void> {
  const file = join(directory, databaseFileName);
  const before = await readFile(file);
  await assert.rejects(openStore({ directory }), withCode(code));
  assert.ok(before.equals(await readFile(file)));
}

describe('opening the database', () => {
  it('creates it where there never was one, with a rollback journal that survives power failures', async () => {
    await inDirectory(async (parent) => {
      const directory = join(parent, 'not', 'yet', 'there');
      const database = await openDatabase(directory);
      const pragma = (name: string) =>
        database.readNow((connection) => connection.prepare(`PRAGMA ${name}`).get()?.[name]);
      assert.equal(pragma('journal_mode'), 'truncate');
      assert.equal(pragma('synchronous'), 2);
      assert.equal(pragma('foreign_keys'), 1);
      assert.equal(pragma('user_version'), knownVersion);
      database.close();
    });
  });

  it('finds the jobs of before', async () => {
    await inDirectory(async (directory) => {
      await createIn(directory);
      const store = await openStore({ directory });
      assert.deepEqual(await store.get('job-1'), makeJob());
      store.close();
    });
  });

  it('brings a database of the first version up to date, with everything in it', async () => {
    await inDirectory(async (directory) => {
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`${migrations[0] ?? ''} PRAGMA user_version = 1;`);
      raw.exec(`INSERT INTO windows VALUES ('w-old', 1)`);
      raw.close();
      const store = await openStore({ directory });
      assert.equal(await store.beat('w-old', 2), true);
      assert.deepEqual(await store.pauses(), []);
      assert.deepEqual(await store.renders('https://api.cometapi.com', 'veo3.1'), []);
      store.close();
    });
  });

  it('lets many windows create it at once', async () => {
    await inDirectory(async (directory) => {
      const stores = await Promise.all(
        Array.from({ length: 5 }, () => openStore({ directory, pacing: hastyPacing })),
      );
      await stores[0]?.admit([makeJob()], {});
      for (const store of stores) {
        assert.equal((await store.list({ limit: 10 })).length, 1);
        store.close();
      }
    });
  });

  it('refuses one of a newer version and leaves it as it is', async () => {
    await inDirectory(async (directory) => {
      const raw = new DatabaseSync(await createIn(directory));
      raw.exec(`PRAGMA user_version = ${knownVersion + 1}`);
      raw.close();
      await assertLeftAlone(directory, 'store.newer');
    });
  });

  it('refuses a file that is no database and leaves it as it is', async () => {
    await inDirectory(async (directory) => {
      await writeFile(
        join(directory, databaseFileName),
        'These are not the bytes of a database. '.repeat(100),
      );
      await assertLeftAlone(directory, 'store.damaged');
    });
  });

  it('refuses a database of something else', async () => {
    await inDirectory(async (directory) => {
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec('CREATE TABLE recipes (name TEXT)');
      raw.close();
      await assertLeftAlone(directory, 'store.damaged');
    });
  });

  it('refuses one that was cut off', async () => {
    await inDirectory(async (directory) => {
      const file = await createIn(directory);
      await truncate(file, (await stat(file)).size - 4096);
      await assertLeftAlone(directory, 'store.damaged');
    });
  });

  it('refuses one with a page of rubbish', async () => {
    await inDirectory(async (directory) => {
      const file = await createIn(directory);
      const bytes = await readFile(file);
      bytes.fill(0x5a, 2 * 4096, 3 * 4096);
      await writeFile(file, bytes);
      await assertLeftAlone(directory, 'store.damaged');
    });
  });

  it('refuses one that lacks a table or a trigger', async () => {
    for (const drop of ['DROP TABLE windows', 'DROP TRIGGER ledger_changed']) {
      await inDirectory(async (directory) => {
        const raw = new DatabaseSync(await createIn(directory));
        raw.exec(drop);
        raw.close();
        await assertLeftAlone(directory, 'store.damaged');
      });
    }
  });

  it('does not start empty where one was lost', async () => {
    await inDirectory(async (directory) => {
      await rm(await createIn(directory));
      await assert.rejects(openStore({ directory }), withCode('store.damaged'));
      assert.ok(!(await readdir(directory)).includes(databaseFileName));
    });
  });

  it('does not start empty where only an empty file was left', async () => {
    await inDirectory(async (directory) => {
      await truncate(await createIn(directory), 0);
      await assertLeftAlone(directory, 'store.damaged');
    });
  });

  it('says that it cannot be opened where something else lies in its place', async () => {
    await inDirectory(async (directory) => {
      await mkdir(join(directory, databaseFileName));
      await assert.rejects(openStore({ directory }), withCode('store.unavailable'));
    });
  });
});

describe('writing to the database', () => {
  it('stops once a newer version has migrated it', async () => {
    await inDirectory(async (directory) => {
      const store = await openStore({ directory });
      await store.admit([makeJob()], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`PRAGMA user_version = ${knownVersion + 1}`);
      await assert.rejects(store.apply('job-1', { kind: 'cancel' }, 2_000), withCode('store.newer'));
      await assert.rejects(store.admit([makeJob({ id: 'job-2' })], {}), withCode('store.newer'));
      await assert.rejects(store.beat('window-1', 2_000), withCode('store.newer'));
      assert.deepEqual(await store.list({ limit: 10 }), [makeJob()]);
      raw.close();
      store.close();
    });
  });

  it('waits for a lock of another window without blocking, and then goes through', async () => {
    await inDirectory(async (directory) => {
      (await openDatabase(directory)).close();
      const raw = new DatabaseSync(join(directory, databaseFileName));
      let waits = 0;
      const sleep = async () => {
        waits++;
        if (waits === 6) raw.exec('COMMIT');
        await Promise.resolve();
      };
      const store = await openStore({ directory, pacing: { fraction: () => 0.5, sleep } });
      raw.exec('BEGIN EXCLUSIVE');
      const [admitted, listed] = await Promise.all([store.admit([makeJob()], {}), store.list({ limit: 1 })]);
      assert.equal(admitted.kind, 'admitted');
      assert.ok(listed.length <= 1);
      assert.ok(waits >= 6);
      raw.close();
      store.close();
    });
  });

  it('gives up after about ten seconds of waiting', async () => {
    await inDirectory(async (directory) => {
      let waitedMs = 0;
      const store = await openStore({
        directory,
        pacing: {
          fraction: () => 0,
          sleep: async (delayMs) => {
            waitedMs += delayMs;
            await Promise.resolve();
          },
        },
      });
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec('BEGIN EXCLUSIVE');
      await assert.rejects(store.beat('window-1', 1_000), withCode('store.busy'));
      assert.ok(waitedMs >= 10_000 && waitedMs < 10_200, `waited ${waitedMs} ms`);
      waitedMs = 0;
      await assert.rejects(store.driven(), withCode('store.busy'));
      assert.ok(waitedMs >= 10_000 && waitedMs < 10_200, `waited ${waitedMs} ms`);
      raw.exec('COMMIT');
      assert.equal(await store.beat('window-1', 1_000), false);
      raw.close();
      store.close();
    });
  });

  it('never holds the event loop for a burst of writes', async () => {
    await inDirectory(async (directory) => {
      const store = await openStore({ directory });
      let turns = 0;
      const count = () => {
        turns++;
        timer = setImmediate(count);
      };
      let timer = setImmediate(count);
      await Promise.all(Array.from({ length: 20 }, (_, index) => store.beat(`window-${index}`, 1_000)));
      clearImmediate(timer);
      assert.ok(turns >= 19, `${turns} turns of the event loop`);
      store.close();
    });
  });

  it('leaves nothing of a transaction in which the process was killed', async () => {
    await inDirectory(async (directory) => {
      const file = await createIn(directory);
      const sizeBefore = (await stat(file)).size;
      const end = await runChild('dyingWindow.ts', directory);
      assert.equal(end.output, 'half-way');
      assert.equal(end.signal, 'SIGKILL');
      assert.ok((await stat(file)).size > sizeBefore, 'a part of the transaction has reached the disk');
      const store = await openStore({ directory });
      assert.deepEqual(await store.list({ limit: 1000 }), [makeJob()]);
      store.close();
      const raw = new DatabaseSync(file);
      assert.deepEqual({ ...raw.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
      raw.close();
    });
  });

  it('says that it is closed', async () => {
    await inDirectory(async (directory) => {
      const store = await openStore({ directory });
      store.close();
      store.close();
      await assert.rejects(store.get('job-1'), withCode('store.unavailable'));
      await assert.rejects(store.beat('window-1', 1_000), withCode('store.unavailable'));
      assert.equal(store.holdsLease('job-1', 1, 'window-1'), false);
      store.leave('window-1');
    });
  });
});
