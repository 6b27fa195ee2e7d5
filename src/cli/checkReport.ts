import { allFindings, type CheckedFileReport } from '../reports/fileReport.ts';
import { type CellStanding, cellStandings } from '../reports/reportedCell.ts';
import type { ReportedFinding } from '../reports/reportedFinding.ts';
import { type ExitCode, exitCodes } from './exitCode.ts';

/** What is wrong with prompt files, and how the clips stand that they ask for. */
export interface CheckReport {
  readonly files: readonly CheckedFileReport[];
}

export const failures = ['error', 'stale', 'missing'] as const;

export type Failure = (typeof failures)[number];

export interface CheckTotals {
  readonly files: number;
  readonly clips: Readonly<Record<CellStanding, number>>;
  /** Of those that are there. */
  readonly samples: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Clips that are stale or missing are no warnings of their own here: they are counted among the clips. */
export function checkTotals({ files }: CheckReport): CheckTotals {
  const cells = files.flatMap((file) => file.cells);
  const found = files.flatMap(allFindings);
  const counted = cellStandings.map((state) => [state, cells.filter((cell) => cell.state === state).length]);
  const isOfClip = ({ code }: ReportedFinding) => code === 'clip.stale' || code === 'clip.missing';
  return {
    files: files.length,
    clips: Object.fromEntries(counted) as Record<CellStanding, number>,
    samples: found.filter(({ code }) => code === 'clip.sample').length,
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: found.filter((one) => one.severity === 'warning' && !isOfClip(one)).length,
  };
}

export function isFailure({ code, severity }: ReportedFinding, failOn: readonly Failure[]): boolean {
  if (code === 'clip.stale') return failOn.includes('stale');
  if (code === 'clip.missing') return failOn.includes('missing');
  return severity === 'error' && failOn.includes('error');
}

export function checkExitCode({ files }: CheckReport, failOn: readonly Failure[]): ExitCode {
  const failing = files.flatMap(allFindings).filter((finding) => isFailure(finding, failOn));
  if (failing.some(({ severity }) => severity === 'error')) return exitCodes.wrong;
  return failing.length > 0 ? exitCodes.notCurrent : exitCodes.ok;
}
