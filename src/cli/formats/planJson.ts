import type { PlanReport } from '../planReport.ts';

/** Amounts are whole millionths of a US dollar. */
export function planJson({ clips, total, errors, notPlanned, leftAlone }: PlanReport): string {
  return `${JSON.stringify({ total, clips, errors, notPlanned, leftAlone }, undefined, 2)}\n`;
}
