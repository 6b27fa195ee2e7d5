import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Job, JobState } from '../../../src/core/job.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { makeJob } from '../core/makeJob.ts';
import { inTwoWindows } from './openStores.ts';

const from = 'file:///film/boat.video.md';
const to = 'file:///film/ship.video.md';

function jobOf(id: string, promptFileUri = from, fields: Partial<Job> = {}): Job {
  return makeJob({
    id,
    source: { promptFileUri, shot: 'storm', cell: '', take: 1 },
    output: { workspaceFolderUri: 'file:///film', directoryUri: 'file:///film/boat', baseName: id },
    ...fields,
  });
}

const states = {
  queued: true,
  submitting: true,
  running: true,
  downloading: true,
  stored: true,
  uncertain: true,
  stopped: true,
  saved: false,
  failed: false,
  cancelled: false,
  forgotten: false,
} as const satisfies Record<JobState, boolean>;

describe('renaming a prompt file', () => {
  for (const [state, isOpen] of Object.entries(states) as [JobState, boolean][]) {
    it(`takes along a job that is ${state}, and leaves its driver, state and money alone`, async () => {
      await inTwoWindows(async (one, other) => {
        const job = jobOf('job-1', from, { state, ...(isOpen ? {} : { endedAt: 5 }) });
        await one.admit([job], {});
        const before = await one.totals('2026-10-01', '');
        const moved = { ...job, source: { ...job.source, promptFileUri: to } };
        assert.deepEqual(await other.moveFiles([{ from, to }]), [moved]);
        assert.deepEqual(await one.get('job-1'), moved);
        assert.deepEqual(
          (await one.ofPromptFile(to, 9)).map(({ id }) => id),
          ['job-1'],
        );
        assert.deepEqual(await one.ofPromptFile(from, 9), []);
        assert.deepEqual(await one.totals('2026-10-01', ''), before);
      });
    });
  }

  it('keeps the guard: a press on the new name is refused while the first one renders', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([jobOf('job-1')], {});
      await one.moveFiles([{ from, to }]);
      const upTo = await other.newest();
      const press = jobOf('job-2', to, { source: { promptFileUri: to, shot: 'storm', cell: '', take: 2 } });
      const seen = new Map([['job-2', { upTo, agreedSecond: [] }]]);
      assert.deepEqual(await other.admit([press], {}, { seen }), {
        kind: 'duplicate',
        rivals: [{ jobId: 'job-2', others: ['job-1'] }],
      });
    });
  });

  it('takes along what is in a folder, and in another the moment two change their names', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit(
        [
          jobOf('a', 'file:///film/a/x.video.md'),
          jobOf('b', 'file:///film/b/x.video.md', { state: 'saved', endedAt: 5 }),
          jobOf('c', 'file:///film/ab/x.video.md'),
        ],
        {},
      );
      const changed = await other.moveFiles([
        { from: 'file:///film/a', to: 'file:///film/b' },
        { from: 'file:///film/b', to: 'file:///film/a' },
      ]);
      assert.deepEqual(changed.map(({ id }) => id).sort(), ['a', 'b']);
      const fileOf = async (id: string) => (await one.get(id))?.source?.promptFileUri;
      assert.equal(await fileOf('a'), 'file:///film/b/x.video.md');
      assert.equal(await fileOf('b'), 'file:///film/a/x.video.md');
      assert.equal(await fileOf('c'), 'file:///film/ab/x.video.md');
    });
  });

  it('lets clips that are still to come follow their folder', async () => {
    await inTwoWindows(async (one) => {
      const plain = makeJob({ id: 'plain', output: { directoryUri: 'file:///film/boat', baseName: 'x' } });
      await one.admit([jobOf('job-1'), plain], {});
      await one.moveFiles([{ from: 'file:///film/boat', to: 'file:///film/old' }]);
      assert.equal((await one.get('job-1'))?.output.directoryUri, 'file:///film/old');
      assert.equal((await one.get('plain'))?.output.directoryUri, 'file:///film/old');
    });
  });

  it('writes nothing where no job is concerned, and tells other windows where one is', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([jobOf('job-1')], {});
      const before = other.version();
      assert.deepEqual(await one.moveFiles([{ from: 'file:///else', to: 'file:///where' }]), []);
      await one.moveFiles([{ from, to }]);
      assert.notEqual(other.version(), before);
    });
  });

  it('takes along a job whose row cannot be read: it stands in the way under the new name', async () => {
    await inTwoWindows(async (one, other, directory) => {
      await one.admit([jobOf('job-1')], {});
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`UPDATE jobs SET doc = json_set(doc, '$.dialect', 'newer')`);
      assert.deepEqual(await other.moveFiles([{ from, to }]), []);
      assert.equal(raw.prepare(`SELECT doc ->> '$.source.promptFileUri' AS uri FROM jobs`).get()?.uri, to);
      raw.close();
      assert.equal((await one.admit([jobOf('job-2', to)], {})).kind, 'duplicate');
    });
  });

  it('finds the jobs of ended renders by an index', async () => {
    await inTwoWindows((_one, _other, directory) => {
      const raw = new DatabaseSync(join(directory, databaseFileName));
      const uri = `CASE WHEN json_valid(doc) THEN doc ->> '$.source.promptFileUri' END`;
      const plan = raw
        .prepare(
          `EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE ${uri} = ?1 OR (${uri} > ?1 || '/' AND ${uri} < ?1 || '0')`,
        )
        .all('');
      raw.close();
      assert.doesNotMatch(JSON.stringify(plan), /SCAN/);
      return Promise.resolve();
    });
  });
});
