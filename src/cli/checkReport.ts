import { findingsOf } from '../promptLanguage/findings.ts';
import { isOnlyBase } from '../shots/onlyBase.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import { type ExitCode, exitCodes } from './exitCode.ts';
import type { NextStep } from './nextStep.ts';
import { type CellStanding, cellStandings, type ReportedCell, reportedCell } from './reportedCell.ts';
import { filePlace, inOrder, type ReportedFinding } from './reportedFinding.ts';

/** What is wrong with prompt files, and how the clips stand that they ask for. */
export interface CheckReport {
  readonly files: readonly CheckedFileReport[];
}

export interface CheckedFileReport {
  readonly path: string;
  /** In the order of the text; those of the clips are not among them. */
  readonly findings: readonly ReportedFinding[];
  readonly cells: readonly ReportedCell[];
}

export const failures = ['error', 'stale', 'missing'] as const;

export type Failure = (typeof failures)[number];

/**
 * `extended`: URIs of the files that others extend; `pathOf`: how a file is shown; `next`: what settles each finding, in their
 * order.
 */
export function fileReport(
  state: PromptFileState,
  extended: ReadonlySet<string>,
  pathOf: (uri: string) => string,
  next?: readonly (readonly NextStep[])[],
): CheckedFileReport {
  const { file } = state.resolved;
  const path = pathOf(state.uri);
  const findings = findingsOf(state).map(
    ({ range, code, severity, message, within }, at): ReportedFinding => ({
      place: filePlace(path, file, range),
      code,
      severity,
      message,
      ...(within === undefined
        ? {}
        : { within: { path: pathOf(within.uri), line: within.line, column: within.column } }),
      ...(next === undefined ? {} : { next: next[at] ?? [] }),
    }),
  );
  const asked = isOnlyBase(state, extended) ? [] : state.cells;
  const cells = asked.map((cell) => reportedCell(cell, state, pathOf));
  return { path, findings: findings.sort(inOrder), cells };
}

/** Everything there is to say of a file, in the order of the text. */
export function allFindings({ findings, cells }: CheckedFileReport): readonly ReportedFinding[] {
  return [...findings, ...cells.flatMap((cell) => cell.findings)].sort(inOrder);
}

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
