import type { Finding } from '../core/finding.ts';
import type { PromptProblem } from '../core/promptFile/problem.ts';
import type { ShotPlan } from './planShots.ts';

/** A clip that a prompt file asks for, with what the rules of its model say of it. */
export interface JudgedCell extends Pick<ShotPlan, 'shot' | 'cell'> {
  readonly findings: readonly Finding[];
}

/** Why a clip cannot be rendered. */
export type CellObstacle =
  /** At least one of either. */
  | {
      readonly kind: 'errors';
      readonly problems: readonly PromptProblem[];
      readonly findings: readonly Finding[];
    }
  /** The shot of this name, whose clip it starts from, cannot be rendered. */
  | { readonly kind: 'before'; readonly slug: string };

/** What keeps cells of one file from being rendered; those that are not there can be. */
export function cellObstacles<Cell extends JudgedCell>(
  cells: readonly Cell[],
): ReadonlyMap<Cell, CellObstacle> {
  const obstacles = new Map<Cell, CellObstacle>();
  const open: Cell[] = [];
  for (const cell of cells) {
    const { shot } = cell;
    const problems = shot.obstacle?.kind === 'errors' ? shot.obstacle.problems : [];
    const findings = cell.findings.filter(({ severity }) => severity === 'error');
    if (problems.length + findings.length > 0) obstacles.set(cell, { kind: 'errors', problems, findings });
    else if (shot.obstacle?.kind === 'before') obstacles.set(cell, shot.obstacle);
    else if (cell.cell.images.some(({ kind }) => kind === 'shot')) open.push(cell);
  }
  const byName = new Map(
    cells.map((cell) => [nameOf(cell.shot.slug, cell.cell.key), cell] as const).toReversed(),
  );
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const cell of open) {
      if (obstacles.has(cell)) continue;
      for (const image of cell.cell.images) {
        if (image.kind !== 'shot') continue;
        const before = byName.get(nameOf(image.slug, image.cell));
        if (before === undefined || !obstacles.has(before)) continue;
        obstacles.set(cell, { kind: 'before', slug: image.slug });
        hasChanged = true;
      }
    }
  }
  return obstacles;
}

/** Problems are of the whole shot, findings may be of several cells: each is counted once. */
export function countErrors(obstacles: readonly CellObstacle[]): number {
  const errors = obstacles.filter((one) => one.kind === 'errors');
  const problems = new Set(errors.flatMap((one) => one.problems));
  const findings = new Set(
    errors.flatMap((one) => one.findings.map(({ code, field, args }) => JSON.stringify([code, field, args]))),
  );
  return problems.size + findings.size;
}

function nameOf(slug: string, cell: string): string {
  return JSON.stringify([slug, cell]);
}
