import * as l10n from '@vscode/l10n';
import { allFindings, fileReport } from '../reports/fileReport.ts';
import { findingJson } from '../reports/findingJson.ts';
import { nextOfMarks } from '../reports/nextOfMarks.ts';
import type { NextStep } from '../reports/nextStep.ts';
import type { ReportedFinding } from '../reports/reportedFinding.ts';
import { type Answer, lines, priceData } from './answer.ts';
import { askedCells, clipId } from './askedCells.ts';
import type { ToolInput } from './inputs.ts';
import type { AgentPorts } from './ports.ts';

const mostLines = 40;

/** What is wrong with a prompt file, and how its clips stand. */
export async function check(
  { file }: ToolInput<'check'>,
  ports: Pick<AgentPorts, 'promptFile' | 'pathOf'>,
): Promise<Answer> {
  const state = await ports.promptFile(file);
  const path = ports.pathOf(state.uri);
  const report = fileReport(state, new Set(), ports.pathOf, await nextOfMarks(state, path));
  const { payable } = askedCells(state);
  const jobs = new Map(state.cells.map((cell) => [clipId(cell), cell.jobs.map(({ id }) => id)]));
  const clips = report.cells.map((cell) => ({
    id: clipId(cell),
    title: cell.title,
    line: cell.place.line,
    state: cell.state,
    ...(cell.clip === undefined ? {} : { clip: cell.clip.path }),
    ...(cell.quote === undefined ? {} : priceData(cell.quote)),
    jobs: jobs.get(clipId(cell)) ?? [],
  }));
  const findings = allFindings(report);
  const next: readonly NextStep[] =
    payable.length === 0
      ? []
      : [
          {
            title: l10n.t('Price what is missing or stale. Render it only if the user wants it.'),
            call: { tool: 'estimate', input: { file: path } },
          },
        ];
  return {
    text: lines(
      clips.length === 1 ? l10n.t('{0}: 1 clip', path) : l10n.t('{0}: {1} clips', path, clips.length),
      ...clips
        .slice(0, mostLines)
        .map(({ id, state: standing, clip, ...cell }) =>
          ['-', id, standing, clip ?? ('kind' in cell ? cell.price : ''), ...jobWords(cell.jobs)].join(' '),
        ),
      ...findings.slice(0, mostLines).map(findingLine),
    ),
    data: { file: path, clips, findings: findings.map(findingJson), next },
  };
}

function jobWords(jobs: readonly string[]): readonly string[] {
  return jobs.length === 0 ? [] : [l10n.t('(job {0})', jobs.join(', '))];
}

function findingLine({ place, severity, message }: ReportedFinding): string {
  return l10n.t('line {0}: {1}: {2}', place.line, severity, message);
}
