import type { SubmitItem } from '../core/batch.ts';
import type { Job } from '../core/job.ts';
import type { PromptFileState } from './promptFileStates.ts';
import type { ChosenCell } from './renderItems.ts';

/** A chosen cell, and the jobs beside which its clip would be a second one. */
export interface SecondRender extends ChosenCell {
  readonly jobs: readonly Job[];
}

/** Those of which a job has not ended. */
export function secondRenders(chosen: readonly ChosenCell[]): readonly SecondRender[] {
  return chosen.flatMap((one) => (one.cell.jobs.length === 0 ? [] : [{ ...one, jobs: one.cell.jobs }]));
}

/** What stood in the way of items when they were submitted, by the cells as they stand now; each cell once. */
export function rivalRenders(
  rivals: readonly { readonly index: number; readonly jobs: readonly Job[] }[],
  items: readonly SubmitItem[],
  now: readonly ChosenCell[],
): readonly SecondRender[] {
  const seconds = rivals.flatMap(({ index, jobs }): readonly SecondRender[] => {
    const cell = cellOf(items[index], now);
    return cell === undefined ? [] : [{ ...cell, jobs }];
  });
  return seconds.filter((one, index) => seconds.findIndex(({ cell }) => cell === one.cell) === index);
}

/** The same cells in other states of their files; undefined where one is gone. */
export function sameCells(
  chosen: readonly ChosenCell[],
  files: readonly Pick<PromptFileState, 'uri' | 'cells'>[],
): readonly ChosenCell[] | undefined {
  const found = chosen.flatMap(({ file, cell }) => {
    const state = files.find(({ uri }) => uri === file);
    const now = state?.cells.find((one) => one.shot === cell.shot && one.cell === cell.cell);
    return now === undefined ? [] : [{ file, cell: now }];
  });
  return found.length === chosen.length ? found : undefined;
}

/** The cell that an item is a take of. */
export function cellOf(item: SubmitItem | undefined, chosen: readonly ChosenCell[]): ChosenCell | undefined {
  const source = item?.source;
  return chosen.find(
    ({ file, cell }) =>
      file === source?.promptFileUri && cell.shot === source.shot && cell.cell === source.cell,
  );
}
