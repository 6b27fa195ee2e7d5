import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/jobStore.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { makeJob } from '../core/makeJob.ts';
import { inDirectory } from './directory.ts';
import { hastyPacing } from './openStores.ts';
import { runChild } from './runChild.ts';

const sum = (ends: readonly { readonly output: string }[]) =>
  ends.reduce((all, { output }) => all + Number(output), 0);

describe('agents in several processes', () => {
  const windows = async (directory: string, tries: string, allowance: string) =>
    await Promise.all(
      ['x', 'y', 'z'].map((name) => runChild('agentsWindow.ts', directory, name, tries, allowance)),
    );

  it('never spend more than their allowance together', async () => {
    await inDirectory(async (directory) => {
      assert.equal(sum(await windows(directory, '20', '12')), 12);
    });
  });

  it('get each request once', async () => {
    await inDirectory(async (directory) => {
      assert.equal(sum(await windows(directory, '15', '1000')), 15);
    });
  });
});

describe('a database of before there were agents', () => {
  it('keeps its jobs and money, which are nobody’s of them, and knows agents from then on', async () => {
    await inDirectory(async (directory) => {
      const before = migrations.findIndex((sql) => sql.includes('asked_by'));
      const raw = new DatabaseSync(join(directory, databaseFileName));
      for (const sql of migrations.slice(0, before)) raw.exec(sql);
      raw.exec(`PRAGMA user_version = ${String(before)}`);
      const { id, state, windowId, epoch, ...doc } = makeJob({ id: 'old', reservedMicroUsd: 70 });
      raw
        .prepare('INSERT INTO jobs VALUES (?, ?, 1, ?, ?, ?)')
        .run(id, state, windowId, epoch, JSON.stringify(doc));
      raw
        .prepare(
          "INSERT INTO ledger VALUES (?, ?, '2026-10', ?, 'veo3.1-fast', 0, 'reserved', 70, 70, NULL, NULL)",
        )
        .run(id, doc.day, doc.workspaceKey);
      raw.close();
      const store = await openStore({ directory, pacing: hastyPacing });
      try {
        assert.equal((await store.get('old'))?.by, undefined);
        assert.equal((await store.totals(doc.day, '')).day.reservedMicroUsd, 70);
        assert.equal(await store.spentByAgents(doc.day), 0);
        const digest = 'd'.repeat(64);
        await store.admit([makeJob({ id: 'new', by: 'agent', digest, reservedMicroUsd: 5 })], {});
        assert.equal(await store.spentByAgents(doc.day), 5);
        assert.deepEqual(
          (await store.ofRecipe(digest, 5)).map((job) => [job.id, job.by]),
          [['new', 'agent']],
        );
        assert.equal((await store.totals(doc.day, '')).day.reservedMicroUsd, 75);
      } finally {
        store.close();
      }
    });
  });

  it('finds what agents spent and asked for by an index, however many jobs there are', async () => {
    await inDirectory(async (directory) => {
      (await openStore({ directory, pacing: hastyPacing })).close();
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const plan = (sql: string) => JSON.stringify(raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('x'));
      assert.match(plan("SELECT count(*) FROM ledger WHERE day = ? AND asked_by = 'agent'"), /ledger_agents/);
      const digest = "CASE WHEN json_valid(doc) THEN doc ->> '$.digest' END";
      assert.match(plan(`SELECT id FROM jobs WHERE ${digest} = ?`), /jobs_of_digest/);
      raw.close();
    });
  });
});
