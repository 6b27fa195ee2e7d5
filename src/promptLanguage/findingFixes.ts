import type { Finding } from '../core/finding.ts';
import { imageIndex } from '../protocol/imageField.ts';
import { fixWords, redrawWords, useModelWords } from '../words/fixWords.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import { fixEdits } from './fixEdits.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import { otherModels } from './otherModels.ts';
import { pathFixes } from './pathFixes.ts';
import type { Fix } from './fix.ts';

/** What settles a finding about what some shots ask for, the best first. */
export async function findingFixes(
  finding: Finding,
  shots: readonly CheckedShot[],
  checked: CheckedFile,
  open: Pick<OpenPromptFile, 'filesNear'>,
): Promise<readonly Fix[]> {
  const [shot] = shots;
  if (shot === undefined) return [];
  const { file, uri } = checked.resolved;
  const edit = (title: string, fix: NonNullable<Finding['fix']>): Fix => ({
    title,
    edits: fixEdits({ file, fileUri: uri }, shot, fix) ?? [],
    values: fix,
  });
  const fixes: Fix[] = [];
  const title = fixWords(finding, shot.request);
  const others = otherModels(checked, finding, shots);
  // Of an unknown model the one that was probably meant is better than the usual one.
  const isBest = finding.code !== 'model.unknown' || others.length === 0;
  if (finding.fix !== undefined && title !== undefined && isBest) fixes.push(edit(title, finding.fix));
  const index = imageIndex(finding.field) ?? -1;
  const image = shot.cell.images[index];
  if (image?.kind === 'file') {
    if (finding.code === 'image.missing') {
      fixes.push(...(await pathFixes(image.uri, 'image', checked.resolved, open)));
    }
    if (finding.redraw === true) {
      const draw = { slug: shot.shot.slug, cell: shot.cell.key, index };
      fixes.push({ title: redrawWords(finding), draw });
    }
  }
  for (const { model, quote } of others) {
    if (model.id !== finding.fix?.model || fixes.length === 0) {
      fixes.push(edit(useModelWords(model, quote), { model: model.id }));
    }
  }
  return fixes;
}
