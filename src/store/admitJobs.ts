import type { DatabaseSync } from 'node:sqlite';
import { type CapBreach, type Caps, type CapTotals, capBreach } from '../core/budget.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import type { MicroUsd } from '../core/money.ts';
import { runBreach } from '../core/runBudget.ts';
import type { AdmitOptions, AdmitOutcome } from '../engine/rivals.ts';
import { insertJob, type OnUnreadable, selectReadable, selectTaskHolder } from './jobRows.ts';
import { sumMoney, sumOfAgents } from './ledgerRows.ts';
import { rivalsOf } from './rivals.ts';
import { supersede } from './supersede.ts';
import { writeJob } from './writeJob.ts';

interface Admission {
  readonly jobs: readonly Job[];
  readonly caps: Caps;
  readonly options: AdmitOptions;
  readonly onUnreadable: OnUnreadable;
}

/** Everything that must be so when jobs are inserted, in the transaction that inserts them. Throws {@link Capped}. */
export function admitJobs(
  connection: DatabaseSync,
  { jobs, caps, options, onUnreadable }: Admission,
): AdmitOutcome {
  const rivals = rivalsOf(connection, jobs, options);
  if (rivals.length > 0) return { kind: 'duplicate', rivals };
  for (const { origin, taskId } of jobs) {
    const holder = taskId === undefined ? undefined : selectTaskHolder(connection, origin, taskId);
    if (holder !== undefined) return { kind: 'known', jobId: holder };
  }
  const { agentDayMicroUsd, budget, supersedes } = options;
  if (agentDayMicroUsd !== undefined && isOverAllowance(connection, jobs, agentDayMicroUsd)) {
    return { kind: 'allowance' };
  }
  const quotes = jobs.map(({ quote }) => quote);
  const over = budget === undefined ? undefined : runBreach(budget, quotes);
  if (over !== undefined) return { kind: 'overBudget', breach: over };
  const [first] = jobs;
  const superseded =
    first === undefined || supersedes === undefined ? undefined : supersede(connection, first, supersedes);
  if (supersedes !== undefined && superseded === undefined) return { kind: 'settled' };
  for (const group of groupByCap(superseded === undefined ? jobs : [superseded.job])) {
    assertWithinCaps(connection, group, caps);
    for (const job of group) writeJob(connection, insertJob, job);
  }
  const { changed = [], followers = [] } = superseded ?? {};
  const waiting = followers.map((id) => selectReadable(connection, id, onUnreadable));
  return { kind: 'admitted', changed: [...changed, ...waiting.filter((job) => job !== undefined)] };
}

/** Samples cost nothing. */
function isOverAllowance(
  connection: DatabaseSync,
  jobs: readonly Job[],
  agentDayMicroUsd: MicroUsd,
): boolean {
  const paid = jobs.filter(({ origin }) => origin !== sampleOrigin);
  return [...Map.groupBy(paid, ({ day }) => day)].some(([day, ofDay]) => {
    const asked = ofDay.reduce((sum, { reservedMicroUsd }) => sum + reservedMicroUsd, 0);
    return sumOfAgents(connection, day) + asked > agentDayMicroUsd;
  });
}

/** Leaves the transaction of an admission, so that it is rolled back as a whole. */
export class Capped extends Error {
  readonly breach: CapBreach;
  readonly totals: CapTotals;

  constructor(breach: CapBreach, totals: CapTotals) {
    super('A cap would be passed.');
    this.breach = breach;
    this.totals = totals;
  }
}

/** Jobs whose money counts against the same day and workspace, in the given order; samples count against none. */
function groupByCap(jobs: readonly Job[]): Iterable<readonly Job[]> {
  return Map.groupBy(jobs, (job) =>
    job.origin === sampleOrigin ? sampleOrigin : JSON.stringify([job.day, job.workspaceKey]),
  ).values();
}

function assertWithinCaps(connection: DatabaseSync, group: readonly Job[], caps: Caps): void {
  const [first] = group;
  if (first === undefined || first.origin === sampleOrigin) return;
  const totals = sumMoney(connection, first.day, first.workspaceKey);
  const askedMicroUsd = group.reduce((sum, job) => sum + job.reservedMicroUsd, 0);
  const breach = capBreach(caps, totals, askedMicroUsd);
  if (breach !== undefined) throw new Capped(breach, totals);
}
