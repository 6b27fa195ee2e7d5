import { ruleIds } from '../promptLanguage/ruleIds.ts';
import type { FilePlace, ReportedFinding } from './reportedFinding.ts';

/** A finding as it is given to programs, whoever asks; documented in `docs/command-line.md`. */
export function findingJson({ code, severity, message, place, within, next }: ReportedFinding) {
  return {
    ruleId: ruleIds[code],
    rule: code,
    severity,
    message,
    file: place.path,
    ...placeJson(place),
    within:
      within === undefined ? undefined : { file: within.path, line: within.line, column: within.column },
    next,
  };
}

export function placeJson({ line, column, endLine, endColumn }: FilePlace) {
  return { line, column, endLine, endColumn };
}
