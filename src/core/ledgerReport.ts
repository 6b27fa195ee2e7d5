import type { Asker, ChargeBasis, JobState } from './job.ts';
import type { LedgerStatus, SpendTotals } from './ledger.ts';
import type { MicroUsd } from './money.ts';

/** One job with its money, as the ledger shows it. */
export interface LedgerRow {
  readonly jobId: string;
  /** Local date at reservation, `YYYY-MM-DD`. */
  readonly day: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly model: string;
  readonly seconds: number;
  readonly aspectRatio: string;
  readonly resolution: string;
  readonly prompt: string;
  /** Absent: a person, a task or another extension. */
  readonly by?: Asker;
  readonly workspaceKey: string;
  readonly state: JobState;
  readonly status: LedgerStatus;
  /** Samples are kept out of every sum. */
  readonly isSample: boolean;
  readonly quotedMicroUsd?: MicroUsd;
  /** What was reserved at submission, whatever became of it. */
  readonly reservedMicroUsd: MicroUsd;
  readonly chargedMicroUsd?: MicroUsd;
  /** Absent while nothing is charged. */
  readonly basis?: ChargeBasis;
  readonly taskId?: string;
  /** Where the clip lies in the workspace. */
  readonly clipUri?: string;
}

/** What jobs of one ledger status and one state sum up to, within a day, a model or a workspace. */
export interface Tally {
  /** The day, the model's id or the workspace key. */
  readonly key: string;
  readonly status: LedgerStatus;
  readonly state: JobState;
  readonly jobs: number;
  readonly reservedMicroUsd: MicroUsd;
  readonly chargedMicroUsd: MicroUsd;
}

/** What became of jobs. */
export interface Outcomes {
  /** Clips that are there: saved in a workspace, or kept by the extension. */
  readonly kept: number;
  readonly failed: number;
  /** Uncertain, no longer watched, or forgotten. */
  readonly unclear: number;
  /** Queued, sent, rendering or downloading. */
  readonly underWay: number;
  readonly cancelled: number;
}

export interface SpendGroup extends SpendTotals, Outcomes {
  readonly key: string;
}

const outcomeOf = {
  queued: 'underWay',
  submitting: 'underWay',
  running: 'underWay',
  downloading: 'underWay',
  stored: 'kept',
  saved: 'kept',
  failed: 'failed',
  uncertain: 'unclear',
  stopped: 'unclear',
  forgotten: 'unclear',
  cancelled: 'cancelled',
} satisfies Record<JobState, keyof Outcomes>;

/** The tallies of each key as one group, in the order in which the keys come. */
export function groupTallies(tallies: readonly Tally[]): readonly SpendGroup[] {
  return [...Map.groupBy(tallies, ({ key }) => key)].map(([key, ofKey]) => groupOf(key, ofKey));
}

/** All tallies as one group. */
export function sumTallies(tallies: readonly Tally[]): SpendGroup {
  return groupOf('', tallies);
}

function groupOf(key: string, tallies: readonly Tally[]): SpendGroup {
  const jobsWith = (outcome: keyof Outcomes) =>
    sum(tallies.filter(({ state }) => outcomeOf[state] === outcome).map(({ jobs }) => jobs));
  const of = (status: LedgerStatus) => tallies.filter((tally) => tally.status === status);
  return {
    key,
    spentMicroUsd: sum(of('charged').map(({ chargedMicroUsd }) => chargedMicroUsd)),
    reservedMicroUsd: sum(of('reserved').map(({ reservedMicroUsd }) => reservedMicroUsd)),
    unknownCount: sum(of('unknown').map(({ jobs }) => jobs)),
    unknownMicroUsd: sum(of('unknown').map(({ reservedMicroUsd }) => reservedMicroUsd)),
    kept: jobsWith('kept'),
    failed: jobsWith('failed'),
    unclear: jobsWith('unclear'),
    underWay: jobsWith('underWay'),
    cancelled: jobsWith('cancelled'),
  };
}

/** What one kept clip cost, everything charged counted; undefined without a clip or without a known charge. */
export function costPerClip(group: SpendGroup): MicroUsd | undefined {
  return group.kept === 0 || group.spentMicroUsd === 0
    ? undefined
    : Math.ceil(group.spentMicroUsd / group.kept);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
