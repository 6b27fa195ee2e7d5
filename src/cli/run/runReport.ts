import { hasEnded } from '../../core/job.ts';
import { isSomethingWrong, type PlanReport } from '../planReport.ts';
import { type ExitCode, exitCodes } from '../exitCode.ts';
import type { Refusal } from '../render/refusal.ts';
import { moneyOfJobs, type MoneyOfJobs } from './moneyOfJobs.ts';
import type { ReportedJob } from './reportedJob.ts';

/** What a run has done, to be written in any format. */
export interface RunReport {
  readonly jobs: readonly ReportedJob[];
  readonly money: MoneyOfJobs;
  /** Why nothing was sent. */
  readonly refusal?: Refusal;
  readonly errors: PlanReport['errors'];
  readonly notPlanned: PlanReport['notPlanned'];
  readonly isInterrupted: boolean;
  /** It does not wait for what it has submitted. */
  readonly isDetached: boolean;
}

export function runReport(
  jobs: readonly ReportedJob[],
  others: Partial<Omit<RunReport, 'jobs' | 'money'>> = {},
): RunReport {
  return {
    jobs,
    money: moneyOfJobs(jobs),
    errors: [],
    notPlanned: [],
    isInterrupted: false,
    isDetached: false,
    ...others,
  };
}

/** What is worst of all. */
export function exitCodeOf(report: RunReport): ExitCode {
  const { jobs, refusal, isInterrupted, isDetached } = report;
  if (jobs.some(({ state }) => state === 'uncertain')) return exitCodes.unknown;
  if (refusal !== undefined) return refusal.exitCode;
  if (isInterrupted) return exitCodes.interrupted;
  const waiting = jobs.filter(({ state }) => !hasEnded({ state }));
  if (jobs.some(({ state, failure }) => state !== 'saved' && failure?.class === 'key'))
    return exitCodes.couldNotRun;
  const isWrong = jobs.some(({ state }) => state === 'failed' || state === 'cancelled');
  if (isWrong || (waiting.length > 0 && !isDetached)) return exitCodes.wrong;
  return isSomethingWrong(report) ? exitCodes.wrong : exitCodes.ok;
}
