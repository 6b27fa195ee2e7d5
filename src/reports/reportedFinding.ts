import { lineIndexAt, lineRange, positionAt } from '../core/promptFile/lines.ts';
import type { PromptFile } from '../core/promptFile/promptFile.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import type { NextStep } from './nextStep.ts';
import type { RuleCode } from '../promptLanguage/ruleIds.ts';

/** Lines and columns are counted from 1; columns in UTF-16 units, the end not included. */
export interface FilePlace {
  /** As it is shown, with `/` between folders. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What stands in the line. */
  readonly lineText: string;
}

/** Something to say about a place in a prompt file. */
export interface ReportedFinding {
  readonly place: FilePlace;
  readonly code: RuleCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** Where in another file the reason is. */
  readonly within?: Pick<FilePlace, 'path' | 'line' | 'column'>;
  /** What would settle it, the best first; absent where nobody asked. */
  readonly next?: readonly NextStep[];
}

export function filePlace(
  path: string,
  { text, lineStarts }: Pick<PromptFile, 'text' | 'lineStarts'>,
  { start, end }: TextRange,
): FilePlace {
  const last = positionAt(lineStarts, end);
  const line = lineRange(text, lineStarts, lineIndexAt(lineStarts, start));
  return {
    path,
    ...positionAt(lineStarts, start),
    endLine: last.line,
    endColumn: last.column,
    lineText: text.slice(line.start, line.end),
  };
}

export function inOrder(one: ReportedFinding, other: ReportedFinding): number {
  return one.place.line - other.place.line || one.place.column - other.place.column;
}
