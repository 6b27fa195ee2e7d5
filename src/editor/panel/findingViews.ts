import type { Finding } from '../../core/finding.ts';
import type { FindingView } from '../../protocol/panel.ts';
import { findingWords } from '../words/findingWords.ts';
import { fixWords } from '../words/fixWords.ts';

/** The findings as the panel shows them, each with the change that settles it. */
export function findingViews(findings: readonly Finding[]): readonly FindingView[] {
  return findings.map((finding) => {
    const { severity, field, code } = finding;
    const label = fixWords(finding);
    const view = { severity, field, code, text: findingWords(finding) };
    return label === undefined ? view : { ...view, fixes: [{ kind: 'form', label }] };
  });
}
