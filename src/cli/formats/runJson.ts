import { findingJson } from '../../reports/findingJson.ts';
import type { RunReport } from '../run/runReport.ts';
import { jsonText } from './json.ts';

/** Amounts are whole millionths of a US dollar. */
export function runJson({ refusal, jobs, money, errors, notPlanned }: RunReport): string {
  return jsonText({
    ...(refusal === undefined
      ? {}
      : { refusal: { code: refusal.code, message: refusal.message, next: refusal.next } }),
    clips: jobs,
    money,
    errors: errors.map(findingJson),
    notPlanned,
  });
}
