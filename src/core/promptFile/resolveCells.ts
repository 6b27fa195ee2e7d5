import { shownText } from '../shownText.ts';
import { matrixKeys } from './fields.ts';
import type { Layer, MergedLayers } from './layers.ts';
import type { MatrixCell } from './matrix.ts';
import type { ReportProblem } from './problem.ts';
import type { PromptShot } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
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
  places: ResolvedCell['places'],
  /** The place in the opened file of what a layer says. */
  placeOf: (range: TextRange, layer?: Layer) => TextRange,
  report: ReportProblem,
): readonly ResolvedCell[] {
  return cells.map((own) => ({
    key: own.key,
    draft: { ...merged.options, ...own.values, prompt },
    places: {
      ...places,
      ...Object.fromEntries(
        Object.entries(own.ranges).map(([key, range]) => [key, placeOf(range, merged.matrix?.layer)]),
      ),
    },
    images: images.flatMap((image): readonly CellImage[] => {
      const { role, kind } = image;
      const common = {
        range: placeOf(image.range, merged.imageLayer),
        ...(role === undefined ? {} : { role }),
      };
      if (kind !== 'shot') return [{ ...common, kind, uri: image.uri }];
      const cell = cellOf(image, own, bySlug, report);
      return cell === undefined ? [] : [{ ...common, kind, slug: image.slug, cell }];
    }),
  }));
}

/**
 * The cell that a cell starts from: that of the same key, else the only one, else the only one that has the same values
 * wherever both have one.
 */
function cellOf(
  { slug, range, keys }: ResolvedImage & { readonly kind: 'shot' },
  follower: MatrixCell,
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
  const { key } = follower;
  const same = cells.find((one) => one.key === key);
  const agreeing = cells.length === 1 ? cells : cells.filter((one) => agree(one, follower));
  const cell = same ?? (agreeing.length === 1 ? agreeing[0] : undefined);
  if (cell === undefined && cells.length > 0) {
    report('clip.cells', range, { slug: shownText(slug) }, keys);
  }
  return cell?.key;
}

function agree({ values }: MatrixCell, other: MatrixCell): boolean {
  return matrixKeys.every((key) => {
    const [one, another] = [values[key], other.values[key]];
    return one === undefined || another === undefined || one === another;
  });
}
