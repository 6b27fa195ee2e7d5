import { fileNameOfUri } from '../core/uriPath.ts';
import { type CellObstacle, cellObstacles } from './cellObstacles.ts';
import { cellTitle } from './cellTitle.ts';
import { isWished, type WishedCells } from './chooseCells.ts';
import type { PromptFileState } from './promptFileStates.ts';
import type { ChosenCell } from './renderItems.ts';

type SortedFile = Pick<PromptFileState, 'uri' | 'resolved' | 'cells'>;

/** A clip that a file asks for and that cannot be rendered. */
export interface LeftOut {
  readonly file: Pick<PromptFileState, 'uri' | 'resolved'>;
  readonly shot: string;
  /** Absent: nobody knows which clips the shot asks for. */
  readonly cell?: string;
  /** Of its shot and cell. */
  readonly title: string;
  readonly obstacle: CellObstacle;
}

export interface SortedCells {
  readonly ready: readonly ChosenCell[];
  /** In the order of the files. */
  readonly leftOut: readonly LeftOut[];
}

/** Which of the wished cells can be rendered: each shot stands for itself. */
export function sortCells(files: readonly SortedFile[], wished: WishedCells): SortedCells {
  const ready: ChosenCell[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of files) {
    const judged = file.cells.map((state) => {
      const { shot, cell, findings } = state.plan;
      // What is wrong with the words comes first; what they ask for is not known.
      return { shot, cell, state, findings: shot.obstacle?.kind === 'errors' ? [] : findings };
    });
    const obstacles = cellObstacles(judged);
    for (const one of judged) {
      if (!isWished(one.state, wished)) continue;
      const obstacle = obstacles.get(one);
      if (obstacle === undefined) ready.push({ file: file.uri, cell: one.state });
      else {
        const { shot, cell } = one.state;
        leftOut.push({ file, shot, cell, title: cellTitle(one.state), obstacle });
      }
    }
    leftOut.push(...withoutCells(file, wished));
  }
  return { ready, leftOut };
}

/** Shots with errors that leave open which clips they ask for. */
function withoutCells(file: SortedFile, wished: WishedCells): readonly LeftOut[] {
  return file.resolved.shots.flatMap(({ shot, slug, cells, obstacle }) => {
    if (cells.length > 0 || obstacle === undefined || !isWished({ shot: slug, cell: '' }, wished)) return [];
    const own = obstacle.kind === 'errors' ? { ...obstacle, findings: [] } : obstacle;
    const title = shot.heading?.title ?? fileNameOfUri(file.uri);
    return [{ file, shot: slug, title, obstacle: own }];
  });
}
