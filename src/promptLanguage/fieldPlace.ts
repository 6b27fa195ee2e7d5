import type { Finding } from '../core/finding.ts';
import { type FieldName, imageFields, isMatrixKey } from '../core/promptFile/fields.ts';
import { lineIndexAt, lineRange } from '../core/promptFile/lines.ts';
import type { PromptFile, PromptValues } from '../core/promptFile/promptFile.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import { imageIndex } from '../protocol/imageField.ts';
import type { ShotPlan } from '../shots/planShots.ts';

/** Who says a value of a shot: its own block, the front matter, or a matrix in one of them. */
export interface SaidIn {
  readonly range: TextRange;
  readonly place: 'file' | number;
  /** A value of a list there. */
  readonly isCell: boolean;
}

/** Undefined where this file does not say it: a file that it extends does, or nobody. */
export function saidIn(
  name: FieldName,
  { frontMatter }: PromptFile,
  { shot: { shot }, cell }: Pick<ShotPlan, 'shot' | 'cell'>,
): SaidIn | undefined {
  const blocks = [
    { place: shot.index, values: shot.block?.values },
    { place: 'file' as const, values: frontMatter?.values },
  ];
  for (const { place, values } of blocks) {
    const range = values === undefined ? undefined : axisValue(name, values, cell.draft);
    if (range !== undefined) return { range, place, isCell: true };
    const said = values?.[name]?.range;
    if (said !== undefined) return { range: said, place, isCell: false };
  }
  return undefined;
}

function axisValue(
  name: FieldName,
  { matrix }: PromptValues,
  draft: Readonly<Partial<Record<FieldName, unknown>>>,
): TextRange | undefined {
  if (!isMatrixKey(name)) return undefined;
  const axis = matrix?.value.find(({ key }) => key === name);
  return axis?.values.find(({ value }) => value === draft[name])?.range;
}

/** Where a finding about a shot is shown: at the value that it is about, else at the shot's heading. */
export function placeOfFinding(
  { field, args }: Pick<Finding, 'field' | 'args'>,
  file: PromptFile,
  plan: Pick<ShotPlan, 'shot' | 'cell'>,
): TextRange {
  const { cell } = plan;
  if (field === 'prompt') return placeOfPrompt(String(args.name ?? ''), file, plan);
  const index = imageIndex(field);
  if (index !== undefined) return cell.images[index]?.range ?? placeOfShot(file, plan);
  const names = field === 'images' ? imageFields : [field as FieldName];
  for (const name of names) {
    const range = cell.places[name];
    if (range !== undefined) return range;
  }
  return placeOfShot(file, plan);
}

function placeOfPrompt(name: string, file: PromptFile, plan: Pick<ShotPlan, 'shot' | 'cell'>): TextRange {
  const { shot } = plan.shot;
  if (name !== '') {
    for (const { start, end } of [...shot.body.pieces, ...file.shared.pieces]) {
      const at = file.text.slice(start, end).indexOf(name);
      if (at >= 0) return { start: start + at, end: start + at + name.length };
    }
  }
  return (
    plan.cell.places.prompt ??
    shot.heading?.range ??
    lineAt(file, shot.body.pieces[0]?.start ?? file.shared.range.start)
  );
}

/** Where a shot begins: its heading, else what stands for it. */
export function placeOfShot(file: PromptFile, { shot: { shot, places } }: Pick<ShotPlan, 'shot'>): TextRange {
  return shot.heading?.range ?? places.model ?? lineAt(file, file.shared.range.start);
}

function lineAt({ text, lineStarts }: PromptFile, offset: number): TextRange {
  return lineRange(text, lineStarts, lineIndexAt(lineStarts, offset));
}
