import type { PromptProblem } from '../core/promptFile/problem.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import { findingWords } from '../words/findingWords.ts';
import { problemWords } from '../words/problemWords.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import type { ClipCode, RuleCode } from './ruleIds.ts';
import { type Mark, marksOf } from './marks.ts';

/** Something wrong at a place, in words. */
export interface ShownFinding {
  readonly range: TextRange;
  readonly code: Exclude<RuleCode, ClipCode>;
  readonly severity: PromptProblem['severity'];
  readonly message: string;
  /** Where in another file the reason is. */
  readonly within?: NonNullable<PromptProblem['within']>;
}

/** What is wrong with a file and with what it asks for. */
export function findingsOf(checked: Pick<CheckedFile, 'resolved' | 'shots'>): readonly ShownFinding[] {
  return marksOf(checked).map(shownFinding);
}

function shownFinding(mark: Mark): ShownFinding {
  const { range } = mark;
  if (mark.kind === 'finding') {
    const { code, severity } = mark.finding;
    return { range, code, severity, message: findingWords(mark.finding) };
  }
  const { code, severity, within } = mark.problem;
  const found = { range, code, severity, message: problemWords(mark.problem) };
  return within === undefined ? found : { ...found, within };
}
