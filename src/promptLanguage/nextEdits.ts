import { compareModels } from '../core/compareModels.ts';
import { positionAt } from '../core/promptFile/lines.ts';
import type { PromptFile } from '../core/promptFile/promptFile.ts';
import type { MicroUsd } from '../core/money.ts';
import { whatFits } from '../core/whatFits.ts';
import type { VideoRequest } from '../core/request.ts';
import { optionNames } from '../core/requestOptions.ts';
import type { CheckedFile, CheckedShot } from '../shots/checkedFile.ts';
import { offerWords } from '../words/capWords.ts';
import { useModelWords } from '../words/fixWords.ts';
import { fixEdits } from './fixEdits.ts';
import type { Fix } from './fix.ts';
import type { Mark } from './marks.ts';
import type { OpenPromptFile } from './openPromptFile.ts';
import { markFixes } from './quickFixes.ts';

/** Puts a text in the place of a range. Lines and columns are counted from 1, columns in UTF-16 units. */
interface PlacedEdit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A change of a prompt file that would go on, exact enough for a program to make it. */
export interface NextEdit {
  /** For people. */
  readonly title: string;
  /** What the shot asks for afterwards. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
  readonly edits: readonly PlacedEdit[];
}

const most = 3;

/** What settles something that is wrong with a file, the best first. What only a person can do is left out. */
export async function nextEdits(
  mark: Mark,
  checked: CheckedFile,
  open: Pick<OpenPromptFile, 'filesNear'>,
): Promise<readonly NextEdit[]> {
  return placed(await markFixes(mark, checked, open), checked.resolved.file);
}

/** The models with an exact price that can do all that a shot asks, the cheapest first. */
export function exactPriceEdits(shot: CheckedShot, checked: CheckedFile): readonly NextEdit[] {
  const { market, resolved } = checked;
  const able = compareModels(shot.request, { ...market, inputs: shot.inputs }).filter(
    ({ fit, quote, model }) => fit === 'able' && quote.kind === 'listed' && model.id !== shot.request.model,
  );
  const fixes = able.slice(0, most).map(({ model, quote }) => ({
    title: useModelWords(model, quote),
    values: { model: model.id },
    edits: fixEdits({ file: resolved.file, fileUri: resolved.uri }, shot, { model: model.id }) ?? [],
  }));
  return placed(fixes, resolved.file);
}

/** What of a shot fits into what is left of a budget: fewer clips, shorter, smaller, another model. */
export function budgetEdits(
  shot: CheckedShot,
  { market, resolved }: CheckedFile,
  leftMicroUsd: MicroUsd,
): readonly NextEdit[] {
  const { request, model } = shot;
  if (model === undefined) return [];
  const fixes = whatFits(request, model, leftMicroUsd, market.quote).map((offer) => {
    const changed = optionNames.filter((name) => offer.request[name] !== request[name]);
    const values = Object.fromEntries(changed.map((name) => [name, offer.request[name]]));
    const edits = fixEdits({ file: resolved.file, fileUri: resolved.uri }, shot, values) ?? [];
    return { title: offerWords(offer), values, edits };
  });
  return placed(fixes, resolved.file);
}

function placed(fixes: readonly Fix[], { lineStarts }: PromptFile): readonly NextEdit[] {
  return fixes.flatMap((fix): readonly NextEdit[] => {
    if (!('edits' in fix) || fix.edits.length === 0) return [];
    const edits = fix.edits.map(({ start, end, text }) => {
      const { line, column } = positionAt(lineStarts, start);
      const last = positionAt(lineStarts, end);
      return { line, column, endLine: last.line, endColumn: last.column, text };
    });
    const values = plainValues(fix.values ?? {});
    return [{ title: fix.title, ...(values === undefined ? {} : { values }), edits }];
  });
}

/** Those that are one word or number. */
function plainValues(values: Partial<VideoRequest>): NextEdit['values'] {
  const plain = Object.entries(values).filter(
    (entry): entry is [string, string | number | boolean] => typeof entry[1] !== 'object',
  );
  return plain.length === 0 ? undefined : Object.fromEntries(plain);
}
