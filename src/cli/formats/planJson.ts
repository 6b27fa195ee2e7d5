import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import type { PlanReport } from '../planReport.ts';
import { jsonText } from './json.ts';

/** Amounts are whole millionths of a US dollar. */
export function planJson({ clips, total, errors, notPlanned, leftAlone }: PlanReport): string {
  return jsonText({
    total,
    clips,
    errors: errors.map((error) => ({ ruleId: ruleIds[error.rule], ...error })),
    notPlanned,
    leftAlone,
  });
}
