import type { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../core/failure.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import { transition } from '../core/transition.ts';
import { insertJob, selectQueued, selectReadable, updateJob } from './jobRows.ts';
import { jobSchema } from './jobSchema.ts';
import { writeMoney } from './ledgerRows.ts';
import { sumsByDay } from './testimonyRows.ts';
import type { DaySum, Testimony } from './witness.ts';

/** So that no window that is behind by a few changes takes the mended database for what it knows. */
const generationGap = 1_000;

const mayHaveBeenSent: Failure = { class: 'unknown', message: 'create.databaseReplaced', charged: 'unknown' };

/**
 * Puts back what an older or another database lacks, in the transaction that noticed it:
 * - jobs that had not ended, as the witness last saw them, so that what was sent is watched and not sent again;
 * - of the other queued ones nobody can tell whether they were sent: they become uncertain, or ask first (P1);
 * - money that is still missing stays counted, as that of jobs whose charge nobody knows (P8).
 */
export function mend(
  connection: DatabaseSync,
  reached: { readonly databaseId: string; readonly generation: number } | undefined,
  told: Testimony | undefined,
): void {
  const known = (told?.jobs ?? []).flatMap((doc) => {
    const parsed = jobSchema.safeParse(doc);
    return parsed.success ? [parsed.data] : [];
  });
  const restored = known.filter((job) => restore(connection, job)).length;
  const witnessed = new Set(known.filter(({ state }) => state === 'queued').map(({ id }) => id));
  const doubted = selectQueued(connection).filter((job) => doubt(connection, job, witnessed)).length;
  const lost = keepCounted(connection, missingSums(told?.sums ?? [], sumsByDay(connection)));
  connection
    .prepare('UPDATE lineage SET id = ifnull(?, id), generation = max(generation, ?) + ?')
    .run(reached?.databaseId ?? null, reached?.generation ?? 0, generationGap);
  // Before the first job there is nothing to miss.
  if (reached?.generation === 0) return;
  connection
    .prepare(
      `INSERT INTO gaps (generation, jobs, micro_usd, restored, doubted, told)
       SELECT generation, ?, ?, ?, ?, 0 FROM lineage`,
    )
    .run(lost.jobs, lost.microUsd, restored, doubted);
}

/** True where the witness knew the job better. One that a rule of the database refuses stays missing; its money does not. */
function restore(connection: DatabaseSync, job: Job): boolean {
  const there = selectReadable(connection, job.id, () => undefined);
  if (there !== undefined && there.updatedAt >= job.updatedAt) return false;
  connection.exec('SAVEPOINT restoring');
  try {
    if (there === undefined) insertJob(connection, job);
    // Whoever drives it with what it was then must not go on.
    else updateJob(connection, { ...job, epoch: Math.max(job.epoch, there.epoch) + 1 });
    writeMoney(connection, job);
    connection.exec('RELEASE restoring');
    return true;
  } catch {
    connection.exec('ROLLBACK TO restoring; RELEASE restoring');
    return false;
  }
}

/** True where it changed. */
function doubt(connection: DatabaseSync, job: Job, witnessed: ReadonlySet<string>): boolean {
  const event = { kind: 'hold', reason: 'confirm' } as const;
  const sent = witnessed.has(job.id) ? undefined : transition(job, { kind: 'send' }, job.updatedAt);
  const next =
    sent === undefined
      ? transition(job, event, job.updatedAt)
      : transition(sent, { kind: 'doubted', failure: mayHaveBeenSent }, job.updatedAt);
  if (next === undefined) return false;
  updateJob(connection, { ...next, epoch: job.epoch + 1 });
  writeMoney(connection, next);
  return job.origin !== sampleOrigin;
}

/**
 * What the database counts less than the witness does, day by day. A folder's key may have changed between the two:
 * a day never misses more than its own sum does.
 */
export function missingSums(told: readonly DaySum[], there: readonly DaySum[]): readonly DaySum[] {
  const days = Map.groupBy(told, ({ day }) => day);
  return [...days].flatMap(([day, sums]) => {
    const now = there.filter((sum) => sum.day === day);
    let missing = total(sums) - total(now);
    return sums.flatMap((sum) => {
      const same = now.find(({ workspaceKey }) => workspaceKey === sum.workspaceKey);
      const microUsd = Math.min(missing, sum.microUsd - (same?.microUsd ?? 0));
      if (microUsd <= 0) return [];
      missing -= microUsd;
      return [{ ...sum, microUsd, jobs: Math.max(0, sum.jobs - (same?.jobs ?? 0)) }];
    });
  });
}

/** The database keeps these sums beside those of its jobs; who does not know `lost` counts it as unknown. */
function keepCounted(connection: DatabaseSync, missing: readonly DaySum[]) {
  const insert = connection.prepare(
    `INSERT INTO spend (month, day, workspace_key, status, jobs, reserved, charged) VALUES (?, ?, ?, 'lost', ?, ?, 0)
     ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs, reserved = reserved + excluded.reserved`,
  );
  for (const { day, workspaceKey, jobs, microUsd } of missing)
    insert.run(day.slice(0, 7), day, workspaceKey, jobs, microUsd);
  return { jobs: missing.reduce((sum, { jobs }) => sum + jobs, 0), microUsd: total(missing) };
}

const total = (sums: readonly DaySum[]) => sums.reduce((sum, { microUsd }) => sum + microUsd, 0);
