import type { TextRange } from '../core/promptFile/textRange.ts';
import { findingFixes } from './findingFixes.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import type { Fix } from './fix.ts';
import { type Mark, marksOf } from './marks.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import { problemFixes } from './problemFixes.ts';

export type QuickFix = Fix & {
  /** The finding that it is for. */
  readonly of: { readonly code: string; readonly range: TextRange };
  /** It is taken where nobody chooses. */
  readonly isPreferred: boolean;
};

/** What settles the findings that a range touches. */
export async function quickFixes(
  open: Pick<OpenPromptFile, 'checked' | 'filesNear'>,
  touched: TextRange,
): Promise<readonly QuickFix[]> {
  const checked = await open.checked();
  const fixes: QuickFix[] = [];
  for (const mark of marksOf(checked)) {
    const { range } = mark;
    if (range.start > touched.end || range.end < touched.start) continue;
    const { code } = mark.kind === 'problem' ? mark.problem : mark.finding;
    for (const [index, fix] of (await markFixes(mark, checked, open)).entries()) {
      const isEdit = 'edits' in fix;
      if (isEdit && fix.edits.length === 0) continue;
      fixes.push({ ...fix, of: { code, range }, isPreferred: isEdit && index === 0 });
    }
  }
  return fixes;
}

/** What settles one of them, the best first; an edit may be empty where no edit can be sure. */
export async function markFixes(
  mark: Mark,
  checked: CheckedFile,
  open: Pick<OpenPromptFile, 'filesNear'>,
): Promise<readonly Fix[]> {
  return mark.kind === 'problem'
    ? await problemFixes(mark.problem, checked, open)
    : await findingFixes(mark.finding, mark.shots, checked, open);
}
