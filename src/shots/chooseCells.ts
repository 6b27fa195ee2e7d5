import type { CellState } from './cellStates.ts';
import { type ChosenCell, frameToCome } from './renderItems.ts';

/** Which shot and cell are asked for; absent: all of them. */
export interface WishedCells {
  readonly shot?: string | undefined;
  readonly cell?: string | undefined;
}

/** An image of a cell whose clip is not there. */
export interface LackingImage {
  readonly cell: CellState;
  /** Its place in the request. */
  readonly at: number;
}

export function isWished({ shot, cell }: Pick<CellState, 'shot' | 'cell'>, wished: WishedCells): boolean {
  return (wished.shot ?? shot) === shot && (wished.cell ?? cell) === cell;
}

/** Those that are missing or stale, with nothing under way that would make them. */
export function neededCells(cells: readonly ChosenCell[]): readonly ChosenCell[] {
  return cells.filter(({ cell }) => cell.isNeeded);
}

/** Those that a program renders without naming them: what is under way with other words is no program's business. */
export function unattendedCells(cells: readonly ChosenCell[]): readonly ChosenCell[] {
  return neededCells(cells).filter(({ cell }) => cell.jobs.length === 0);
}

/** How a person chooses among the cells of a press. */
export type Choice =
  /** There is nothing to choose from: the question about the price, or about what is under way, is the only one. */
  | { readonly kind: 'settled' }
  /** The only one is current: is it to be rendered once more? */
  | { readonly kind: 'another'; readonly cell: ChosenCell }
  | { readonly kind: 'which'; readonly needed: readonly ChosenCell[] };

/** `isWhole`: no cell was left out because of errors. */
export function choiceOf(cells: readonly ChosenCell[], isWhole: boolean): Choice {
  const needed = neededCells(cells);
  const [only] = cells;
  if (only !== undefined && cells.length === 1 && needed.length === 0)
    return only.cell.jobs.length > 0 ? { kind: 'settled' } : { kind: 'another', cell: only };
  return needed.length === cells.length && isWhole ? { kind: 'settled' } : { kind: 'which', needed };
}

/** The first image that no render of the file can bring. */
export function lostImage(chosen: readonly ChosenCell[]): LackingImage | undefined {
  return lackingImages(chosen).find(({ before }) => before === undefined);
}

/** The first image whose clip is neither chosen nor on its way. */
export function waitingImage(chosen: readonly ChosenCell[]): LackingImage | undefined {
  const isMade = (cell: CellState) =>
    chosen.some((one) => one.cell === cell) || frameToCome(cell) !== undefined;
  return lackingImages(chosen).find(({ before }) => before !== undefined && !isMade(before));
}

function lackingImages(
  chosen: readonly ChosenCell[],
): readonly (LackingImage & { readonly before: CellState | undefined })[] {
  return chosen.flatMap(({ cell }) =>
    cell.frames.flatMap(({ kind }, at) =>
      kind === 'lacking' ? [{ cell, at, before: cell.follows.find((one) => one.at === at)?.cell }] : [],
    ),
  );
}

/** The cells that others start from and that are missing or stale, each behind those that it starts from itself. */
export function predecessorsOf(chosen: readonly ChosenCell[]): readonly ChosenCell[] {
  const found: ChosenCell[] = [];
  const look = ({ file, cell }: ChosenCell) => {
    for (const { at, cell: before } of cell.follows) {
      const isThere = [...chosen, ...found].some((one) => one.cell === before);
      const isLacking = before.isNeeded || cell.frames[at]?.kind === 'lacking';
      if (isThere || !isLacking || frameToCome(before) !== undefined) continue;
      const one = { file, cell: before };
      look(one);
      found.push(one);
    }
  };
  chosen.forEach(look);
  return found;
}
