import { type CheckReport, checkTotals } from '../checkReport.ts';
import { findingJson, placeJson } from '../../reports/findingJson.ts';
import { jsonText } from './json.ts';

export function checkJson(report: CheckReport): string {
  return jsonText({
    files: report.files.map(({ path, findings, cells }) => ({
      path,
      findings: findings.map(findingJson),
      clips: cells.map((cell) => ({
        title: cell.title,
        shot: cell.shot,
        cell: cell.cell,
        ...placeJson(cell.place),
        state: cell.state,
        changes: cell.changes,
        clip: cell.clip,
        quote: cell.quote,
        findings: cell.findings.map(findingJson),
      })),
    })),
    totals: checkTotals(report),
  });
}
