import type { TextRange } from '../core/promptFile/textRange.ts';
import { findingFixes } from './findingFixes.ts';
import type { Fix } from './fix.ts';
import { marksOf } from './marks.ts';
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
    const found =
      mark.kind === 'problem'
        ? await problemFixes(mark.problem, checked, open)
        : await findingFixes(mark.finding, mark.shots, checked, open);
    for (const [index, fix] of found.entries()) {
      const isEdit = 'edits' in fix;
      if (isEdit && fix.edits.length === 0) continue;
      fixes.push({ ...fix, of: { code, range }, isPreferred: isEdit && index === 0 });
    }
  }
  return fixes;
}
