import type { Finding } from '../core/finding.ts';
import type { PromptProblem } from '../core/promptFile/problem.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import { placeOfFinding } from './fieldPlace.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import { hasOnlyOptions } from '../shots/onlyBase.ts';

/** Something wrong at a place of a prompt file. */
export type Mark = { readonly range: TextRange } & (
  | { readonly kind: 'problem'; readonly problem: PromptProblem }
  /** `shots`: all that it was found about, the first one first. */
  | { readonly kind: 'finding'; readonly finding: Finding; readonly shots: readonly CheckedShot[] }
);

/** What is wrong with a file and with what it asks for; what several shots share is told once. */
export function marksOf({
  resolved: { file, problems },
  shots,
}: Pick<CheckedFile, 'resolved' | 'shots'>): readonly Mark[] {
  const found = new Map<string, { range: TextRange; finding: Finding; shots: CheckedShot[] }>();
  for (const shot of shots) {
    for (const finding of shot.findings) {
      if (finding.code === 'prompt.empty' && hasOnlyOptions(file)) continue;
      const range = placeOfFinding(finding, file, shot);
      const key = JSON.stringify([range, finding.code, finding.args]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { range, finding, shots: [shot] });
      else known.shots.push(shot);
    }
  }
  return [
    ...problems.map((problem): Mark => ({ kind: 'problem', range: problem.range, problem })),
    ...[...found.values()].map((one): Mark => ({ kind: 'finding', ...one })),
  ];
}
