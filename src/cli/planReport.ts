import { positionAt } from '../core/promptFile/lines.ts';
import { cellTitle } from '../shots/cellTitle.ts';
import { planPath } from '../shots/planPath.ts';
import type { Planning, PlanOnly, Unplanned } from '../shots/planFiles.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { PlannedTake, RenderPlan } from '../shots/renderPlan.ts';
import { findingWords } from '../words/findingWords.ts';
import { problemWithinWords } from '../words/leftOutWords.ts';
import { unplannedWords } from '../words/planWords.ts';
import { marksOf } from '../promptLanguage/marks.ts';
import type { RuleCode } from '../promptLanguage/ruleIds.ts';
import { exactPriceEdits } from '../promptLanguage/nextEdits.ts';
import * as l10n from '@vscode/l10n';
import { nextOfMarks } from '../reports/nextOfMarks.ts';
import { editStep, type NextStep } from '../reports/nextStep.ts';
import { commandLine } from './nextStep.ts';

/** A plan and what stands in its way, to be written in any format. Paths are as a person in the working directory writes them. */
export interface PlanReport {
  readonly clips: readonly ReportedClip[];
  readonly total: RenderPlan['total'];
  readonly errors: readonly ReportedError[];
  readonly notPlanned: readonly ReportedClipLeft[];
  /** How many need no render, or were not asked for. */
  readonly leftAlone: number;
}

export interface ReportedClip extends PlannedTake {
  /** Where its price is not exact: what has one. */
  readonly next: readonly NextStep[];
}

/** Something in a file that keeps clips from being rendered. */
export interface ReportedError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: RuleCode;
  readonly message: string;
  readonly next: readonly NextStep[];
}

/** A clip that is not in the plan for a reason of its own. */
export interface ReportedClipLeft {
  readonly file: string;
  readonly shot: string;
  readonly cell: string;
  readonly title: string;
  readonly reason: Exclude<Unplanned['kind'], 'obstacle'> | 'before';
  readonly message: string;
  readonly next: readonly NextStep[];
}

export interface PlanReportParts {
  readonly planning: Planning;
  readonly files: readonly PromptFileState[];
  readonly only: PlanOnly;
  /** Of the plan. */
  readonly rootUri: string;
  readonly shownPath: (uri: string) => string;
}

export async function planReport(parts: PlanReportParts): Promise<PlanReport> {
  const { planning, files, only, rootUri, shownPath } = parts;
  const { plan, unplanned, leftAlone } = planning;
  const byPath = new Map(files.map((file) => [planPath(rootUri, file.uri), file]));
  const errors = await Promise.all(files.map((file) => errorsOf(file, shownPath(file.uri))));
  return {
    clips: plan.clips.map((clip) => reportedClip(clip, byPath.get(clip.file), shownPath)),
    total: plan.total,
    errors: errors.flat(),
    notPlanned: unplanned.flatMap((one) => clipsLeft(one, only, shownPath)),
    leftAlone,
  };
}

async function errorsOf(file: PromptFileState, path: string): Promise<readonly ReportedError[]> {
  const marks = marksOf(file).filter(
    (mark) => (mark.kind === 'problem' ? mark.problem : mark.finding).severity === 'error',
  );
  const next = await nextOfMarks(file, path, marks);
  return marks.map((mark, at) => ({
    file: path,
    ...positionAt(file.resolved.file.lineStarts, mark.range.start),
    rule: mark.kind === 'problem' ? mark.problem.code : mark.finding.code,
    message: mark.kind === 'problem' ? problemWithinWords(mark.problem) : findingWords(mark.finding),
    next: next[at] ?? [],
  }));
}

function clipsLeft(
  unplanned: Unplanned,
  only: PlanOnly,
  shownPath: (uri: string) => string,
): readonly ReportedClipLeft[] {
  const message = unplannedWords(unplanned);
  if (unplanned.kind === 'obstacle') {
    const { file, shot, cell = '', title, obstacle } = unplanned.leftOut;
    if (obstacle.kind === 'errors') return [];
    return [{ file: shownPath(file.uri), shot, cell, title, reason: 'before', message, next: [] }];
  }
  const { kind, cell } = unplanned;
  const file = shownPath(unplanned.file.uri);
  const isLeftByWish = kind === 'waits' && only !== 'all' && only.length < 2;
  const next = isLeftByWish
    ? [
        {
          title: l10n.t('Plan that shot too'),
          command: commandLine('plan', [file], ['--only', 'missing,stale']),
        },
      ]
    : [];
  return [{ file, shot: cell.shot, cell: cell.cell, title: cellTitle(cell), reason: kind, message, next }];
}

function reportedClip(
  clip: PlannedTake,
  file: PromptFileState | undefined,
  shownPath: PlanReportParts['shownPath'],
): ReportedClip {
  const path = file === undefined ? clip.file : shownPath(file.uri);
  const cell = file?.cells.find((one) => one.shot === clip.shot && one.cell === clip.cell);
  const edits =
    file === undefined || cell === undefined || clip.quote.kind === 'listed'
      ? []
      : exactPriceEdits(cell.plan, file);
  return { ...clip, file: path, next: edits.map((edit) => editStep(path, edit)) };
}
