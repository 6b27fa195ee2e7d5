import { findingsOf } from '../promptLanguage/findings.ts';
import { isOnlyBase } from '../shots/onlyBase.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { NextStep } from './nextStep.ts';
import { type ReportedCell, reportedCell } from './reportedCell.ts';
import { filePlace, inOrder, type ReportedFinding } from './reportedFinding.ts';

/** What is wrong with a prompt file, and how the clips stand that it asks for. */
export interface CheckedFileReport {
  readonly path: string;
  /** In the order of the text; those of the clips are not among them. */
  readonly findings: readonly ReportedFinding[];
  readonly cells: readonly ReportedCell[];
}

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
  const asked = isOnlyBase(state, extended) ? [] : state.cells;
  const cells = asked.map((cell) => reportedCell(cell, state, pathOf));
  const findings = markFindings(state, pathOf).map((finding, at) =>
    next === undefined ? finding : { ...finding, next: next[at] ?? [] },
  );
  return { path: pathOf(state.uri), findings: findings.sort(inOrder), cells };
}

/** What is wrong with a file and with what it asks for, in the order of `marksOf`. */
export function markFindings(
  state: PromptFileState,
  pathOf: (uri: string) => string,
): readonly ReportedFinding[] {
  const { file } = state.resolved;
  const path = pathOf(state.uri);
  return findingsOf(state).map(({ range, code, severity, message, within }) => ({
    place: filePlace(path, file, range),
    code,
    severity,
    message,
    ...(within === undefined
      ? {}
      : { within: { path: pathOf(within.uri), line: within.line, column: within.column } }),
  }));
}

/** Everything there is to say of a file, in the order of the text. */
export function allFindings({ findings, cells }: CheckedFileReport): readonly ReportedFinding[] {
  return [...findings, ...cells.flatMap((cell) => cell.findings)].sort(inOrder);
}
