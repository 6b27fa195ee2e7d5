import { cellTitle } from '../shots/cellTitle.ts';
import { planPath } from '../shots/planPath.ts';
import type { Planning, PlanOnly, Unplanned } from '../shots/planFiles.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { PlannedTake, RenderPlan } from '../shots/renderPlan.ts';
import { unplannedWords } from '../words/planWords.ts';
import { marksOf } from '../promptLanguage/marks.ts';
import { exactPriceEdits } from '../promptLanguage/nextEdits.ts';
import * as l10n from '@vscode/l10n';
import { markFindings } from '../reports/fileReport.ts';
import { inOrder, type ReportedFinding } from '../reports/reportedFinding.ts';
import type { AskedPrices } from './askedPrices.ts';
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
  /** The list that was read for the prices; absent: nobody asked for one. */
  readonly priceList?: Pick<AskedPrices, 'origin' | 'date'>;
}

export interface ReportedClip extends PlannedTake {
  /** Where its price is not exact: what has one. */
  readonly next: readonly NextStep[];
}

/** Something in a file that keeps clips from being rendered. */
export interface ReportedError extends ReportedFinding {
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
  readonly prices?: AskedPrices;
}

export async function planReport(parts: PlanReportParts): Promise<PlanReport> {
  const { planning, files, only, rootUri, shownPath, prices } = parts;
  const { plan, unplanned, leftAlone } = planning;
  const byPath = new Map(files.map((file) => [planPath(rootUri, file.uri), file]));
  const errors = await Promise.all(files.map((file) => errorsOf(file, shownPath)));
  return {
    clips: plan.clips.map((clip) => reportedClip(clip, byPath.get(clip.file), shownPath)),
    total: plan.total,
    errors: errors.flat(),
    notPlanned: unplanned.flatMap((one) => clipsLeft(one, only, shownPath)),
    leftAlone,
    ...(prices === undefined ? {} : { priceList: { origin: prices.origin, date: prices.date } }),
  };
}

async function errorsOf(
  file: PromptFileState,
  shownPath: (uri: string) => string,
): Promise<readonly ReportedError[]> {
  const marks = marksOf(file);
  const errors = markFindings(file, shownPath).flatMap((finding, at) => {
    const mark = marks[at];
    return finding.severity === 'error' && mark !== undefined ? [{ finding, mark }] : [];
  });
  const next = await nextOfMarks(
    file,
    shownPath(file.uri),
    errors.map(({ mark }) => mark),
  );
  return errors.map(({ finding }, at) => ({ ...finding, next: next[at] ?? [] })).sort(inOrder);
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

/** What waits for a clip that was not asked for, or is under way, is no mistake in a file. */
export function isSomethingWrong({ errors, notPlanned }: Pick<PlanReport, 'errors' | 'notPlanned'>): boolean {
  return errors.length > 0 || notPlanned.some(({ reason }) => reason !== 'waits' && reason !== 'underWay');
}
