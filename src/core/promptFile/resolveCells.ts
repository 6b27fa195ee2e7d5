import { shownText } from '../shownText.ts';
import type { MergedLayers } from './layers.ts';
import type { MatrixCell } from './matrix.ts';
import type { ReportProblem } from './problem.ts';
import type { PromptShot, TextRange } from './promptFile.ts';
import type { CellImage, ResolvedCell } from './resolvedFile.ts';
import type { ResolvedImage } from './resolveImages.ts';

/** A shot with all that is said about it. */
export interface LayeredShot {
  readonly shot: PromptShot;
  readonly prompt: string;
  readonly merged: MergedLayers;
  readonly cells: readonly MatrixCell[];
  readonly images: readonly ResolvedImage[];
}

const maxNames = 10;

/** The clips of a shot; reports images that no other shot makes. */
export function resolveCells(
  { prompt, merged, cells, images }: LayeredShot,
  bySlug: ReadonlyMap<string, LayeredShot>,
  placeOf: (range: TextRange) => TextRange,
  report: ReportProblem,
): readonly ResolvedCell[] {
  return cells.map(({ key, values }) => ({
    key,
    draft: { ...merged.options, ...values, prompt },
    images: images.flatMap((image): readonly CellImage[] => {
      const { role, kind } = image;
      const common = { range: placeOf(image.range), ...(role === undefined ? {} : { role }) };
      if (kind !== 'shot') return [{ ...common, kind, uri: image.uri }];
      const cell = cellOf(image, key, bySlug, report);
      return cell === undefined ? [] : [{ ...common, kind, slug: image.slug, cell }];
    }),
  }));
}

/** The cell that a cell starts from: that of the same key, or the only one. */
function cellOf(
  { slug, range, keys }: ResolvedImage & { readonly kind: 'shot' },
  key: string,
  bySlug: ReadonlyMap<string, LayeredShot>,
  report: ReportProblem,
): string | undefined {
  const cells = bySlug.get(slug)?.cells;
  if (cells === undefined) {
    const names = [...bySlug.keys()].filter((name) => name !== '').map((name) => `./${name}`);
    const allowed = names.length === 0 ? '–' : names.slice(0, maxNames).join(', ');
    report('clip.unknown', range, { slug: shownText(slug), allowed }, keys);
    return undefined;
  }
  const [only] = cells;
  const cell = cells.find((one) => one.key === key) ?? (cells.length === 1 ? only : undefined);
  if (cell === undefined && only !== undefined) {
    report('clip.cells', range, { slug: shownText(slug), cell: key === '' ? '–' : key }, keys);
  }
  return cell?.key;
}
