import type { PlanReport } from '../planReport.ts';
import { findingJson } from '../../reports/findingJson.ts';
import { jsonText } from './json.ts';

/** Amounts are whole millionths of a US dollar. */
export function planJson({ clips, total, errors, notPlanned, leftAlone, priceList }: PlanReport): string {
  return jsonText({
    total,
    priceList,
    clips,
    errors: errors.map(findingJson),
    notPlanned,
    leftAlone,
  });
}
